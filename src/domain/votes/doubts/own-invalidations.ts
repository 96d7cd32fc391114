import { and, desc, eq, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { ballotAppeals, ballotInvalidations } from "#db/schema/votes/doubts.ts";
import { voteRoll } from "#db/schema/votes/roll.ts";
import { voteRounds } from "#db/schema/votes/rounds.ts";
import { appealEndOf } from "../rules.ts";
import type { InvalidationReason } from "../types.ts";

/** What a household reads of a ballot of its own that two made invalid. */
export interface OwnInvalidation {
	roundId: string;
	roundName: string;
	reason: InvalidationReason;
	why: string;
	signedAt: Date;
	appealUntil: Date;
	/** Neither counted nor called off yet: an appeal can still change something. */
	isClosed: boolean;
	appeal: typeof ballotAppeals.$inferSelect | null;
	/** Somebody of the office wrote the appeal down: the household may still say it itself. */
	isByOffice: boolean;
}

/** Newest first. */
export async function ownInvalidations(householdId: string): Promise<OwnInvalidation[]> {
	const { reason, why, answeredAt } = ballotInvalidations;
	const isByOffice = sql<number>`${ballotAppeals.madeBy} not in (
		select person_id from household_members where household_id = ${householdId} and left_at is null)`.mapWith(Boolean);
	const { id: roundId, name: roundName, stage, objectionDays } = voteRounds;
	const rows = await db
		.select({ ...{ roundId, roundName, stage, objectionDays, reason, why, answeredAt }, appeal: ballotAppeals, isByOffice })
		.from(ballotInvalidations)
		.innerJoin(voteRoll, and(eq(voteRoll.roundId, ballotInvalidations.roundId), eq(voteRoll.number, ballotInvalidations.rollNumber)))
		.innerJoin(voteRounds, eq(voteRounds.id, ballotInvalidations.roundId))
		.leftJoin(ballotAppeals, eq(ballotAppeals.invalidationId, ballotInvalidations.id))
		.where(and(eq(voteRoll.householdId, householdId), eq(ballotInvalidations.answer, "signed")))
		.orderBy(desc(answeredAt));
	return rows.map(({ stage, objectionDays, answeredAt, ...row }) => {
		const signedAt = answeredAt as Date;
		return { ...row, signedAt, appealUntil: appealEndOf({ objectionDays }, signedAt), isClosed: stage === "closed" };
	});
}
