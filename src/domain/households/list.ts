import { and, asc, eq, gte, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { db } from "#db/client.ts";
import { households, signInSlips } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { findHouseholds } from "#domain/finder/find.ts";
import { cursorOf } from "#domain/paging.ts";
import { inHamlet, inVillage, villages } from "#domain/regions/joined.ts";
import { seenBy, within } from "#domain/regions/scope.ts";
import type { HouseholdLine, SlipState } from "./types.ts";

const PAGE = 50;
const CURSOR = cursorOf("households", "text", "text");

export interface Wanted {
	/** The path of a place; without it, all places that the viewer may see. */
	path?: string | undefined;
	/** A name, pinyin, a number, a code, with or without the place before it. */
	search?: string | undefined;
	after?: string | undefined;
	/** Of those that are searched for. */
	most?: number;
	at: Date;
}

export interface HouseholdPage {
	lines: HouseholdLine[];
	next: string | null;
}

export async function householdList(viewer: Viewer, wanted: Wanted): Promise<HouseholdPage> {
	const { page, next } = wanted.search ? await foundRows(viewer, { ...wanted, search: wanted.search }) : await rowsInOrder(viewer, wanted);
	const slips = await slipStates(
		page.map((row) => row.householdId),
		wanted.at,
	);
	return { lines: page.map((row) => ({ ...row, slip: slips.get(row.householdId) ?? "none" })), next };
}

const towns = alias(regions, "towns");
const LINE = {
	householdId: households.id,
	number: households.number,
	headName: households.headName,
	hamlet: { regionId: regions.id, code: regions.code, name: regions.name },
	bareVillageName: villages.name,
	townName: towns.name,
	status: households.status,
	isHardship: households.isHardship,
	isUnranked: households.isUnranked,
};
// "+" makes SQLite walk the codes, which are the order of the pages. With the bare column it walks the paths and sorts the whole district for each page.
const PATH = sql`+${regions.path}`;

async function rowsInOrder(viewer: Viewer, { path, after }: Wanted) {
	const which = and(seenBy(viewer, PATH), path ? within(path, PATH) : undefined, beyond(after));
	const rows = await db
		.select(LINE)
		.from(regions)
		.crossJoin(households)
		.crossJoin(villages)
		.leftJoin(towns, eq(towns.id, villages.parentId))
		.where(and(inHamlet(households), inVillage(households), isNull(households.closedAt), which))
		.orderBy(asc(regions.code), asc(households.number))
		.limit(PAGE + 1);
	return CURSOR.cut(rows, PAGE, ({ hamlet, number }) => [hamlet.code, number]);
}

async function foundRows(viewer: Viewer, { path, search, after, most = PAGE }: Wanted & { search: string }) {
	const { ids, next } = await findHouseholds(viewer, { typed: search, path, after, most });
	const found = await db
		.select(LINE)
		.from(households)
		.innerJoin(regions, inHamlet(households))
		.innerJoin(villages, inVillage(households))
		.leftJoin(towns, eq(towns.id, villages.parentId))
		.where(inArray(households.id, ids));
	const rows = new Map(found.map((row) => [row.householdId, row]));
	return { page: ids.flatMap((id) => rows.get(id) ?? []), next };
}

function beyond(after: string | undefined): SQL | undefined {
	const [code, number] = CURSOR.read(after) ?? [];
	if (!code || !number) return undefined;
	return and(gte(regions.code, code), sql`(${regions.code}, ${households.number}) > (${code}, ${number})`);
}

export async function slipStates(householdIds: string[], at: Date): Promise<Map<string, SlipState>> {
	const slips = await db
		.select()
		.from(signInSlips)
		.where(and(inArray(signInSlips.householdId, householdIds), isNull(signInSlips.cancelledAt)))
		.orderBy(asc(signInSlips.issuedAt));
	return new Map(slips.map((slip) => [slip.householdId, stateOf(slip, at)]));
}

function stateOf({ expiresAt }: { expiresAt: Date }, at: Date): SlipState {
	return expiresAt > at ? "issued" : "expired";
}
