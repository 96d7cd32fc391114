import { type SQL, sql } from "drizzle-orm";
import type { Reader } from "#db/client.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";

/** 回避: the own household and those of declared relatives, as a subquery of their ids. */
export function closeTo(personId: string): SQL {
	return sql`(select household_id from household_members where person_id = ${personId} and left_at is null
		union all select household_id from declared_relatives where person_id = ${personId})`;
}

/** Refuses who would decide on their own household or on declared relatives. */
export async function requireImpartial(reader: Reader, { personId }: Viewer, householdId: string): Promise<void> {
	const [close] = await reader.all<{ one: number }>(sql`select 1 as one where ${householdId} in ${closeTo(personId)}`);
	if (close) throw new Refusal("forbidden", "rounds.ownHousehold");
}
