import { and, eq, inArray, isNull, notInArray, sql } from "drizzle-orm";
import type { Reader } from "#db/client.ts";
import { people, roleGrants } from "#db/schema/accounts.ts";
import { regions } from "#db/schema/regions.ts";
import { voteRoll } from "#db/schema/votes/roll.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { closeTo } from "#domain/households/recusal.ts";
import { ADMIN_ROLES, hasPartIn, mayActIn } from "#domain/regions/scope.ts";
import { isCloseToCandidate } from "../rounds/recusal.ts";
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
	if (!hasPartIn(viewer, regionPath, ...ENTERERS)) throw new Refusal("not_found", "common.notFound");
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
	if (await isOwnBallot(reader, personId, ballot)) throw new Refusal("forbidden", "households.recused");
	if (await isCloseToCandidate(personId, ballot.roundId, reader)) throw new Refusal("forbidden", "rounds.closeToCandidate");
}

async function isUnrelated(reader: Reader, personId: string, ballot: Ballot): Promise<boolean> {
	return !(await isOwnBallot(reader, personId, ballot)) && !(await isCloseToCandidate(personId, ballot.roundId, reader));
}

interface Signed extends Ballot {
	round: Scoped;
	signers: string[];
}

/** Refuses the second signature where nobody is left who could rule on the household's appeal: it would stand between the round and its count for ever. */
export async function requireSomebodyNew(reader: Reader, { roundId, rollNumber, round, signers }: Signed): Promise<void> {
	const witnesses = await reader
		.selectDistinct({ personId: roleGrants.personId })
		.from(roleGrants)
		.innerJoin(people, and(eq(people.id, roleGrants.personId), isNull(people.disabledAt)))
		.innerJoin(regions, eq(regions.id, roleGrants.regionId))
		.where(
			and(
				isNull(roleGrants.revokedAt),
				inArray(roleGrants.role, WITNESSES),
				notInArray(roleGrants.personId, signers),
				sql`instr(${round.regionPath}, ${regions.path}) = 1`,
			),
		);
	for (const { personId } of witnesses) if (await isUnrelated(reader, personId, { roundId, rollNumber })) return;
	throw new Refusal("conflict", "doubts.nobodyNew");
}
