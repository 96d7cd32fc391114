import { eq, sql } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { storyPhotos } from "#db/schema/stories/photos.ts";
import { stories } from "#db/schema/stories/stories.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { beijingMoment, dayAt } from "#domain/calendar/rules.ts";
import { Refusal } from "#domain/errors.ts";
import { removeErased } from "#domain/photos/erase.ts";
import { requireWords } from "#domain/said.ts";
import { tidyLine } from "#domain/text.ts";
import { missingFor } from "./missing.ts";
import { eraseOwnPhotos } from "./photos.ts";
import { changing, requireStage, requireStory, stepOn } from "./stories.ts";
import { WRITERS } from "./types.ts";

interface OnStory {
	storyId: string;
	by: Viewer;
	at: Date;
}

interface Scheduling extends OnStory {
	/** As a form's field says it, in Beijing ("2026-12-04T18:00"); empty: none. */
	startsAt: string;
	endsAt: string;
}

/** 定时: from when and until when everybody may read it. What is public keeps its beginning. */
export async function scheduleStory({ storyId, by, at, ...typed }: Scheduling): Promise<void> {
	const [starts, ends] = [momentOf(typed.startsAt, "startsAt"), momentOf(typed.endsAt, "endsAt")];
	await changing(async (tx) => {
		const story = await requireStory(tx, by, storyId, WRITERS);
		requireStage(story, "writing", "first", "second", "final", "approved", "published");
		const isOut = story.stage === "published";
		const startsAt = isOut ? story.startsAt : starts;
		if (startsAt?.getTime() === story.startsAt?.getTime() && ends?.getTime() === story.endsAt?.getTime()) return;
		if (!isOut && startsAt && startsAt <= at) throw new Refusal("invalid", "stories.startsInPast", { field: "startsAt" });
		if (ends && ends <= at) throw new Refusal("invalid", "stories.endsInPast", { field: "endsAt" });
		if (ends && startsAt && ends <= startsAt) throw new Refusal("invalid", "stories.endsBeforeStart", { field: "endsAt" });
		if (startsAt || ends) await requireWithinConsents(tx, storyId, ends);
		await tx.update(stories).set({ startsAt, endsAt: ends }).where(eq(stories.id, storyId));
		const detail = { startsAt: startsAt?.getTime() ?? null, endsAt: ends?.getTime() ?? null };
		await record(tx, { at, actorId: by.personId, action: "story.schedule", subject: `story:${storyId}`, detail });
	});
}

/** A household that agreed until a day is not shown beyond it. */
async function requireWithinConsents(tx: Tx, storyId: string, ends: Date | null): Promise<void> {
	const [first] = await tx.all<{
		until: number;
	}>(sql`select max(ends_at) as until from story_consents where story_id = ${storyId} and channel = 'site'
		group by household_id having count(*) = count(ends_at) order by 1 limit 1`);
	if (!first || (ends && ends.getTime() <= first.until)) return;
	const [, month, day] = dayAt(new Date(first.until - 1))
		.split("-")
		.map(Number);
	throw new Refusal("conflict", "stories.endsAfterConsent", { field: "endsAt", params: { month: month ?? 0, day: day ?? 0 } });
}

function momentOf(typed: string, field: string): Date | null {
	const said = tidyLine(typed);
	if (said === "") return null;
	const moment = beijingMoment(said);
	if (Number.isNaN(moment.getTime())) throw new Refusal("invalid", "stories.noMoment", { field });
	return moment;
}

/** 现在就发布: at once, whatever hour was planned. */
export async function publishStory({ storyId, by, at }: OnStory): Promise<void> {
	await changing(async (tx) => {
		const story = await requireStory(tx, by, storyId, WRITERS);
		if (story.stage === "published") return;
		requireStage(story, "approved");
		if (story.endsAt && story.endsAt <= at) throw new Refusal("conflict", "stories.endsInPast", { field: "endsAt" });
		await requireNothingMissing(tx, storyId);
		await tx.update(stories).set({ startsAt: at }).where(eq(stories.id, storyId));
		await stepOn(tx, { storyId, stage: "published", verb: "story.publish", by, at });
	});
}

async function requireNothingMissing(tx: Tx, storyId: string): Promise<void> {
	const [missing] = await missingFor(tx, storyId);
	const words = { pair: "stories.pairLeft", consent: "stories.consentMissing", until: "stories.consentUntil" } as const;
	if (missing) throw new Refusal("conflict", words[missing]);
}

/** 下线: nobody reads it any more; it may be mended and published again. */
export async function endStory({ storyId, by, at }: OnStory): Promise<void> {
	await changing(async (tx) => {
		const story = await requireStory(tx, by, storyId, WRITERS);
		if (story.stage === "ended") return;
		requireStage(story, "published");
		await stepOn(tx, { storyId, stage: "ended", verb: "story.end", by, at });
	});
}

/** 撤回来改: back to its writer from wherever it is. What was public is public no more until it passed again. */
export async function takeStoryBack({ storyId, words, by, at }: OnStory & { words: string }): Promise<void> {
	const note = requireWords(words, { least: 2, most: 200, lacks: "stories.whyLength" });
	await changing(async (tx) => {
		const story = await requireStory(tx, by, storyId, WRITERS);
		if (story.stage === "writing") return;
		requireStage(story, "first", "second", "final", "approved", "published", "ended");
		await stepOn(tx, { storyId, stage: "writing", verb: "story.take_back", by, at, note });
	});
}

/** 不写了: the pictures that the office took for it are deleted with it. */
export async function dropStory({ storyId, by, at }: OnStory): Promise<void> {
	const erased = await write(async (tx) => {
		const story = await requireStory(tx, by, storyId, WRITERS);
		if (story.stage === "dropped") return null;
		requireStage(story, "writing");
		await stepOn(tx, { storyId, stage: "dropped", verb: "story.drop", by, at });
		return eraseOwnPhotos(tx, eq(storyPhotos.storyId, storyId), { erasedBy: by.personId, at });
	});
	if (erased) await removeErased(erased);
}
