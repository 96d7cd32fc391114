import { and, desc, eq, isNotNull, isNull, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { db } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { ballotAppeals } from "#db/schema/votes/doubts.ts";
import { ballotConflicts, paperBallots } from "#db/schema/votes/papers.ts";
import { voteRoll } from "#db/schema/votes/roll.ts";
import { voteRounds } from "#db/schema/votes/rounds.ts";
import { isSignedFor } from "../ballots/lines.ts";
import { IS_SPOILED } from "../ballots/standing-ballots.ts";
import { appealEndOf } from "../rules.ts";
import type { BallotNews, InvalidationReason, Ruling, Settlement } from "../types.ts";

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

export interface OwnInvalidation {
	roundId: string;
	roundName: string;
	reason: InvalidationReason;
	why: string;
	signedAt: Date;
	appealUntil: Date;
	/** The round is neither counted nor cancelled yet, so an appeal can still change something. */
	isClosed: boolean;
	appeal: { words: string; madeAt: Date } | null;
	/** The office wrote the appeal; the household may still write its own. */
	isByOffice: boolean;
	isLookedAt: boolean;
	ruling: { outcome: Ruling; why: string; at: Date } | null;
}

const rulings = alias(approvals, "rulings");

export async function ownInvalidations(householdId: string): Promise<OwnInvalidation[]> {
	const isByOffice = sql<number>`${ballotAppeals.madeBy} not in (
		select person_id from household_members where household_id = ${householdId} and left_at is null)`.mapWith(Boolean);
	const ofLine = eq(approvals.subject, sql`${voteRoll.roundId} || '/' || ${voteRoll.number}`);
	const isRuling = and(
		eq(rulings.kind, "ruling"),
		eq(rulings.subject, approvals.subject),
		or(isNull(rulings.answer), eq(rulings.answer, "signed")),
	);
	const rows = await db
		.select({ signed: approvals, round: voteRounds, appeal: ballotAppeals, isByOffice, ruling: rulings })
		.from(voteRoll)
		.innerJoin(voteRounds, eq(voteRounds.id, voteRoll.roundId))
		.innerJoin(approvals, and(eq(approvals.kind, "invalidation"), ofLine, eq(approvals.answer, "signed")))
		.leftJoin(ballotAppeals, and(eq(ballotAppeals.roundId, voteRoll.roundId), eq(ballotAppeals.rollNumber, voteRoll.number)))
		.leftJoin(rulings, isRuling)
		.where(eq(voteRoll.householdId, householdId))
		.orderBy(desc(approvals.answeredAt));
	return rows.map(({ signed, round, appeal, ruling, ...row }) => {
		const signedAt = signed.answeredAt as Date;
		return {
			...{ roundId: round.id, roundName: round.name, isClosed: round.stage === "closed", signedAt },
			...{ reason: signed.outcome as InvalidationReason, why: signed.why, appealUntil: appealEndOf(round, signedAt) },
			...{ appeal, isByOffice: row.isByOffice, isLookedAt: ruling !== null },
			ruling: ruling?.answeredAt ? { outcome: ruling.outcome as Ruling, why: ruling.why, at: ruling.answeredAt } : null,
		};
	});
}
