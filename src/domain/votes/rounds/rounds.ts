import { and, desc, eq, exists, isNotNull, isNull, type SQL } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db, type Reader } from "#db/client.ts";
import { prepared } from "#db/prepared.ts";
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
	const rounds = await roundsWhere(and(IS_ANNOUNCED, exists(db.select({ id: voteRoll.roundId }).from(voteRoll).where(own))), at);
	return rounds.filter(({ phase }) => phase === "open");
}

export async function openRounds(at: Date): Promise<ShownRound[]> {
	const rounds = shownAt(await announcedQuery(db).execute(), at);
	return rounds.filter(({ phase }) => phase === "open");
}

const IS_ANNOUNCED = eq(voteRounds.stage, "announced");
const announcedQuery = prepared((on) => selectRounds(on, IS_ANNOUNCED).prepare());

async function roundsWhere(where: SQL | undefined, at: Date): Promise<ShownRound[]> {
	return shownAt(await selectRounds(db, where), at);
}

function selectRounds(on: Reader, where: SQL | undefined) {
	const { id: roundId, name, stage, opensAt, closesAt, objectionDays } = voteRounds;
	return on
		.select({ roundId, name, stage, opensAt, closesAt, objectionDays, countedAt: COUNTED_AT, regionName: nameAmongAll("regions") })
		.from(voteRounds)
		.innerJoin(regions, eq(regions.id, voteRounds.regionId))
		.where(where)
		.orderBy(desc(opensAt), desc(roundId));
}

function shownAt(rows: Awaited<ReturnType<typeof selectRounds>>, at: Date): ShownRound[] {
	return rows.map((row) => ({ ...row, phase: phaseOf(row, at) }));
}
