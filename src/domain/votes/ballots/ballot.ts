import { and, asc, eq, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { ballotInvalidations, ballots } from "#db/schema/ballots.ts";
import { phaseOf, type Standing, type Voter } from "../rules.ts";
import type { Channel, Phase } from "../types.ts";
import { receiptOf } from "./receipts.ts";
import { votersIn } from "./station.ts";

/** What a household sees of its own ballot. */
export interface OwnBallot {
	rollNumber: number;
	villageId: string;
	isStruck: boolean;
	paper: Voter["paper"];
	state: "none" | "cast" | "withdrawn" | "invalidated";
	/** Whom it chose; null once voting has closed, for then it could be shown to whoever paid for it. */
	numbers: number[] | null;
	channel: Channel | null;
	castAt: Date | null;
	/** Its receipt, once it has voted. */
	receipt: string | null;
	/** Why it does not count. */
	why: string | null;
}

/** The ballot of a household on the roll; null for who is not on it. */
export async function ballotOf(round: Standing & { id: string }, householdId: string, at: Date): Promise<OwnBallot | null> {
	const voter = (await votersIn(db, round.id, [householdId])).get(householdId);
	if (!voter) return null;
	const { rollNumber, villageId, isStruck, paper, version } = voter;
	const known = { rollNumber, villageId, isStruck, paper };
	if (version === 0) return { ...known, state: "none", numbers: [], channel: null, castAt: null, receipt: null, why: null };
	const [last, why] = await Promise.all([lastBallot(round.id, voter), invalidityOf(round.id, rollNumber)]);
	return {
		...known,
		...last,
		state: why === null ? (voter.numbers.length > 0 ? "cast" : "withdrawn") : "invalidated",
		numbers: mayRead(phaseOf(round, at)) ? voter.numbers : null,
		receipt: receiptOf(round.id, rollNumber),
		why,
	};
}

function mayRead(phase: Phase): boolean {
	return phase === "open";
}

async function lastBallot(roundId: string, { rollNumber, version }: Voter) {
	const [last] = await db
		.select({ channel: ballots.channel, castAt: ballots.at })
		.from(ballots)
		.where(and(eq(ballots.roundId, roundId), eq(ballots.rollNumber, rollNumber), eq(ballots.version, version)))
		.orderBy(asc(ballots.seq));
	return { channel: last?.channel ?? null, castAt: last?.castAt ?? null };
}

/** Of a row of ballot_invalidations: two signed that the ballot does not count, and no appeal brought it back. */
export const IS_INVALID = sql`${ballotInvalidations.answer} = 'signed' and not exists (
	select 1 from ballot_appeals a where a.invalidation_id = ${ballotInvalidations.id} and a.settled = 'restored')`;

/** What the household is told of an invalidation that two have signed. */
async function invalidityOf(roundId: string, rollNumber: number): Promise<string | null> {
	const ofBallot = and(eq(ballotInvalidations.roundId, roundId), eq(ballotInvalidations.rollNumber, rollNumber));
	const [found] = await db.select({ why: ballotInvalidations.why }).from(ballotInvalidations).where(and(ofBallot, IS_INVALID));
	return found?.why ?? null;
}
