import { and, asc, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { db } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { people } from "#db/schema/accounts.ts";
import { regions } from "#db/schema/regions.ts";
import { areaDuties, unitMembers, units } from "#db/schema/spots/units.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { findPlaces } from "#domain/finder/find.ts";
import { isNamed } from "#domain/named.ts";
import { cursorOf } from "#domain/paging.ts";
import { ADMIN_ROLES, changedBy, inOfficeOf, mayChange, regionsOf, within } from "#domain/regions/scope.ts";
import { LEVELS, type RegionLevel } from "#domain/regions/types.ts";

export interface UnitLine {
	unitId: string;
	name: string;
	phone: string;
	/** With the town of a village, the village of a hamlet. */
	place: string;
	members: { personId: string; name: string; username: string }[];
	duties: { dutyId: string; prefix: string; place: string; path: string }[];
}

const PAGE = 50;
const CURSOR = cursorOf("units", "text", "text");
const above = alias(regions, "above_region");
const isAbove = and(eq(above.id, regions.parentId), inArray(above.level, sql`('town', 'village')`));
const placed = { place: regions.name, above: above.name, path: regions.path };
const inFull = ({ above, place }: { above: string | null; place: string }) => [above, place].filter(Boolean).join(" ");

/** The open units of an admin's places, place by place. */
export async function unitsUnder(
	viewer: Viewer,
	{ search = "", after }: { search?: string; after?: string | null | undefined } = {},
): Promise<{ lines: UnitLine[]; next: string | null }> {
	const [code = "", name = ""] = CURSOR.read(after) ?? [];
	const rows = await db
		.select({ unitId: units.id, name: units.name, phone: units.phone, code: regions.code, ...placed })
		.from(units)
		.innerJoin(regions, eq(regions.id, units.regionId))
		.leftJoin(above, isAbove)
		.where(
			and(
				...[isNull(units.closedAt), changedBy(viewer), sql`(${regions.code}, ${units.name}) > (${code}, ${name})`],
				search ? await matching(viewer, search) : undefined,
			),
		)
		.orderBy(asc(regions.code), asc(units.name))
		.limit(PAGE + 1);
	const { page, next } = CURSOR.cut(rows, PAGE, (last) => [last.code, last.name]);
	return { lines: await withAll(page), next };
}

const PLACES_MEANT = 60;

/** By the unit's own name, or by a place in which it lies. */
async function matching(viewer: Viewer, search: string): Promise<SQL | undefined> {
	const places = await findPlaces(viewer, { typed: search, levels: LEVELS, roles: ADMIN_ROLES, most: PLACES_MEANT });
	return or(isNamed(units.name, search), ...places.map(({ path }) => within(path)));
}

type Row = Pick<UnitLine, "unitId" | "name" | "phone"> & { place: string; above: string | null };

async function withAll(rows: Row[]): Promise<UnitLine[]> {
	const ids = rows.map(({ unitId }) => unitId);
	const members = await db
		.select({ unitId: unitMembers.unitId, personId: people.id, name: people.name, username: people.username })
		.from(unitMembers)
		.innerJoin(people, eq(people.id, unitMembers.personId))
		.where(and(inArray(unitMembers.unitId, ids), isNull(unitMembers.endedAt)));
	const duties = await db
		.select({ unitId: areaDuties.unitId, dutyId: areaDuties.id, prefix: areaDuties.categoryPrefix, ...placed })
		.from(areaDuties)
		.innerJoin(regions, eq(regions.id, areaDuties.regionId))
		.leftJoin(above, isAbove)
		.where(and(inArray(areaDuties.unitId, ids), isNull(areaDuties.endedAt)));
	return rows.map(({ unitId, name, phone, ...at }) => ({
		...{ unitId, name, phone, place: inFull(at) },
		members: members.filter((one) => one.unitId === unitId).map(({ username, ...one }) => ({ ...one, username: username ?? "" })),
		duties: duties
			.filter((one) => one.unitId === unitId)
			.map((duty) => ({ ...duty, place: inFull(duty) }))
			.toSorted((one, other) => (one.path === other.path ? (one.prefix < other.prefix ? -1 : 1) : one.path < other.path ? -1 : 1)),
	}));
}

export interface UnitPage extends UnitLine {
	regionId: string;
	path: string;
	level: RegionLevel;
	closedAt: Date | null;
}

/** Null for what lies outside the admin's places. */
export async function unitPage(viewer: Viewer, unitId: string): Promise<UnitPage | null> {
	const [row] = await db
		.select({
			...{ unitId: units.id, name: units.name, phone: units.phone, closedAt: units.closedAt },
			...{ regionId: regions.id, level: regions.level, ...placed },
		})
		.from(units)
		.innerJoin(regions, eq(regions.id, units.regionId))
		.leftJoin(above, isAbove)
		.where(eq(units.id, unitId));
	if (!row || !mayChange(viewer, row.path)) return null;
	const [line] = await withAll([row]);
	const { regionId, path, level, closedAt } = row;
	return line ? { ...line, regionId, path, level, closedAt } : null;
}

export interface Unanswered {
	/** With the town; the first ones. */
	places: { regionId: string; name: string }[];
	count: number;
}

const NAMED = 60;

/** The villages of one's office for which, and for no part of which, anybody answers. */
export async function villagesWithoutUnit(viewer: Viewer): Promise<Unanswered> {
	if (regionsOf(viewer, ...ADMIN_ROLES).length === 0) return { places: [], count: 0 };
	const standing = (of: SQL) => sql`not exists (select 1 from area_duties d where d.ended_at is null and d.region_id in ${of})`;
	const rows = await db
		.select({ regionId: regions.id, place: regions.name, above: above.name })
		.from(regions)
		.leftJoin(above, isAbove)
		.where(
			and(
				...[eq(regions.level, literal("village")), isNull(regions.validTo), inOfficeOf(viewer, ADMIN_ROLES)],
				standing(sql`(${regions.id}, ${regions.parentId}, ${above.parentId})`),
				standing(sql`(select h.id from regions h where h.parent_id = ${regions.id})`),
			),
		)
		.orderBy(asc(regions.code));
	return { places: rows.slice(0, NAMED).map(({ regionId, ...row }) => ({ regionId, name: inFull(row) })), count: rows.length };
}
