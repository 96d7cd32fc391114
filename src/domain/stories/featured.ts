import { desc, eq } from "drizzle-orm";
import { db, type Tx } from "#db/client.ts";
import { remembered } from "#db/remembered.ts";
import { regions } from "#db/schema/regions.ts";
import { featuredSlots } from "#db/schema/stories/shown.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { beijingMoment } from "#domain/calendar/rules.ts";
import { Refusal } from "#domain/errors.ts";
import { mayActIn } from "#domain/regions/scope.ts";
import { tidyLine } from "#domain/text.ts";
import { onChange } from "#platform/changes.ts";
import { MINUTE_MS } from "#platform/clock.ts";
import { publishedStories } from "./public-stories.ts";
import { changing } from "./stories.ts";
import { type Slot, type StoryCard, WRITERS } from "./types.ts";

/** 推荐位. */
export const SLOTS = 3;

/** What the page of a place (home: its district) shows first at a moment: what was arranged by then, where it is public then; else, by rule, the newest. */
export async function featuredAt(regionId: string, at: Date): Promise<Slot[]> {
	return filled(await arrangedAt(regionId, at), await publishedStories(at, regionId));
}

/** Home, of whichever district was arranged last. */
export async function featuredOnHome(at: Date): Promise<Slot[]> {
	const found = (await all.recall()).find(({ level, startsAt }) => level === "district" && startsAt <= at);
	return filled(found?.storyIds ?? [], await publishedStories(at));
}

/** The rule, apart from where its rows come from. */
export function filled(chosen: string[], published: StoryCard[]): Slot[] {
	const rest = published.filter(({ storyId }) => !chosen.includes(storyId));
	return Array.from({ length: SLOTS }, (_, n) => {
		const story = published.find(({ storyId }) => storyId === chosen[n]);
		if (story) return { story, isByRule: false };
		const next = rest.shift();
		return next && { story: next, isByRule: true };
	}).filter((slot) => slot !== undefined);
}

// In memory, because home and each village ask for it.
const all = remembered(MINUTE_MS, readAll);
onChange((tags) => {
	if (tags.includes("stories")) all.forget();
});

// The later one of two for the same moment counts: it comes first.
async function readAll() {
	const { regionId, startsAt, setAt, storyIds } = featuredSlots;
	return db
		.select({ regionId, level: regions.level, startsAt, storyIds })
		.from(featuredSlots)
		.innerJoin(regions, eq(regions.id, regionId))
		.orderBy(desc(startsAt), desc(setAt))
		.limit(MOST);
}

const MOST = 2000;

export async function arrangedAt(regionId: string, at: Date): Promise<string[]> {
	return (await all.recall()).find((one) => one.regionId === regionId && one.startsAt <= at)?.storyIds ?? [];
}

interface Arranging {
	regionId: string;
	/** One story for each slot; empty: the rule fills it. */
	storyIds: string[];
	/** From when on, as a form's field says it; empty: now. */
	startsAt: string;
	by: Viewer;
	at: Date;
}

/** Arranges the slots of home (a district) or of a village, from a moment on. The same arrangement again is none. */
export async function arrangeFeatured({ regionId, by, at, ...typed }: Arranging): Promise<void> {
	const from = tidyLine(typed.startsAt);
	const startsAt = from ? beijingMoment(from) : at;
	if (Number.isNaN(startsAt.getTime())) throw new Refusal("invalid", "stories.noMoment", { field: "startsAt" });
	if (startsAt < at) throw new Refusal("invalid", "stories.startsInPast", { field: "startsAt" });
	const storyIds = Array.from({ length: SLOTS }, (_, n) => typed.storyIds[n] ?? "");
	await changing(async (tx) => {
		await requireArrangeable(tx, regionId, by);
		const chosen = storyIds.filter(Boolean);
		const known = await publishedStories(startsAt, regionId);
		if (new Set(chosen).size < chosen.length) throw new Refusal("invalid", "stories.slotTwice", { field: "slots" });
		if (chosen.some((id) => !known.some(({ storyId }) => storyId === id)))
			throw new Refusal("conflict", "stories.slotGone", { field: "slots" });
		if ((await arrangedAt(regionId, startsAt)).join() === storyIds.join()) return;
		await tx.insert(featuredSlots).values({ regionId, startsAt, storyIds, setBy: by.personId, setAt: at });
		await record(tx, { at, actorId: by.personId, action: "story.feature", subject: `region:${regionId}` });
	});
}

async function requireArrangeable(tx: Tx, regionId: string, by: Viewer): Promise<void> {
	const [place] = await tx.select().from(regions).where(eq(regions.id, regionId));
	const isOne = place && (place.level === "district" || place.level === "village") && !place.validTo;
	if (!isOne || !mayActIn(by, place.path, ...WRITERS)) throw new Refusal("not_found", "common.notFound");
}
