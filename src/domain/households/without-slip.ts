import { and, asc, eq, isNull, ne, type SQL, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { inHamlet } from "#domain/regions/joined.ts";
import { changedBy } from "#domain/regions/scope.ts";
import { STICKERS } from "./door-sheet.ts";

interface Homes {
	/** As many as are printed at once. */
	householdIds: string[];
	count: number;
}

/** The lived-in households of a village to which no slip was ever issued. */
export function householdsWithoutSlip(viewer: Viewer, villageId: string): Promise<Homes> {
	return livedIn(viewer, eq(households.villageId, villageId), sql`not exists (${SLIPS})`);
}

export interface UnusedSlips {
	place: { regionId: string; level: string };
	/** Slips made since then are not asked about: those of the page on which somebody pressed twice, or of the batch before. */
	before: Date;
}

/** The lived-in households of a village or hamlet that have had slips and never used one: not printed, lost, or still in a drawer. */
export function householdsWithUnusedSlips(viewer: Viewer, { place: { regionId, level }, before }: UnusedSlips): Promise<Homes> {
	const here = eq(level === "hamlet" ? households.hamletId : households.villageId, regionId);
	const spent = sql`${SLIPS} and (s.used_at is not null or s.issued_at >= ${before.getTime()})`;
	return livedIn(viewer, here, sql`exists (${SLIPS}) and not exists (${spent})`);
}

const SLIPS = sql`select 1 from sign_in_slips s where s.household_id = ${households.id}`;

async function livedIn(viewer: Viewer, here: SQL, which: SQL): Promise<Homes> {
	const rows = await db
		.select({ householdId: households.id })
		.from(households)
		.innerJoin(regions, inHamlet(households))
		.where(and(here, changedBy(viewer), isNull(households.closedAt), ne(households.status, "empty"), which))
		.orderBy(asc(regions.code), asc(households.number));
	return { householdIds: rows.slice(0, STICKERS).map(({ householdId }) => householdId), count: rows.length };
}
