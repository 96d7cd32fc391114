import { and, asc, eq, getTableColumns, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { db, type Reader } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { ballotAppeals, ballotInvalidations } from "#db/schema/votes/doubts.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { IS_INVALID } from "../ballots/ballot.ts";
import { homesByNumber } from "../rounds/roll-homes.ts";
import type { Round } from "../rounds/round.ts";
import { appealEndOf } from "../rules.ts";
import type { AppealView, InvalidationReason, InvalidationView, RollHome } from "../types.ts";
import { isOwnBallot } from "./officers.ts";

/** Roll numbers whose ballot does not count, with the reason: signed by two, and not restored on appeal. By roll number. */
export function invalidatedRolls(roundId: string, reader: Reader = db): Promise<{ rollNumber: number; reason: InvalidationReason }[]> {
	return reader
		.select({ rollNumber: ballotInvalidations.rollNumber, reason: ballotInvalidations.reason })
		.from(ballotInvalidations)
		.where(and(eq(ballotInvalidations.roundId, roundId), IS_INVALID))
		.orderBy(asc(ballotInvalidations.rollNumber));
}

/** Those that wait for somebody first. */
export async function invalidationsOf(viewer: Viewer, round: Pick<Round, "id" | "objectionDays">): Promise<InvalidationView[]> {
	const rows = await invalidationRows(round.id);
	const rolls = rows.map(({ rollNumber }) => rollNumber);
	const homes = await homesByNumber(db, round.id, rolls);
	return Promise.all(
		rows.map(async (row) => ({
			invalidationId: row.id,
			home: homes.get(row.rollNumber) as RollHome,
			reason: row.reason,
			why: row.why,
			proposal: { byId: row.proposedBy, byName: row.proposerName, at: row.proposedAt },
			answer: answerOf(row),
			appealUntil: row.answer === "signed" && row.answeredAt ? appealEndOf(round, row.answeredAt) : null,
			appeal: appealOf(row),
			isOwn: await isOwnBallot(db, viewer.personId, { roundId: round.id, rollNumber: row.rollNumber }),
		})),
	);
}

type Row = Awaited<ReturnType<typeof invalidationRows>>[number];

function answerOf({ answer, answeredBy, answeredAt, signerName }: Row): InvalidationView["answer"] {
	return answer && answeredBy && answeredAt ? { said: answer, byId: answeredBy, byName: signerName ?? "", at: answeredAt } : null;
}

function appealOf({ appeal, reviewerName, settlerName }: Row): AppealView | null {
	if (!appeal) return null;
	const { id, words, madeAt, proposed, why, proposedBy, proposedAt, settled, settledAt } = appeal;
	return {
		...{ appealId: id, words, madeAt },
		proposal:
			proposed && proposedBy && proposedAt
				? { ruling: proposed, why: why ?? "", byId: proposedBy, byName: reviewerName ?? "", at: proposedAt }
				: null,
		settled: settled && settledAt ? { ruling: settled, byName: settlerName ?? "", at: settledAt } : null,
	};
}

function invalidationRows(roundId: string) {
	const [signers, reviewers, settlers] = [alias(people, "signers"), alias(people, "reviewers"), alias(people, "settlers")];
	return db
		.select({
			...getTableColumns(ballotInvalidations),
			...{ proposerName: people.name, signerName: signers.name, reviewerName: reviewers.name, settlerName: settlers.name },
			appeal: ballotAppeals,
		})
		.from(ballotInvalidations)
		.innerJoin(people, eq(people.id, ballotInvalidations.proposedBy))
		.leftJoin(signers, eq(signers.id, ballotInvalidations.answeredBy))
		.leftJoin(ballotAppeals, eq(ballotAppeals.invalidationId, ballotInvalidations.id))
		.leftJoin(reviewers, eq(reviewers.id, ballotAppeals.proposedBy))
		.leftJoin(settlers, eq(settlers.id, ballotAppeals.settledBy))
		.where(eq(ballotInvalidations.roundId, roundId))
		.orderBy(
			sql`${ballotInvalidations.answer} is not null and (${ballotAppeals.id} is null or ${ballotAppeals.settled} is not null)`,
			asc(ballotInvalidations.proposedAt),
		);
}
