import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { Acting } from "./change-household.ts";

/** A yes to a round that is not yet announced ends with the household, or when it leaves the round's region; `path` is where it lives from now on. */
export async function leaveDraftVotes(tx: Tx, { householdId, by, at, path }: Acting & { path: string | null }): Promise<void> {
	await tx.run(sql`
		update consents set withdrawn_at = ${at.getTime()}, withdrawn_by = ${by?.personId ?? null}
		where withdrawn_at is null and id in (
			select consent_id from nominees_of_drafts where household_id = ${householdId} and (${path} is null or instr(${path}, region_path) <> 1))`);
}
