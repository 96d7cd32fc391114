import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Reader } from "#db/client.ts";

/** The ids of a household and of those that were merged into it: what they said once, the one that goes on may take back, and their slips are its slips. */
export function withMerged(householdId: string | SQLWrapper): SQL {
	return sql`(select ${householdId} as id union all select one.id from households one where one.goes_on_id = ${householdId})`;
}

/** Who printed slips of the household, used or not: they could be the household, so they do not write its word down. */
export function printersOf(householdId: string | SQLWrapper): SQL {
	return sql`(select issued_by from sign_in_slips where issued_by is not null and household_id in ${withMerged(householdId)})`;
}

export async function hasPrinted(reader: Reader, personId: string, householdId: string): Promise<boolean> {
	return (await reader.all(sql`select 1 where ${personId} in ${printersOf(householdId)}`)).length > 0;
}
