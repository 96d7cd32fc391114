import { and, eq, sql } from "drizzle-orm";
import type { Reader } from "#db/client.ts";
import { voteRoll } from "#db/schema/votes/roll.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { closeTo } from "#domain/households/recusal.ts";
import { ADMIN_ROLES, hasPartIn } from "#domain/regions/scope.ts";
import type { Line } from "../ballots/lines.ts";
import type { Round } from "../rounds/round.ts";

/** Who may enter papers: staff of the round's region, or of a part of it. */
export const ENTERERS: Role[] = [...ADMIN_ROLES, "auditor", "moderator", "publicist", "inspector"];

export function requireEnterer(viewer: Viewer, { regionPath }: Pick<Round, "regionPath">): void {
	if (!hasPartIn(viewer, regionPath, ...ENTERERS)) throw new Refusal("not_found", "common.notFound");
}

/** 回避: whether this person belongs to the ballot's household, or declared it a relative's. */
export async function isOwnBallot(reader: Reader, personId: string, { roundId, rollNumber }: Line): Promise<boolean> {
	const isClose = sql`${voteRoll.householdId} in ${closeTo(personId)}`;
	return (await reader.$count(voteRoll, and(eq(voteRoll.roundId, roundId), eq(voteRoll.number, rollNumber), isClose))) > 0;
}
