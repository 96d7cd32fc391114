import { and, eq } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { type Reader, type Tx, write } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { STORY_LIFE, stories, storyVersions } from "#db/schema/stories/stories.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import type { Verb } from "#domain/audit/verbs.ts";
import { Refusal } from "#domain/errors.ts";
import { notify } from "#domain/notices/notify.ts";
import { mayActIn } from "#domain/regions/scope.ts";
import { takeStep } from "#domain/stages.ts";
import { changed } from "#platform/changes.ts";
import type { StoryStage } from "./types.ts";

/** One story with its place; not_found outside the offices that these roles hold. */
export async function requireStory(reader: Reader, viewer: Viewer, storyId: string, roles: Role[]) {
	const [found] = await reader
		.select({
			...{ storyId: stories.id, regionId: stories.regionId, stage: stories.stage, stageAt: stories.stageAt, version: stories.version },
			...{ startsAt: stories.startsAt, endsAt: stories.endsAt, publishedAt: stories.publishedAt, createdBy: stories.createdBy },
			...{ place: nameAmongAll("regions"), path: regions.path, level: regions.level },
		})
		.from(stories)
		.innerJoin(regions, eq(regions.id, stories.regionId))
		.where(eq(stories.id, storyId));
	if (!found || !mayActIn(viewer, found.path, ...roles)) throw new Refusal("not_found", "common.notFound");
	return found;
}

export type StoryRow = Awaited<ReturnType<typeof requireStory>>;

export function requireStage({ stage }: { stage: StoryStage }, ...stages: StoryStage[]): void {
	if (!stages.includes(stage)) throw new Refusal("conflict", "stories.notNow");
}

export async function versionOf(reader: Reader, storyId: string, number: number) {
	const [found] = await reader
		.select()
		.from(storyVersions)
		.where(and(eq(storyVersions.storyId, storyId), eq(storyVersions.number, number)));
	return found;
}

interface Stepping {
	storyId: string;
	stage: StoryStage;
	verb: Verb;
	/** Null when its time came, or what it shows was taken back. */
	by: Viewer | null;
	at: Date;
	note?: string;
}

export async function stepOn(tx: Tx, { storyId: id, stage, verb, by, at, note }: Stepping): Promise<void> {
	const actorId = by?.personId ?? null;
	await takeStep(tx, STORY_LIFE, { id, stage, actorId, at, ...(note && { note }) });
	await record(tx, { at, actorId, action: verb, subject: `story:${id}` });
}

/** After the commit the pages that show stories are made anew. */
export async function changing<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
	const result = await write(work);
	changed(["stories"]);
	return result;
}

/** Whoever wrote the version hears that it is with them again. */
export async function tellWriter(
	tx: Tx,
	{ storyId, version, regionId }: Pick<StoryRow, "storyId" | "version" | "regionId">,
	{ kind, at }: { kind: "story_returned" | "story_came_back"; at: Date },
): Promise<void> {
	const written = await versionOf(tx, storyId, version);
	const [place] = await tx.select({ name: regions.name }).from(regions).where(eq(regions.id, regionId));
	if (!written || !place) return;
	const told = { kind, params: { place: place.name }, subject: `story:${storyId}`, occasion: version } as const;
	await notify(tx, { ...told, to: { personId: written.writtenBy }, at });
}
