import { and, asc, eq, gt, isNull, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { db, type Reader } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { ballotInvalidations } from "#db/schema/ballots.ts";
import { households } from "#db/schema/households.ts";
import { voteObjections } from "#db/schema/vote-counts.ts";
import { voteRoll } from "#db/schema/vote-rounds.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { homesByNumber, rollHomes } from "../rounds/roll-homes.ts";
import type { InvalidationReason, RollHome } from "../types.ts";
import { isOwnBallot } from "./officers.ts";

/** A ballot of the household was upheld by an objection after it had been made invalid: it counts again. */
export const IS_UPHELD = sql<number>`exists (select 1 from ${voteObjections} join ${voteRoll} on ${voteRoll.householdId} = ${voteObjections.householdId}
	where ${voteObjections.roundId} = ${ballotInvalidations.roundId} and ${voteRoll.roundId} = ${ballotInvalidations.roundId}
		and ${voteRoll.number} = ${ballotInvalidations.rollNumber} and ${voteObjections.isUpheld} = 1
		and ${voteObjections.answeredAt} >= ${ballotInvalidations.answeredAt})`;

/** Roll numbers whose ballot does not count, with the reason: signed by two, and not upheld by an objection since. By roll number. */
export function invalidatedRolls(roundId: string, reader: Reader = db): Promise<{ rollNumber: number; reason: InvalidationReason }[]> {
	return reader
		.select({ rollNumber: ballotInvalidations.rollNumber, reason: ballotInvalidations.reason })
		.from(ballotInvalidations)
		.where(and(eq(ballotInvalidations.roundId, roundId), eq(ballotInvalidations.answer, "signed"), sql`not ${IS_UPHELD}`))
		.orderBy(asc(ballotInvalidations.rollNumber));
}

/** Whether a ballot was made invalid, or an invalid one upheld, after this moment: a count from before it says something else. */
export async function isJudgedSince(roundId: string, moment: Date, reader: Reader = db): Promise<boolean> {
	const isNewer = or(gt(ballotInvalidations.answeredAt, moment), upheldSince(moment));
	const [judged] = await reader
		.select({ id: ballotInvalidations.id })
		.from(ballotInvalidations)
		.where(and(eq(ballotInvalidations.roundId, roundId), eq(ballotInvalidations.answer, "signed"), isNewer))
		.limit(1);
	return judged !== undefined;
}

function upheldSince(moment: Date): SQL {
	return sql`exists (select 1 from ${voteObjections} join ${voteRoll} on ${voteRoll.householdId} = ${voteObjections.householdId}
		and ${voteRoll.roundId} = ${voteObjections.roundId} where ${voteObjections.roundId} = ${ballotInvalidations.roundId}
		and ${voteRoll.number} = ${ballotInvalidations.rollNumber} and ${voteObjections.isUpheld} = 1 and ${voteObjections.answeredAt} > ${moment.getTime()})`;
}

export interface InvalidationView {
	invalidationId: string;
	home: RollHome;
	reason: InvalidationReason;
	why: string;
	proposal: { byId: string; byName: string; at: Date };
	answer: { said: "signed" | "refused"; byName: string; at: Date } | null;
	isUpheld: boolean;
	/** The viewer's own household or a relative's: others sign. */
	isOwn: boolean;
}

/** Unanswered ones first. */
export async function invalidationsOf(viewer: Viewer, roundId: string): Promise<InvalidationView[]> {
	const rows = await invalidationRows(roundId);
	const homes = await homesByNumber(
		db,
		roundId,
		rows.map(({ rollNumber }) => rollNumber),
	);
	return Promise.all(
		rows.map(async (row) => ({
			invalidationId: row.id,
			home: homes.get(row.rollNumber) as RollHome,
			reason: row.reason,
			why: row.why,
			proposal: { byId: row.proposedBy, byName: row.proposerName, at: row.proposedAt },
			answer: row.answer && row.answeredAt ? { said: row.answer, byName: row.signerName ?? "", at: row.answeredAt } : null,
			isUpheld: Boolean(row.isUpheld),
			isOwn: await isOwnBallot(db, viewer.personId, { roundId, rollNumber: row.rollNumber }),
		})),
	);
}

function invalidationRows(roundId: string) {
	const signers = alias(people, "signers");
	const { id, rollNumber, reason, why, proposedBy, proposedAt, answer, answeredAt } = ballotInvalidations;
	return db
		.select({
			...{ id, rollNumber, reason, why, proposedBy, proposedAt, answer, answeredAt },
			...{ proposerName: people.name, signerName: signers.name, isUpheld: IS_UPHELD },
		})
		.from(ballotInvalidations)
		.innerJoin(people, eq(people.id, proposedBy))
		.leftJoin(signers, eq(signers.id, ballotInvalidations.answeredBy))
		.where(eq(ballotInvalidations.roundId, roundId))
		.orderBy(sql`${answer} is not null`, asc(proposedAt));
}

const MOST_FOUND = 20;

/** Households on the roll whose number is this, or whose head's name holds these words. */
export function homesLike(roundId: string, text: string): Promise<RollHome[]> {
	const words = text.trim();
	if (words === "") return Promise.resolve([]);
	const isLike = or(eq(households.number, words.padStart(4, "0")), sql`instr(${households.headName}, ${words}) > 0`);
	return rollHomes(db, { which: and(eq(voteRoll.roundId, roundId), isNull(voteRoll.struckAt), isLike), limit: MOST_FOUND });
}

/** The household at this place of the roll; null where there is none. */
export async function homeWithNumber(roundId: string, rollNumber: number): Promise<RollHome | null> {
	if (!Number.isInteger(rollNumber) || rollNumber < 1) return null;
	return (await homesByNumber(db, roundId, [rollNumber])).get(rollNumber) ?? null;
}
