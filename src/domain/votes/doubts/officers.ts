import { and, eq, sql } from "drizzle-orm";
import type { Reader } from "#db/client.ts";
import { voteCandidates, voteRoll } from "#db/schema/vote-rounds.ts";
import { ADMIN_ROLES, mayActIn, regionsOf } from "#domain/accounts/rules.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { closeTo } from "../rounds/recusal.ts";
import type { Round } from "../rounds/round.ts";

/** 监票人: who may put the second signature, an admin or an auditor over the round's region. */
export const WITNESSES: Role[] = [...ADMIN_ROLES, "auditor"];
/** Who may sit at the entering of paper: staff of the round's region, or of a part of it. */
export const ENTERERS: Role[] = [...ADMIN_ROLES, "auditor", "moderator", "publicist", "inspector"];

type Scoped = Pick<Round, "regionPath">;

export function mayWitness(viewer: Viewer, { regionPath }: Scoped): boolean {
	return mayActIn(viewer, regionPath, ...WITNESSES);
}

/** What lies outside their regions does not exist for them. */
export function requireWitness(viewer: Viewer, round: Scoped): void {
	if (!mayWitness(viewer, round)) throw new Refusal("not_found", "common.notFound");
}

export function requireEnterer(viewer: Viewer, { regionPath }: Scoped): void {
	const isOfRound = regionsOf(viewer, ...ENTERERS).some(({ path }) => regionPath.startsWith(path) || path.startsWith(regionPath));
	if (!isOfRound) throw new Refusal("not_found", "common.notFound");
}

interface Ballot {
	roundId: string;
	rollNumber: number;
}

/** 回避: whether this person belongs to the household of the ballot, or declared it a relative's. */
export async function isOwnBallot(reader: Reader, personId: string, { roundId, rollNumber }: Ballot): Promise<boolean> {
	const [own] = await reader
		.select({ number: voteRoll.number })
		.from(voteRoll)
		.where(and(eq(voteRoll.roundId, roundId), eq(voteRoll.number, rollNumber), sql`${voteRoll.householdId} in ${closeTo(personId)}`));
	return own !== undefined;
}

/** Who judges a ballot has nothing to win: it is not their own nor a relative's, and no candidate of the round is. */
export async function requireUnrelated(reader: Reader, personId: string, ballot: Ballot): Promise<void> {
	if (await isOwnBallot(reader, personId, ballot)) throw new Refusal("forbidden", "rounds.ownHousehold");
	const [candidate] = await reader
		.select({ number: voteCandidates.number })
		.from(voteCandidates)
		.where(and(eq(voteCandidates.roundId, ballot.roundId), sql`${voteCandidates.householdId} in ${closeTo(personId)}`))
		.limit(1);
	if (candidate) throw new Refusal("forbidden", "doubts.recusedAsCandidate");
}
