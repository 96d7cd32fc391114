import { and, asc, eq } from "drizzle-orm";
import { db, type Reader } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { ballotAppeals } from "#db/schema/votes/doubts.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { approvalsOf, standing } from "#domain/approvals/approvals.ts";
import { IS_INVALID, isInRound, lineOf } from "../ballots/lines.ts";
import { homesByNumber } from "../rounds/roll.ts";
import type { Round } from "../rounds/round.ts";
import { appealEndOf } from "../rules.ts";
import type { InvalidationReason, InvalidationView, RollHome } from "../types.ts";
import { isOwnBallot } from "./officers.ts";

/** The reason for each ballot that does not count, by roll number: signed by two and not restored on appeal. */
export async function invalidatedRolls(
	roundId: string,
	reader: Reader = db,
): Promise<{ rollNumber: number; reason: InvalidationReason }[]> {
	const rows = await reader
		.select({ subject: approvals.subject, reason: approvals.outcome })
		.from(approvals)
		.where(and(isInRound(roundId), IS_INVALID));
	const rolls = rows.map(({ subject, reason }) => ({ rollNumber: lineOf(subject).rollNumber, reason: reason as InvalidationReason }));
	return rolls.sort((a, b) => a.rollNumber - b.rollNumber);
}

/** Those that wait for somebody come first. */
export async function invalidationsOf(viewer: Viewer, round: Pick<Round, "id" | "objectionDays">): Promise<InvalidationView[]> {
	const all = await approvalsOf(["invalidation", "ruling"], isInRound(round.id));
	const proposals = all.filter(({ kind, answer }) => kind === "invalidation" && answer?.said !== "replaced");
	const appeals = await appealsIn(round.id);
	const homes = await homesByNumber(
		db,
		round.id,
		proposals.map(({ subject }) => lineOf(subject).rollNumber),
	);
	const views = proposals.map(async (proposal) => {
		const line = lineOf(proposal.subject);
		const { answer } = proposal;
		const isSigned = answer?.said === "signed";
		return {
			home: homes.get(line.rollNumber) as RollHome,
			proposal,
			appealUntil: isSigned ? appealEndOf(round, answer.at) : null,
			appeal: (isSigned && appeals.get(line.rollNumber)) || null,
			ruling: isSigned
				? standing(
						all.filter(({ subject }) => subject === proposal.subject),
						"ruling",
					)
				: null,
			isOwn: await isOwnBallot(db, viewer.personId, line),
		};
	});
	return (await Promise.all(views)).sort((a, b) => Number(isDone(a)) - Number(isDone(b)));
}

function isDone({ proposal, appeal, ruling }: InvalidationView): boolean {
	return proposal.answer !== null && (!appeal || Boolean(ruling?.answer));
}

async function appealsIn(roundId: string): Promise<Map<number, { words: string; madeAt: Date }>> {
	const rows = await db.select().from(ballotAppeals).where(eq(ballotAppeals.roundId, roundId)).orderBy(asc(ballotAppeals.rollNumber));
	return new Map(rows.map(({ rollNumber, words, madeAt }) => [rollNumber, { words, madeAt }]));
}
