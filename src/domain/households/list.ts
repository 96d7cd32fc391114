import { and, asc, eq, gte, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { households, signInSlips } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { isNamed } from "#domain/named.ts";
import { cursorOf } from "#domain/paging.ts";
import { inHamlet, inVillage, villages } from "#domain/regions/joined.ts";
import { bareCode } from "#domain/regions/rules.ts";
import { seenBy, within } from "#domain/regions/scope.ts";
import { tidyName } from "#domain/text.ts";
import type { HouseholdLine, SlipState } from "./types.ts";

const PAGE = 50;
const CURSOR = cursorOf("households", "text", "text");

export interface Wanted {
	/** The path of a place; without it, all places that the viewer may see. */
	path?: string | undefined;
	/** A household number, or part of the head's name. */
	search?: string | undefined;
	after?: string | undefined;
	at: Date;
}

export interface HouseholdPage {
	lines: HouseholdLine[];
	next: string | null;
}

export async function householdList(viewer: Viewer, { path, search, after, at }: Wanted): Promise<HouseholdPage> {
	const rows = await rowsOf(and(seenBy(viewer, PATH), path ? within(path, PATH) : undefined, matching(search), beyond(after)));
	const { page, next } = CURSOR.cut(rows, PAGE, ({ hamlet, number }) => [hamlet.code, number]);
	const slips = await slipStates(
		page.map((row) => row.householdId),
		at,
	);
	return { lines: page.map((row) => ({ ...row, slip: slips.get(row.householdId) ?? "none" })), next };
}

// "+" makes SQLite walk the codes, which are the order of the pages. With the bare column it walks the paths and sorts the whole district for each page.
const PATH = sql`+${regions.path}`;
function rowsOf(which: SQL | undefined) {
	return db
		.select({
			householdId: households.id,
			number: households.number,
			headName: households.headName,
			hamlet: { regionId: regions.id, code: regions.code, name: regions.name },
			villageName: villages.name,
			status: households.status,
			isHardship: households.isHardship,
			isUnranked: households.isUnranked,
		})
		.from(regions)
		.crossJoin(households)
		.crossJoin(villages)
		.where(and(inHamlet(households), inVillage(households), isNull(households.closedAt), which))
		.orderBy(asc(regions.code), asc(households.number))
		.limit(PAGE + 1);
}

function matching(search = ""): SQL | undefined {
	const text = tidyName(search);
	if (text === "") return undefined;
	const number = bareCode(text);
	if (/^\d{1,4}$/.test(number)) return eq(households.number, number.padStart(4, "0"));
	return isNamed(households.headName, text);
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
