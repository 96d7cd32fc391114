import { and, eq, inArray, isNull } from "drizzle-orm";
import { db } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { voteRoll } from "#db/schema/votes/roll.ts";
import { voteRounds } from "#db/schema/votes/rounds.ts";
import { type Candidate, candidatesOf, orderFor } from "../rounds/candidates.ts";
import type { Round } from "../rounds/round.ts";
import { barFor, hindranceOf } from "../rules.ts";
import type { ListedCandidate, OwnBallot, Voter } from "../types.ts";
import { IS_INVALID, type Line, subjectOf } from "./lines.ts";
import { cameTooLate } from "./movers.ts";
import { receiptOf } from "./receipts.ts";
import { linesWhere, type VoterLine, voterOf } from "./station.ts";

export async function ballotOf(roundId: string, householdId: string): Promise<OwnBallot | null> {
	const [line] = await linesWhere(db, and(eq(voteRoll.roundId, roundId), eq(voteRoll.householdId, householdId)));
	return line ? ownBallot(line, line.struckWhy ?? (await invalidityOf(line))) : null;
}

async function invalidityOf(line: Line): Promise<string | null> {
	const ofBallot = eq(approvals.subject, subjectOf(line));
	const [found] = await db.select({ why: approvals.why }).from(approvals).where(and(ofBallot, IS_INVALID));
	return found?.why ?? null;
}

/** By round; only announced rounds that are not closed. It opens no seal. */
export async function ownBallots(householdId: string): Promise<Map<string, OwnBallot>> {
	const announced = db.select({ id: voteRounds.id }).from(voteRounds).where(eq(voteRounds.stage, "announced"));
	const own = and(eq(voteRoll.householdId, householdId), isNull(voteRoll.struckAt), inArray(voteRoll.roundId, announced));
	return new Map((await linesWhere(db, own)).map((line) => [line.roundId, ownBallot(line, null)]));
}

function ownBallot(line: VoterLine, why: string | null): OwnBallot {
	const { version: _, ...voter } = voterOf(line);
	if (!voter.last) return { ...voter, state: "none", receipt: null, why };
	const state = why !== null ? "invalidated" : voter.last.isWithdrawn ? "withdrawn" : "cast";
	return { ...voter, state, receipt: receiptOf(line.roundId, voter.rollNumber), why };
}

/** 选票: the candidates as this member's household finds them, its ballot's state, and what hinders this member (null for visitors) from casting it. */
export async function ballotPaper(round: Round, member: { personId: string; householdId: string } | null) {
	const candidates = await candidatesOf(round.id);
	const own = member && (await ballotOf(round.id, member.householdId));
	const hindrance = member && hindranceOf(own, await cameTooLate(round, member));
	return { own, hindrance, candidates: listedFor(round, candidates, own) };
}

type Chooser = Pick<Voter, "rollNumber" | "householdId" | "villageId">;

/** The candidates in the order drawn for this household (visitors have number 0); those who left come last. */
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
