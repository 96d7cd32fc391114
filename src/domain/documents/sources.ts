import { and, asc, eq, inArray, isNull, or, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { boardEditions, boardNamed } from "#db/schema/boards.ts";
import { regions } from "#db/schema/regions.ts";
import { spots } from "#db/schema/spots/spots.ts";
import { units } from "#db/schema/spots/units.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { mayBeTalkedTo, readsTalks } from "#domain/boards/talks.ts";
import type { Day } from "#domain/calendar/types.ts";
import { PUBLICISTS } from "#domain/consents/types.ts";
import { Refusal } from "#domain/errors.ts";
import { inOfficeOf, mayActIn, officeIds, within } from "#domain/regions/scope.ts";
import { placedSpots, SPOT } from "#domain/spots/placed.ts";
import { SPOT_READERS } from "#domain/spots/spot.ts";

export interface OfficePlace {
	regionId: string;
	name: string;
	path: string;
	level: "district" | "town" | "village";
}

/** The places for which somebody writes, and what lies directly below the chosen one; hamlets write nothing. */
export async function officePlaces(viewer: Viewer, chosen: string | null): Promise<{ place: OfficePlace; places: OfficePlace[] }> {
	const own = officeIds(viewer, PUBLICISTS);
	const around = [...own, ...(chosen ? [chosen] : own)];
	const rows = await db
		.select({ regionId: regions.id, name: nameAmongAll("regions"), path: regions.path, level: regions.level })
		.from(regions)
		.where(
			and(or(inArray(regions.id, around), inArray(regions.parentId, around)), isNull(regions.validTo), sql`${regions.level} <> 'hamlet'`),
		)
		.orderBy(asc(regions.code));
	const places = rows.filter(({ path }) => mayActIn(viewer, path, ...PUBLICISTS)) as OfficePlace[];
	const place = chosen ? places.find(({ regionId }) => regionId === chosen) : places.find(({ regionId }) => own.includes(regionId));
	if (!place) throw new Refusal("not_found", "common.notFound");
	return { place, places };
}

// What a document is about, where that is not a time: an edition of a board, a unit with its orders, a place to talk to.

const IN_PUBLIC = sql`${boardEditions.stage} in ('published', 'settled')`;

/** Editions of a place or below, the newest first, that stand in public. */
export async function editionsIn(path: string) {
	const editions = await db
		.select({
			...{
				editionId: boardEditions.id,
				level: boardEditions.level,
				fromMonth: boardEditions.fromMonth,
				untilMonth: boardEditions.untilMonth,
			},
			...{ regionId: regions.id, regionName: nameAmongAll("regions"), objectionsUntil: boardEditions.objectionsUntil },
			publishedAt: boardEditions.publishedAt,
		})
		.from(boardEditions)
		.innerJoin(regions, eq(regions.id, boardEditions.regionId))
		.where(and(within(path), IN_PUBLIC));
	return editions.sort((a, b) => Number(b.publishedAt) - Number(a.publishedAt));
}

const inWork = sql`${spots.stage} in ('assigned', 'in_hand', 'half_done')`;

/** Units with orders that are not done, for who reads those. */
export function unitsWithOrders(viewer: Viewer) {
	return db
		.select({ unitId: units.id, name: units.name, count: sql<number>`count(*)` })
		.from(spots)
		.innerJoin(units, eq(units.id, spots.unitId))
		.innerJoin(regions, eq(regions.id, spots.hamletId))
		.where(and(inWork, inOfficeOf(viewer, SPOT_READERS)))
		.groupBy(units.id)
		.orderBy(asc(units.name));
}

/** Those of one unit, the first due first, a page of them; and how many there are in all. */
export async function ordersOf(viewer: Viewer, unitId: string, { size, page = 0 }: { size: number; page?: number }) {
	const rows = await placedSpots({ ...SPOT, cause: spots.cause, whole: sql<number>`count(*) over ()` })
		.where(and(inWork, eq(spots.unitId, unitId), inOfficeOf(viewer, SPOT_READERS)))
		.orderBy(asc(spots.dueAt), asc(spots.id))
		.limit(size)
		.offset(page * size);
	const whole = rows[0]?.whole ?? 0;
	return { rows, whole, hasMore: (page + 1) * size < whole };
}

export interface Summoned {
	placeId: string;
	name: string;
	editionId: string;
	times: { from: string; until: string }[];
}

/** Places that two editions named although help came between: who may be talked to (约谈), for the district's admin. */
export async function placesToTalkTo(viewer: Viewer, { path, today }: { path: string; today: Day }): Promise<Summoned[]> {
	if (!readsTalks(viewer, path)) return [];
	const rows = await db
		.select({
			...{ placeId: boardNamed.placeId, name: nameAmongAll("regions"), editionId: boardEditions.id },
			...{ from: boardEditions.fromMonth, until: boardEditions.untilMonth },
		})
		.from(boardNamed)
		.innerJoin(boardEditions, eq(boardEditions.id, boardNamed.editionId))
		.innerJoin(regions, eq(regions.id, boardNamed.placeId))
		.where(and(eq(boardNamed.list, "lagging"), IN_PUBLIC, within(path)));
	const inOrder = rows.sort((a, b) => (a.until < b.until ? -1 : 1));
	const named = [...Map.groupBy(inOrder, ({ placeId }) => placeId).values()];
	const summoned = named.map(async (times) => {
		const { placeId, name, editionId } = times.at(-1) as (typeof rows)[number];
		return (await mayBeTalkedTo(db, { editionId, placeId, heldOn: today })) ? { placeId, name, editionId, times } : [];
	});
	return (await Promise.all(summoned)).flat();
}
