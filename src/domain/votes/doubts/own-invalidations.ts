import { and, desc, eq, isNull, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { db } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { ballotAppeals } from "#db/schema/votes/doubts.ts";
import { voteRoll } from "#db/schema/votes/roll.ts";
import { voteRounds } from "#db/schema/votes/rounds.ts";
import { appealEndOf } from "../rules.ts";
import type { InvalidationReason, Ruling } from "../types.ts";

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

/** Newest first. */
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
