import { and, eq, isNull } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db, type Reader, type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { calendarEntries } from "#db/schema/publicity.ts";
import { regions } from "#db/schema/regions.ts";
import { stories } from "#db/schema/stories/stories.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { beijingMoment } from "#domain/calendar/rules.ts";
import { PUBLICISTS } from "#domain/consents/types.ts";
import { Refusal } from "#domain/errors.ts";
import { mayActIn } from "#domain/regions/scope.ts";
import { requireLine } from "#domain/said.ts";
import { placesToTell } from "#domain/stories/choices.ts";
import { storyDesk } from "#domain/stories/desk.ts";
import { requireStory } from "#domain/stories/stories.ts";
import { tidyLine } from "#domain/text.ts";
import { DAY_MS, later } from "#platform/clock.ts";
import { isQuiet } from "./rules.ts";
import { ENTRY_KINDS, ENTRY_TITLE, type EntryKind, MOST_WEEKS, WHO_MOST } from "./types.ts";

interface Planning {
	regionId: string;
	kind: string;
	title: string;
	/** As a form's field says it, in Beijing time. */
	startsAt: string;
	who: string;
	/** Empty: no story goes out by it. */
	storyId: string;
	/** 1: only once; more: the same each week. */
	weeks: number;
	by: Viewer;
	at: Date;
}

/** 排期. The same entry again is none. */
export async function planEntry({ regionId, by, at, ...typed }: Planning): Promise<{ startsAt: Date }> {
	const kind = ENTRY_KINDS.find((one) => one === typed.kind);
	if (!kind) throw new Refusal("invalid", "deskCalendar.kindMissing", { field: "kind" });
	const title = requireLine(typed.title, { ...ENTRY_TITLE, field: "title", lacks: "deskCalendar.titleMissing" });
	const who = requireLine(typed.who, { least: 0, most: WHO_MOST, field: "who", lacks: "deskCalendar.whoTooLong" });
	const startsAt = requireMoment(typed.startsAt, kind, at);
	const { weeks } = typed;
	if (!Number.isInteger(weeks) || weeks < 1 || weeks > MOST_WEEKS)
		throw new Refusal("invalid", "deskCalendar.weeksWrong", { field: "weeks", params: { limit: MOST_WEEKS } });
	await write(async (tx) => {
		await requirePlace(tx, by, regionId);
		const storyId = typed.storyId || null;
		if (storyId) await requireStory(tx, by, storyId, PUBLICISTS);
		for (let week = 0; week < weeks; week += 1) {
			const entry = { id: newId(), startsAt: later(startsAt, week * 7 * DAY_MS), regionId, kind, title, who, storyId };
			const made = await tx
				.insert(calendarEntries)
				.values({ ...entry, createdBy: by.personId, createdAt: at })
				.onConflictDoNothing()
				.returning({ id: calendarEntries.id });
			if (made.length > 0) await record(tx, { at, actorId: by.personId, action: "plan.enter", subject: `plan:${entry.id}` });
		}
	});
	return { startsAt };
}

interface Changing {
	entryId: string;
	by: Viewer;
	at: Date;
}

/** To another moment; to the one that it has, nothing happens. */
export async function moveEntry({ entryId, by, at, ...typed }: Changing & { startsAt: string }): Promise<{ startsAt: Date }> {
	return write(async (tx) => {
		const entry = await requireEntry(tx, by, entryId);
		if (entry.calledOffAt) throw new Refusal("conflict", "deskCalendar.calledOffAlready");
		const startsAt = requireMoment(typed.startsAt, entry.kind, at);
		if (startsAt.getTime() === entry.startsAt.getTime()) return { startsAt };
		await requireFree(tx, { ...entry, startsAt });
		await tx.update(calendarEntries).set({ startsAt }).where(eq(calendarEntries.id, entryId));
		const detail = { from: entry.startsAt.toISOString(), to: startsAt.toISOString() };
		await record(tx, { at, actorId: by.personId, action: "plan.move", subject: `plan:${entryId}`, detail });
		return { startsAt };
	});
}

/** 不办了. Said twice it is said once. */
export async function callOffEntry({ entryId, by, at }: Changing): Promise<{ startsAt: Date }> {
	return write(async (tx) => {
		const { startsAt, calledOffAt } = await requireEntry(tx, by, entryId);
		if (calledOffAt) return { startsAt };
		await tx.update(calendarEntries).set({ calledOffAt: at, calledOffBy: by.personId }).where(eq(calendarEntries.id, entryId));
		await record(tx, { at, actorId: by.personId, action: "plan.call_off", subject: `plan:${entryId}` });
		return { startsAt };
	});
}

/** One entry of an own place. */
export async function entryOf(viewer: Viewer, entryId: string) {
	return requireEntry(db, viewer, entryId);
}

/** Open places of the office, and its newest stories that are not over. */
export async function choicesFor(viewer: Viewer) {
	const [places, { lines }] = await Promise.all([placesToTell(viewer), storyDesk(viewer)]);
	return { places, stories: lines.filter(({ stage, title }) => stage !== "ended" && title) };
}

async function requireEntry(reader: Reader, by: Viewer, entryId: string) {
	const { id: entryIs, kind, title, startsAt, who, storyId, calledOffAt, regionId } = calendarEntries;
	const [found] = await reader
		.select({
			...{ entryId: entryIs, kind, title, startsAt, who, storyId, calledOffAt, regionId },
			...{ place: nameAmongAll("regions"), path: regions.path, storyStage: stories.stage },
		})
		.from(calendarEntries)
		.innerJoin(regions, eq(regions.id, regionId))
		.leftJoin(stories, eq(stories.id, storyId))
		.where(eq(entryIs, entryId));
	if (!found || !mayActIn(by, found.path, ...PUBLICISTS)) throw new Refusal("not_found", "common.notFound");
	return found;
}

async function requirePlace(tx: Tx, by: Viewer, regionId: string): Promise<void> {
	if (!regionId) throw new Refusal("invalid", "deskCalendar.placeMissing", { field: "regionId" });
	const [place] = await tx.select({ path: regions.path, validTo: regions.validTo }).from(regions).where(eq(regions.id, regionId));
	if (!place || !mayActIn(by, place.path, ...PUBLICISTS)) throw new Refusal("not_found", "common.notFound");
	if (place.validTo) throw new Refusal("conflict", "deskCalendar.placeClosed", { field: "regionId" });
}

async function requireFree(
	tx: Tx,
	{ regionId, kind, title, startsAt }: Pick<typeof calendarEntries.$inferSelect, "regionId" | "kind" | "title" | "startsAt">,
) {
	const same = and(eq(calendarEntries.regionId, regionId), eq(calendarEntries.kind, kind), eq(calendarEntries.title, title));
	const then = and(eq(calendarEntries.startsAt, startsAt), isNull(calendarEntries.calledOffAt));
	if ((await tx.select({ id: calendarEntries.id }).from(calendarEntries).where(and(same, then))).length > 0)
		throw new Refusal("conflict", "deskCalendar.thereAlready", { field: "startsAt" });
}

function requireMoment(typed: string, kind: EntryKind, at: Date): Date {
	const startsAt = beijingMoment(tidyLine(typed));
	if (Number.isNaN(startsAt.getTime())) throw new Refusal("invalid", "deskCalendar.noMoment", { field: "startsAt" });
	if (startsAt < at) throw new Refusal("invalid", "deskCalendar.past", { field: "startsAt" });
	if (kind === "broadcast" && isQuiet(startsAt)) throw new Refusal("invalid", "deskCalendar.quiet", { field: "startsAt" });
	return startsAt;
}
