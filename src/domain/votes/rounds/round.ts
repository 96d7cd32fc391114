import { eq, getTableColumns, sql } from "drizzle-orm";
import { db, type Reader } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { ROUND_LIFE, voteRounds } from "#db/schema/votes/rounds.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { ADMIN_ROLES, hasPartIn, mayActIn } from "#domain/regions/scope.ts";
import { stepInto as lifeStepInto } from "#domain/stages.ts";
import type { RoundStage } from "../types.ts";

export type Round = Awaited<ReturnType<typeof roundFor>>;

/** When a round was counted, as a column; objections run from then. */
export const COUNTED_AT = sql<Date | null>`(select counted_at from vote_counts where round_id = ${voteRounds.id})`.mapWith(
	(ms) => new Date(ms),
);

const COLUMNS = {
	...getTableColumns(voteRounds),
	regionName: regions.name,
	regionCode: regions.code,
	regionLevel: regions.level,
	regionPath: regions.path,
	countedAt: COUNTED_AT,
};

/** A round as it is written down, a draft too: whoever shows it asks for its phase. What is not there is refused. */
export async function roundFor(roundId: string, reader: Reader = db) {
	const [round] = await reader
		.select(COLUMNS)
		.from(voteRounds)
		.innerJoin(regions, eq(regions.id, voteRounds.regionId))
		.where(eq(voteRounds.id, roundId));
	if (!round) throw new Refusal("not_found", "common.notFound");
	return round;
}

type Scoped = Pick<Round, "regionPath">;

/** Admins of the round's region, or of one above it. */
export function runsRound(viewer: Viewer, { regionPath }: Scoped): boolean {
	return mayActIn(viewer, regionPath, ...ADMIN_ROLES);
}

/** Who else makes proposals for it: the publicist of its region. */
export function mayNominate(viewer: Viewer, { regionPath }: Scoped): boolean {
	return mayActIn(viewer, regionPath, ...ADMIN_ROLES, "publicist");
}

/** Who has a part in the making of rounds. Auditors look on. */
export const ROUND_ROLES: Role[] = [...ADMIN_ROLES, "publicist", "auditor"];

/** Staff see the rounds of their region, of those above it (a village's admin checks its part of the roll) and below it. */
export function seesRound(viewer: Viewer, { regionPath }: Scoped): boolean {
	return hasPartIn(viewer, regionPath, ...ROUND_ROLES);
}

/** Refuses who does not run it; who does not even see it is told nothing. */
export function requireRunsRound(viewer: Viewer, round: Scoped): void {
	requireSeesRound(viewer, round);
	if (!runsRound(viewer, round)) throw new Refusal("forbidden", "rounds.notYours");
}

export function requireSeesRound(viewer: Viewer, round: Scoped): void {
	if (!seesRound(viewer, round)) throw new Refusal("not_found", "common.notFound");
}

/** While its rules, candidates and roll may still change. */
export function requireDraft({ stage }: Pick<Round, "stage">): void {
	if (stage !== "draft") throw new Refusal("conflict", stage === "cancelled" ? "rounds.isCancelled" : "rounds.isAnnounced");
}

/** What the public may know of: a draft, also one that was called off, was never announced and is not there. */
export function requireAnnounced({ rulesHash }: Pick<Round, "rulesHash">): void {
	if (rulesHash === null) throw new Refusal("not_found", "common.notFound");
}

/** When and why it came to a stage; null where it never did. */
export function stepInto(roundId: string, stage: RoundStage, reader: Reader = db) {
	return lifeStepInto(reader, ROUND_LIFE, roundId, stage);
}
