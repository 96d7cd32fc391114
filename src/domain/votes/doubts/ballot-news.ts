import { and, desc, eq, isNotNull } from "drizzle-orm";
import { db } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { ballotConflicts, paperBallots } from "#db/schema/votes/papers.ts";
import { voteRoll } from "#db/schema/votes/roll.ts";
import { voteRounds } from "#db/schema/votes/rounds.ts";
import { isSignedFor } from "../ballots/lines.ts";
import { IS_SPOILED } from "../ballots/standing.ts";
import type { BallotNews, Settlement } from "../types.ts";
import { ownInvalidations } from "./own-invalidations.ts";

/** Newest first; for each round the paper, then the settlement, then the invalidation. */
export async function ballotNews(householdId: string): Promise<BallotNews[]> {
	const [papers, invalidated] = await Promise.all([paperNews(householdId), invalidationNews(householdId)]);
	return [...papers, ...invalidated].sort((a, b) => b.at.getTime() - a.at.getTime());
}

const ROUND = { roundId: voteRounds.id, roundName: voteRounds.name };

async function paperNews(householdId: string): Promise<BallotNews[]> {
	const { foundAt } = ballotConflicts;
	const settlement = { settled: approvals.outcome, settledAt: approvals.answeredAt, why: approvals.why };
	const rows = await db
		.select({ ...ROUND, usedAt: paperBallots.usedAt, isSpoiled: IS_SPOILED, foundAt, ...settlement })
		.from(paperBallots)
		.innerJoin(voteRoll, and(eq(voteRoll.roundId, paperBallots.roundId), eq(voteRoll.number, paperBallots.rollNumber)))
		.innerJoin(voteRounds, eq(voteRounds.id, paperBallots.roundId))
		.leftJoin(ballotConflicts, eq(ballotConflicts.paperBallotId, paperBallots.id))
		.leftJoin(approvals, isSignedFor("settlement", ballotConflicts))
		.where(and(eq(voteRoll.householdId, householdId), isNotNull(paperBallots.usedAt)))
		.orderBy(desc(paperBallots.usedAt));
	return rows.map(({ roundId, roundName, usedAt, isSpoiled, settled, settledAt, why, foundAt }) => {
		const round = { roundId, roundName, at: usedAt as Date };
		if (isSpoiled) return { ...round, kind: "spoiled" };
		if (settled && settledAt) return { ...round, at: settledAt, kind: "settled", settlement: settled as Settlement, why: why ?? "" };
		return foundAt ? { ...round, at: foundAt, kind: "conflict" } : { ...round, kind: "paper" };
	});
}

async function invalidationNews(householdId: string): Promise<BallotNews[]> {
	const invalidations = await ownInvalidations(householdId);
	return invalidations.map(({ roundId, roundName, reason, why, signedAt, appealUntil, appeal, ruling, isClosed }) => {
		const round = { roundId, roundName, at: signedAt };
		if (ruling) return { ...round, at: ruling.at, kind: "ruled", ruling: ruling.outcome, why: ruling.why };
		if (appeal) return { ...round, at: appeal.madeAt, kind: "appealed" };
		return { ...round, kind: "invalidated", reason, why, appealUntil: isClosed ? appealUntil : null };
	});
}
