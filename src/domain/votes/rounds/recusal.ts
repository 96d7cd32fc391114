import { and, eq, type SQL, sql } from "drizzle-orm";
import { db, type Reader } from "#db/client.ts";
import { voteCandidates } from "#db/schema/vote-rounds.ts";
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

/** Whether their own household or a declared relative's stands in the round, or did: what becomes of its ballots and its count is not for them to decide. */
export async function isCloseToCandidate(personId: string, roundId: string, reader: Reader = db): Promise<boolean> {
	const isClose = sql`${voteCandidates.householdId} in ${closeTo(personId)}`;
	return (await reader.$count(voteCandidates, and(eq(voteCandidates.roundId, roundId), isClose))) > 0;
}
