import { and, asc, eq, gte, isNull, lt, ne, type SQL, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { voteAround, votesUnderWay } from "./in-vote.ts";
import { villages } from "./joined.ts";
import { narrow } from "./narrow.ts";
import { placesAbove } from "./places.ts";
import { type PlaceRow, requireOpenPlace } from "./require-place.ts";
import { levelAbove } from "./rules.ts";
import { changedBy, within } from "./scope.ts";
import type { NarrowStep, Place, PlaceChoice, VoteAround } from "./types.ts";

export interface Choices {
	choices: PlaceChoice[];
	/** By which they are narrowed, if they are too many for a list. */
	steps: NarrowStep[];
}

/** A place to be rearranged, those above it, and the vote for which it stands still. */
interface Rearranged {
	place: PlaceRow;
	above: Place[];
	vote: VoteAround | null;
}

async function rearranged(viewer: Viewer, regionId: string): Promise<Rearranged> {
	const place = await requireOpenPlace(db, viewer, regionId);
	return { place, above: await placesAbove(viewer, place.path), vote: await voteAround(place) };
}

/** Where a place can go: below another one, or into another one of its level. `near` is a place in whose town they are looked for. */
export async function waysOf(
	viewer: Viewer,
	regionId: string,
	{ how, near }: { how: "move" | "merge"; near?: string | undefined },
): Promise<Choices & Rearranged> {
	const about = await rearranged(viewer, regionId);
	const { place } = about;
	const votes = await votesUnderWay(db);
	const { steps, which } = await narrowedFor(viewer, place, { how, near });
	const other = and(ne(regions.id, regionId), how === "move" ? ne(regions.id, place.parentId ?? "") : undefined);
	const choices = await choicesOf(and(which, other));
	return {
		...{ ...about, steps },
		choices: choices.map((choice) => ({ ...choice, vote: votes.around(choice.path) })),
	};
}

/** A hamlet goes into another one of its village, so that those are few. */
async function narrowedFor(
	viewer: Viewer,
	{ level, parentId }: PlaceRow,
	{ how, near }: { how: "move" | "merge"; near?: string | undefined },
) {
	const wanted = how === "merge" ? level : levelAbove(level);
	if (!wanted || level === "district") return { steps: [], which: sql`false` };
	if (how === "move" || level !== "hamlet") return narrow(viewer, wanted, near);
	return { steps: [], which: and(isNull(regions.validTo), eq(regions.parentId, parentId ?? ""), changedBy(viewer)) };
}

/** The open hamlets of one's office, those of the town and village in which `near` lies if they are too many. */
export async function hamletsNear(viewer: Viewer, near: string): Promise<Choices> {
	const { steps, which } = await narrow(viewer, "hamlet", near);
	return { choices: await choicesOf(which), steps };
}

/** The open hamlets of one's office below this place. */
export function hamletsBelow(viewer: Viewer, path: string): Promise<PlaceChoice[]> {
	return choicesOf(and(eq(regions.level, literal("hamlet")), isNull(regions.validTo), within(path), changedBy(viewer)));
}

async function choicesOf(which: SQL | undefined): Promise<(PlaceChoice & { path: string })[]> {
	const rows = await db
		.select({ regionId: regions.id, name: regions.name, path: regions.path, above: nameAmongAll("villages") })
		.from(regions)
		.leftJoin(villages, eq(villages.id, regions.parentId))
		.where(which)
		.orderBy(asc(regions.code));
	return rows.map(({ above, ...row }) => ({ ...row, above: above ?? "", vote: null }));
}

export interface Parts extends Rearranged {
	parts: { id: string; label: string }[];
	/** What the code of a new hamlet may be. */
	nextCode: string;
}

/** What may go into a new place beside this one. */
export async function partsOf(viewer: Viewer, regionId: string): Promise<Parts> {
	const about = await rearranged(viewer, regionId);
	const { place } = about;
	if (place.level !== "hamlet") {
		const open = and(eq(regions.parentId, regionId), isNull(regions.validTo));
		const below = await db.select({ id: regions.id, label: regions.name }).from(regions).where(open).orderBy(asc(regions.code));
		return { ...about, parts: below, nextCode: "" };
	}
	const homes = await db
		.select({ id: households.id, number: households.number, headName: households.headName })
		.from(households)
		.where(and(eq(households.hamletId, regionId), isNull(households.closedAt)))
		.orderBy(asc(households.number));
	return {
		...about,
		parts: homes.map(({ id, number, headName }) => ({ id, label: `${number} ${headName}` })),
		nextCode: await nextCode(place),
	};
}

/** One above the highest that begins like this hamlet's and ends in digits, after which comes a colon. */
async function nextCode({ code }: PlaceRow): Promise<string> {
	const stem = code.slice(0, -3);
	const rows = await db
		.select({ code: regions.code })
		.from(regions)
		.where(and(eq(regions.level, literal("hamlet")), gte(regions.code, stem), lt(regions.code, `${stem}:`)));
	const last = Math.max(0, ...rows.map((row) => Number(row.code.slice(stem.length))).filter(Number.isInteger));
	return last < 999 ? String(last + 1).padStart(3, "0") : "";
}
