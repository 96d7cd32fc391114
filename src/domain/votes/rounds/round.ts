import { eq, getTableColumns, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db, type Reader, type Tx, write } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { ROUND_LIFE, voteRounds } from "#db/schema/votes/rounds.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import type { Verb } from "#domain/audit/verbs.ts";
import { Refusal } from "#domain/errors.ts";
import { ADMIN_ROLES, hasPartIn, mayActIn } from "#domain/regions/scope.ts";
import { stepInto as lifeStepInto } from "#domain/stages.ts";
import { wordsWithin } from "#domain/text.ts";
import type { RoundStage } from "../types.ts";

export type Round = Awaited<ReturnType<typeof roundFor>>;

/** The time for objections starts when the round was counted. */
export const COUNTED_AT =
	sql<Date | null>`(select published_at from published_files where kind = 'count' and subject = ${voteRounds.id})`.mapWith(
		(ms) => new Date(ms),
	);

const COLUMNS = {
	...getTableColumns(voteRounds),
	regionName: nameAmongAll("regions"),
	regionCode: regions.code,
	regionLevel: regions.level,
	regionPath: regions.path,
	countedAt: COUNTED_AT,
};

/** Drafts are included; callers show a round according to its phase. */
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

export function runsRound(viewer: Viewer, { regionPath }: Scoped): boolean {
	return mayActIn(viewer, regionPath, ...ADMIN_ROLES);
}

export function mayNominate(viewer: Viewer, { regionPath }: Scoped): boolean {
	return mayActIn(viewer, regionPath, ...ADMIN_ROLES, "publicist");
}

/** Auditors only look. */
export const ROUND_ROLES: Role[] = [...ADMIN_ROLES, "publicist", "auditor"];

/** Staff see the rounds of their region, of those above it (a village's admin checks part of the roll) and of those below it. */
export function seesRound(viewer: Viewer, { regionPath }: Scoped): boolean {
	return hasPartIn(viewer, regionPath, ...ROUND_ROLES);
}

/** forbidden if the viewer does not run the round; not_found if they may not even see it. */
export function requireRunsRound(viewer: Viewer, round: Scoped): void {
	if (!seesRound(viewer, round)) throw new Refusal("not_found", "common.notFound");
	if (!runsRound(viewer, round)) throw new Refusal("forbidden", "rounds.notYours");
}

export async function ownRound(roundId: string, by: Viewer, reader: Reader = db): Promise<Round> {
	const round = await roundFor(roundId, reader);
	requireRunsRound(by, round);
	return round;
}

export async function seenRound(roundId: string, by: Viewer, reader: Reader = db): Promise<Round> {
	const round = await roundFor(roundId, reader);
	if (!seesRound(by, round)) throw new Refusal("not_found", "common.notFound");
	return round;
}

export interface OnRound {
	by: Viewer;
	roundId: string;
	at: Date;
}
export type Note = (action: Verb, detail?: Record<string, unknown>) => Promise<void>;

/** `theirs`: a round that they run (`ownRound`) or see (`seenRound`). `note` writes the deed into the trail. */
export function onRound<Done>(
	{ by, roundId, at }: OnRound,
	theirs: typeof ownRound,
	deed: (tx: Tx, round: Round, note: Note) => Promise<Done>,
): Promise<Done> {
	return write(async (tx) =>
		deed(tx, await theirs(roundId, by, tx), (action, detail) =>
			record(tx, { at, actorId: by.personId, action, subject: `round:${roundId}`, ...(detail && { detail }) }),
		),
	);
}

/** Whom the deed concerns can read the reason. */
export function reasonWithin(why: string, bounds: { least: number; most: number }): string {
	const reason = wordsWithin(why, bounds);
	if (reason === undefined) throw new Refusal("invalid", "rounds.wrong.why", { field: "why", params: bounds });
	return reason;
}

export function requireDraft({ stage }: Pick<Round, "stage">): void {
	if (stage !== "draft") throw new Refusal("conflict", stage === "cancelled" ? "rounds.isCancelled" : "rounds.isAnnounced");
}

/** A draft, even a cancelled one, was never announced and does not exist for the public. */
export function requireAnnounced({ rulesHash }: Pick<Round, "rulesHash">): void {
	if (rulesHash === null) throw new Refusal("not_found", "common.notFound");
}

export function stepInto(roundId: string, stage: RoundStage, reader: Reader = db) {
	return lifeStepInto(reader, ROUND_LIFE, roundId, stage);
}
