import { and, desc, eq, exists, isNotNull, isNull, type SQL } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { voteRoll } from "#db/schema/votes/roll.ts";
import { voteRounds } from "#db/schema/votes/rounds.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { partlyInOfficeOf } from "#domain/regions/scope.ts";
import { phaseOf } from "../rules.ts";
import type { ShownRound } from "../types.ts";
import { COUNTED_AT, ROUND_ROLES } from "./round.ts";

export function roundsSeen(viewer: Viewer, at: Date): Promise<ShownRound[]> {
	return roundsWhere(partlyInOfficeOf(viewer, ROUND_ROLES), at);
}

export function shownRounds(at: Date): Promise<ShownRound[]> {
	return roundsWhere(isNotNull(voteRounds.rulesHash), at);
}

export async function openRoundsFor(householdId: string, at: Date): Promise<ShownRound[]> {
	const own = and(eq(voteRoll.roundId, voteRounds.id), eq(voteRoll.householdId, householdId), isNull(voteRoll.struckAt));
	return openRounds(at, exists(db.select({ id: voteRoll.roundId }).from(voteRoll).where(own)));
}

export async function openRounds(at: Date, which?: SQL): Promise<ShownRound[]> {
	const rounds = await roundsWhere(and(eq(voteRounds.stage, "announced"), which), at);
	return rounds.filter(({ phase }) => phase === "open");
}

async function roundsWhere(where: SQL | undefined, at: Date): Promise<ShownRound[]> {
	const { id: roundId, name, stage, opensAt, closesAt, objectionDays } = voteRounds;
	const rows = await db
		.select({ roundId, name, stage, opensAt, closesAt, objectionDays, countedAt: COUNTED_AT, regionName: nameAmongAll("regions") })
		.from(voteRounds)
		.innerJoin(regions, eq(regions.id, voteRounds.regionId))
		.where(where)
		.orderBy(desc(opensAt), desc(roundId));
	return rows.map((row) => ({ ...row, phase: phaseOf(row, at) }));
}
