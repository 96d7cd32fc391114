import { and, eq, sql } from "drizzle-orm";
import { db, type Reader } from "#db/client.ts";
import { voteCandidates } from "#db/schema/votes/rounds.ts";
import { closeTo } from "#domain/households/recusal.ts";

/** Whether a household close to this person stands or stood in the round; then they decide nothing about its ballots and count. */
export async function isCloseToCandidate(personId: string, roundId: string, reader: Reader = db): Promise<boolean> {
	const isClose = sql`${voteCandidates.householdId} in ${closeTo(personId)}`;
	return (await reader.$count(voteCandidates, and(eq(voteCandidates.roundId, roundId), isClose))) > 0;
}
