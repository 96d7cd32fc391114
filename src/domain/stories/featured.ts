import { and, desc, eq, lte } from "drizzle-orm";
import { db, type Tx } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { featuredSlots } from "#db/schema/stories/shown.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { beijingMoment } from "#domain/calendar/rules.ts";
import { Refusal } from "#domain/errors.ts";
import { mayActIn } from "#domain/regions/scope.ts";
import { tidyLine } from "#domain/text.ts";
import { publishedStories } from "./public-stories.ts";
import { changing } from "./stories.ts";
import { type StoryCard, WRITERS } from "./types.ts";

/** 推荐位. */
export const SLOTS = 3;

export interface Slot {
	story: StoryCard;
	/** Nobody chose it: the newest story that stands in no other slot. */
	isByRule: boolean;
}

/** What the page of a place shows first at a moment: what was arranged by then, where it is public then; else, by rule, the newest. */
export async function featuredAt(place: { regionId: string; path: string }, at: Date): Promise<Slot[]> {
	const chosen = await arrangedAt(place.regionId, at);
	return filled(chosen, await publishedStories(at, place.path));
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

export async function arrangedAt(regionId: string, at: Date): Promise<string[]> {
	const [found] = await db
		.select({ storyIds: featuredSlots.storyIds })
		.from(featuredSlots)
		.where(and(eq(featuredSlots.regionId, regionId), lte(featuredSlots.startsAt, at)))
		.orderBy(desc(featuredSlots.startsAt), desc(featuredSlots.setAt))
		.limit(1);
	return found?.storyIds ?? [];
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
		const path = await requireArrangeable(tx, regionId, by);
		const chosen = storyIds.filter(Boolean);
		const known = await publishedStories(startsAt, path);
		if (new Set(chosen).size < chosen.length) throw new Refusal("invalid", "stories.slotTwice", { field: "slots" });
		if (chosen.some((id) => !known.some(({ storyId }) => storyId === id)))
			throw new Refusal("conflict", "stories.slotGone", { field: "slots" });
		if ((await arrangedAt(regionId, startsAt)).join() === storyIds.join()) return;
		await tx.insert(featuredSlots).values({ regionId, startsAt, storyIds, setBy: by.personId, setAt: at });
		await record(tx, { at, actorId: by.personId, action: "story.feature", subject: `region:${regionId}` });
	});
}

async function requireArrangeable(tx: Tx, regionId: string, by: Viewer): Promise<string> {
	const [place] = await tx.select().from(regions).where(eq(regions.id, regionId));
	const isOne = place && (place.level === "district" || place.level === "village") && !place.validTo;
	if (!isOne || !mayActIn(by, place.path, ...WRITERS)) throw new Refusal("not_found", "common.notFound");
	return place.path;
}
