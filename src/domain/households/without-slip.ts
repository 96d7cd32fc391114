import { and, asc, eq, isNull, ne, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { inHamlet } from "#domain/regions/joined.ts";
import { changedBy } from "#domain/regions/scope.ts";
import { STICKERS } from "./door-sheet.ts";

/** The lived-in households of a village to which no slip was ever issued: as many as are printed at once, and how many there are. */
export async function householdsWithoutSlip(viewer: Viewer, villageId: string): Promise<{ householdIds: string[]; count: number }> {
	const rows = await db
		.select({ householdId: households.id })
		.from(households)
		.innerJoin(regions, inHamlet(households))
		.where(and(eq(households.villageId, villageId), changedBy(viewer), isNull(households.closedAt), ne(households.status, "empty"), NEVER))
		.orderBy(asc(regions.code), asc(households.number));
	return { householdIds: rows.slice(0, STICKERS).map(({ householdId }) => householdId), count: rows.length };
}

const NEVER = sql`not exists (select 1 from sign_in_slips s where s.household_id = ${households.id})`;
