import { and, desc, eq, getTableColumns, sql } from "drizzle-orm";
import { db, type Reader, type Tx } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { voteRoundStages, voteRounds } from "#db/schema/vote-rounds.ts";
import { ADMIN_ROLES, mayActIn, regionsOf } from "#domain/accounts/rules.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
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
	return regionsOf(viewer, ...ROUND_ROLES).some(({ path }) => regionPath.startsWith(path) || path.startsWith(regionPath));
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

interface Step {
	roundId: string;
	stage: RoundStage;
	/** Null where time itself took the step. */
	actorId: string | null;
	at: Date;
	note?: string;
}

/** Adds a step to the life of a round. The database refuses a step that the life does not have, and moves the row along. */
export async function enterRoundStage(tx: Tx, step: Step): Promise<void> {
	const [last] = await tx
		.select({ seq: voteRoundStages.seq })
		.from(voteRoundStages)
		.where(eq(voteRoundStages.roundId, step.roundId))
		.orderBy(desc(voteRoundStages.seq))
		.limit(1);
	await tx.insert(voteRoundStages).values({ ...step, seq: (last?.seq ?? 0) + 1 });
}

/** When and why it came to a stage last; null where it never did. */
export async function stepInto(roundId: string, stage: RoundStage, reader: Reader = db) {
	const [step] = await reader
		.select({ at: voteRoundStages.at, note: voteRoundStages.note })
		.from(voteRoundStages)
		.where(and(eq(voteRoundStages.roundId, roundId), eq(voteRoundStages.stage, stage)))
		.orderBy(desc(voteRoundStages.seq))
		.limit(1);
	return step ?? null;
}
