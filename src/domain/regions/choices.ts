import { and, asc, eq, isNull, like, ne, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { db } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { type PlaceRow, requireOpenPlace } from "./require-place.ts";
import { levelAbove } from "./rules.ts";
import { changedBy, within } from "./scope.ts";

interface Choice {
	regionId: string;
	name: string;
	/** The place above. */
	above: string;
}

/** Where a place can go: below another one, or into another one of its level. */
export async function waysOf(viewer: Viewer, regionId: string, how: "move" | "merge"): Promise<{ place: PlaceRow; choices: Choice[] }> {
	const place = await requireOpenPlace(db, viewer, regionId);
	const above = levelAbove(place.level);
	if (!above) return { place, choices: [] };
	const isSibling = place.level === "hamlet" ? eq(regions.parentId, place.parentId ?? "") : undefined;
	const which =
		how === "move" ? and(eq(regions.level, above), ne(regions.id, place.parentId ?? "")) : and(eq(regions.level, place.level), isSibling);
	return { place, choices: await choicesOf(and(which, ne(regions.id, regionId), changedBy(viewer))) };
}

/** The open hamlets of one's office below this place, by village. */
export function hamletsBelow(viewer: Viewer, path: string): Promise<Choice[]> {
	return choicesOf(and(eq(regions.level, "hamlet"), within(path), changedBy(viewer)));
}

function choicesOf(which: SQL | undefined): Promise<Choice[]> {
	const aboves = alias(regions, "aboves");
	return db
		.select({ regionId: regions.id, name: regions.name, above: aboves.name })
		.from(regions)
		.leftJoin(aboves, eq(aboves.id, regions.parentId))
		.where(and(which, isNull(regions.validTo)))
		.orderBy(asc(regions.code))
		.then((rows) => rows.map((row) => ({ ...row, above: row.above ?? "" })));
}

export interface Parts {
	place: PlaceRow;
	parts: { id: string; label: string }[];
	/** What the code of a new hamlet may be. */
	nextCode: string;
}

/** What may go into a new place beside this one. */
export async function partsOf(viewer: Viewer, regionId: string): Promise<Parts> {
	const place = await requireOpenPlace(db, viewer, regionId);
	if (place.level !== "hamlet") {
		const open = and(eq(regions.parentId, regionId), isNull(regions.validTo));
		const below = await db.select({ id: regions.id, label: regions.name }).from(regions).where(open).orderBy(asc(regions.code));
		return { place, parts: below, nextCode: "" };
	}
	const homes = await db
		.select({ id: households.id, number: households.number, headName: households.headName })
		.from(households)
		.where(and(eq(households.hamletId, regionId), isNull(households.closedAt)))
		.orderBy(asc(households.number));
	return {
		place,
		parts: homes.map(({ id, number, headName }) => ({ id, label: `${number} ${headName}` })),
		nextCode: await nextCode(place),
	};
}

/** One above the highest that begins like this hamlet's. */
async function nextCode({ code }: PlaceRow): Promise<string> {
	const stem = code.slice(0, -3);
	const rows = await db
		.select({ code: regions.code })
		.from(regions)
		.where(and(eq(regions.level, "hamlet"), like(regions.code, `${stem}%`)));
	const last = Math.max(0, ...rows.map((row) => Number(row.code.slice(stem.length))).filter(Number.isInteger));
	return last < 999 ? String(last + 1).padStart(3, "0") : "";
}
