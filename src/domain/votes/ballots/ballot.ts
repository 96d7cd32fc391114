import { and, eq } from "drizzle-orm";
import { db } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import type { Voter } from "../rules.ts";
import type { Channel } from "../types.ts";
import { IS_INVALID, type Line, subjectOf } from "./lines.ts";
import { receiptOf } from "./receipts.ts";
import { votersIn } from "./station.ts";

/** What a household sees of its own ballot. Never the choice: a choice that can be shown can be sold, demanded, or read by whoever signs in as the household. */
export interface OwnBallot {
	rollNumber: number;
	villageId: string;
	isStruck: boolean;
	paper: Voter["paper"];
	state: "none" | "cast" | "withdrawn" | "invalidated";
	channel: Channel | null;
	castAt: Date | null;
	receipt: string | null;
	/** Why it does not count. */
	why: string | null;
}

/** The ballot of a household; null if it is not on the roll. */
export async function ballotOf(roundId: string, householdId: string): Promise<OwnBallot | null> {
	const voter = (await votersIn(db, roundId, [householdId])).get(householdId);
	if (!voter) return null;
	const { rollNumber, villageId, isStruck, paper, last } = voter;
	const known = { rollNumber, villageId, isStruck, paper };
	if (!last) return { ...known, state: "none", channel: null, castAt: null, receipt: null, why: null };
	const why = await invalidityOf({ roundId, rollNumber });
	return {
		...known,
		state: why === null ? (last.isWithdrawn ? "withdrawn" : "cast") : "invalidated",
		channel: last.channel,
		castAt: last.at,
		receipt: receiptOf(roundId, rollNumber),
		why,
	};
}

/** What the household is told of an invalidation with two signatures. */
async function invalidityOf(line: Line): Promise<string | null> {
	const ofBallot = eq(approvals.subject, subjectOf(line));
	const [found] = await db.select({ why: approvals.why }).from(approvals).where(and(ofBallot, IS_INVALID));
	return found?.why ?? null;
}
