import { and, asc, eq, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db, type Reader } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { voteCandidates } from "#db/schema/votes/rounds.ts";
import { lot, seedOf } from "#domain/draws/draws.ts";
import { closeTo } from "#domain/recusal.ts";
import { publishedPairs } from "#domain/submissions/published.ts";
import type { PublishedPair } from "#domain/submissions/types.ts";

export type Candidate = Awaited<ReturnType<typeof candidatesOf>>[number];

/** Those who left (已退出: no longer public, or the yes taken back) have no pair, and their votes are void. */
export async function candidatesOf(roundId: string) {
	const { number, words, householdId, submissionId, nominationId } = voteCandidates;
	const rows = await db
		.select({
			...{ number, words, householdId, submissionId },
			village: { regionId: regions.id, code: regions.code, name: nameAmongAll("regions") },
			isWilling: standsBy(nominationId).mapWith(Boolean),
		})
		.from(voteCandidates)
		.innerJoin(regions, eq(regions.id, voteCandidates.villageId))
		.where(eq(voteCandidates.roundId, roundId))
		.orderBy(asc(number));
	const pairs = await pairsById(rows.filter((row) => row.isWilling).map((row) => row.submissionId));
	return rows.map(({ isWilling: _, ...row }) => {
		const pair = pairs.get(row.submissionId) ?? null;
		return { ...row, pair, words: pair ? row.words : "" };
	});
}

export async function pairsById(ids: string[]): Promise<Map<string, PublishedPair>> {
	const shown = await publishedPairs({ submissionIds: ids }, { limit: ids.length });
	return new Map(shown.map((pair) => [pair.submissionId, pair]));
}

/** A later yes in another round does not bring a household back into this one. */
export function standsBy(nominationId: SQLWrapper): SQL {
	return sql`exists (select 1 from vote_nominations said join consents given on given.id = said.consent_id
		where said.id = ${nominationId} and said.answer = 'accepted' and given.withdrawn_at is null)`;
}

/** The order differs for each household, so that nobody is always first. Visitors are number 0. */
export function orderFor(roundId: string, rollNumber: number, numbers: number[]): number[] {
	return lot(seedOf(roundId), `order:${rollNumber}`, numbers);
}

/** Whether a household close to this person stands or stood in the round; then they decide nothing about its ballots and count. */
export async function isCloseToCandidate(personId: string, roundId: string, reader: Reader = db): Promise<boolean> {
	const isClose = sql`${voteCandidates.householdId} in ${closeTo(personId)}`;
	return (await reader.$count(voteCandidates, and(eq(voteCandidates.roundId, roundId), isClose))) > 0;
}
