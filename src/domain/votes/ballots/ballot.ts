import { and, eq, inArray, isNull } from "drizzle-orm";
import { db } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { voteRoll } from "#db/schema/votes/roll.ts";
import { voteRounds } from "#db/schema/votes/rounds.ts";
import { type Candidate, candidatesOf, orderFor } from "../rounds/candidates.ts";
import type { Round } from "../rounds/round.ts";
import { barFor, type Voter } from "../rules.ts";
import type { BallotState, Channel, ListedCandidate } from "../types.ts";
import { IS_INVALID, type Line, subjectOf } from "./lines.ts";
import { receiptOf } from "./receipts.ts";
import { linesWhere, voterOf, votersIn } from "./station.ts";

/** What a household sees of its own ballot. Never the choice: a choice that can be shown can be sold, demanded, or read by whoever signs in as the household. */
export interface OwnBallot {
	rollNumber: number;
	householdId: string;
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

export async function ballotOf(roundId: string, householdId: string): Promise<OwnBallot | null> {
	const voter = (await votersIn(db, roundId, [householdId])).get(householdId);
	if (!voter) return null;
	const { rollNumber, villageId, isStruck, paper, last } = voter;
	const known = { rollNumber, householdId, villageId, isStruck, paper };
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

async function invalidityOf(line: Line): Promise<string | null> {
	const ofBallot = eq(approvals.subject, subjectOf(line));
	const [found] = await db.select({ why: approvals.why }).from(approvals).where(and(ofBallot, IS_INVALID));
	return found?.why ?? null;
}

/** 选票: the candidates as this household finds them, and the state of its ballot. */
export async function ballotPaper(round: Round, householdId: string | null) {
	const [candidates, own] = await Promise.all([candidatesOf(round.id), householdId ? ballotOf(round.id, householdId) : null]);
	return { own, candidates: listedFor(round, candidates, own) };
}

type Chooser = Pick<Voter, "rollNumber" | "householdId" | "villageId">;

/** The candidates in the order drawn for this household (visitors have number 0), those who left last, and why it may not choose one. */
export function listedFor(round: Pick<Round, "id" | "ownVillage">, candidates: Candidate[], voter: Chooser | null): ListedCandidate[] {
	const byNumber = new Map(candidates.map((candidate) => [candidate.number, candidate]));
	return orderFor(round.id, voter?.rollNumber ?? 0, [...byNumber.keys()])
		.flatMap((number) => byNumber.get(number) ?? [])
		.map((one): ListedCandidate => {
			const home = { householdId: one.householdId, villageId: one.village.regionId };
			return { ...one, bar: (voter && barFor(home, voter, round)) ?? (one.pair ? null : "left") };
		})
		.sort((a, b) => Number(!a.pair) - Number(!b.pair));
}

/** A household's state in the announced, unclosed rounds, by round: whether it has voted, and when. It opens no seal. */
export async function ownStates(householdId: string): Promise<Map<string, BallotState>> {
	const announced = db.select({ id: voteRounds.id }).from(voteRounds).where(eq(voteRounds.stage, "announced"));
	const own = and(eq(voteRoll.householdId, householdId), isNull(voteRoll.struckAt), inArray(voteRoll.roundId, announced));
	return new Map((await linesWhere(db, own)).map((row) => [row.roundId, stateOf(voterOf(row))]));
}

function stateOf({ last, paper }: Voter): BallotState {
	const at = last?.at ?? null;
	if (paper === "unsettled") return { state: "unsettled", at };
	if (paper === "used") return { state: "onPaper", at };
	if (!last) return { state: "none", at: null };
	return { state: last.isWithdrawn ? "withdrawn" : "cast", at };
}
