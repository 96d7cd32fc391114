import { type SQL, type SQLWrapper, sql } from "drizzle-orm";

/** The ids of a household and of those that were merged into it: what they said once, the one that goes on may take back. */
export function withMerged(householdId: string | SQLWrapper): SQL {
	return sql`(select id from households where id = ${householdId} or goes_on_id = ${householdId})`;
}
