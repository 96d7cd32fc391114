import { and, desc, eq, isNotNull, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { ballotConflicts, ballotInvalidations, paperBallots, paperEntries } from "#db/schema/ballots.ts";
import { voteRoll, voteRounds } from "#db/schema/vote-rounds.ts";
import type { BallotNews } from "../types.ts";
import { IS_UPHELD } from "./invalidations.ts";

/** Newest first; of each round the paper, then what was settled, then what was made invalid. */
export async function ballotNews(householdId: string): Promise<BallotNews[]> {
	const [papers, invalidated] = await Promise.all([paperNews(householdId), invalidationNews(householdId)]);
	return [...papers, ...invalidated].sort((a, b) => b.at.getTime() - a.at.getTime());
}

const ROUND = { roundId: voteRounds.id, roundName: voteRounds.name };

async function paperNews(householdId: string): Promise<BallotNews[]> {
	const isSpoiled = sql<number>`exists (select 1 from ${paperEntries} where ${paperEntries.paperBallotId} = ${paperBallots.id} and ${paperEntries.spoiled}
		and ${paperEntries.attempt} = (select max(attempt) from paper_entries last where last.paper_ballot_id = ${paperBallots.id}))`;
	const { settled, settledAt, why, foundAt } = ballotConflicts;
	const rows = await db
		.select({ ...ROUND, usedAt: paperBallots.usedAt, isSpoiled, settled, settledAt, why, foundAt })
		.from(paperBallots)
		.innerJoin(voteRoll, and(eq(voteRoll.roundId, paperBallots.roundId), eq(voteRoll.number, paperBallots.rollNumber)))
		.innerJoin(voteRounds, eq(voteRounds.id, paperBallots.roundId))
		.leftJoin(ballotConflicts, eq(ballotConflicts.paperBallotId, paperBallots.id))
		.where(and(eq(voteRoll.householdId, householdId), isNotNull(paperBallots.usedAt)))
		.orderBy(desc(paperBallots.usedAt));
	return rows.map(({ roundId, roundName, usedAt, isSpoiled, settled, settledAt, why, foundAt }) => {
		const round = { roundId, roundName, at: usedAt as Date };
		if (isSpoiled) return { ...round, kind: "spoiled" };
		if (settled && settledAt) return { ...round, at: settledAt, kind: "settled", settlement: settled, why: why ?? "" };
		return foundAt ? { ...round, at: foundAt, kind: "conflict" } : { ...round, kind: "paper" };
	});
}

async function invalidationNews(householdId: string): Promise<BallotNews[]> {
	const { reason, why, answeredAt } = ballotInvalidations;
	const rows = await db
		.select({ ...ROUND, reason, why, answeredAt, isUpheld: IS_UPHELD })
		.from(ballotInvalidations)
		.innerJoin(voteRoll, and(eq(voteRoll.roundId, ballotInvalidations.roundId), eq(voteRoll.number, ballotInvalidations.rollNumber)))
		.innerJoin(voteRounds, eq(voteRounds.id, ballotInvalidations.roundId))
		.where(and(eq(voteRoll.householdId, householdId), eq(ballotInvalidations.answer, "signed")))
		.orderBy(desc(answeredAt));
	return rows.map(({ roundId, roundName, reason, why, answeredAt, isUpheld }) => {
		const round = { roundId, roundName, at: answeredAt as Date };
		return isUpheld ? { ...round, kind: "upheld" } : { ...round, kind: "invalidated", reason, why };
	});
}
