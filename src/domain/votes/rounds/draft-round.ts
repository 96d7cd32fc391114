import { and, eq, type SQL } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { regions } from "#db/schema/regions.ts";
import { ROUND_LIFE, voteRounds } from "#db/schema/votes/rounds.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { takeStep } from "#domain/stages.ts";
import { canonicalJson } from "#platform/canonical.ts";
import { DAY_MS, later } from "#platform/clock.ts";
import type { RoundDraft } from "../types.ts";
import { soundRules } from "./draft-rules.ts";
import { type OnRound, onRound, ownRound, type Round, requireDraft, requireRunsRound } from "./round.ts";

interface Drafting {
	by: Viewer;
	regionId: string;
	draft: RoundDraft;
	at: Date;
}

/** The same rules, region and opening twice make one draft. */
export async function draftRound(drafting: Drafting): Promise<{ roundId: string }> {
	const { by, regionId, at } = drafting;
	return write(async (tx) => {
		const [region] = await tx.select().from(regions).where(eq(regions.id, regionId));
		if (!region || region.validTo || region.level === "hamlet") throw new Refusal("invalid", "rounds.wrong.region", { field: "regionId" });
		requireRunsRound(by, { regionPath: region.path });
		const draft = soundRules(drafting.draft, { at, level: region.level });
		const same = [eq(voteRounds.regionId, regionId), eq(voteRounds.name, draft.name), eq(voteRounds.opensAt, draft.opensAt)];
		return { roundId: (await draftWhere(tx, ...same)) ?? (await begin(tx, { ...drafting, draft })) };
	});
}

export async function editRound({ draft, ...acting }: OnRound & { draft: RoundDraft }): Promise<void> {
	await onRound(acting, ownRound, async (tx, round, note) => {
		requireDraft(round);
		const [before, sound] = [rulesOf(round), soundRules(draft, { at: acting.at, level: round.regionLevel })];
		const fields = (Object.keys(before) as (keyof RoundDraft)[]).filter(
			(name) => canonicalJson(before[name]) !== canonicalJson(sound[name]),
		);
		if (fields.length === 0) return;
		await tx.update(voteRounds).set(sound).where(eq(voteRounds.id, round.id));
		await note("round.edit", { fields });
	});
}

/** The old round must be over; otherwise two rounds with one name would run at once. A second call returns the same draft. */
export async function correctRound(acting: OnRound): Promise<{ roundId: string }> {
	const { by, roundId, at } = acting;
	return onRound(acting, ownRound, async (tx, old) => {
		if (old.stage !== "cancelled" && old.stage !== "final") throw new Refusal("conflict", "rounds.stillRunning");
		const draft = { ...rulesOf(old), ...nextPeriod(old, at) };
		const known = await draftWhere(tx, eq(voteRounds.correctsId, roundId));
		return { roundId: known ?? (await begin(tx, { by, regionId: old.regionId, draft, at, correctsId: roundId })) };
	});
}

async function draftWhere(tx: Tx, ...which: SQL[]): Promise<string | undefined> {
	const [known] = await tx
		.select({ id: voteRounds.id })
		.from(voteRounds)
		.where(and(eq(voteRounds.stage, "draft"), ...which));
	return known?.id;
}

async function begin(tx: Tx, { by, regionId, draft, at, correctsId }: Drafting & { correctsId?: string }): Promise<string> {
	const roundId = newId();
	const actorId = by.personId;
	await tx.insert(voteRounds).values({ ...draft, id: roundId, regionId, correctsId, createdBy: actorId, createdAt: at, stageAt: at });
	await takeStep(tx, ROUND_LIFE, { id: roundId, stage: "draft", actorId, at });
	const detail = { regionId, ...(correctsId && { correctsId }) };
	await record(tx, { at, actorId, action: "round.draft", subject: `round:${roundId}`, detail });
	return roundId;
}

export function rulesOf(round: Pick<Round, keyof RoundDraft>): RoundDraft {
	const { name, words, opensAt, closesAt, paperUntil, objectionDays, votesPerHousehold, ownVillage, weighting, ties, places } = round;
	return { name, words, opensAt, closesAt, paperUntil, objectionDays, votesPerHousehold, ownVillage, weighting, ties, places };
}

const WEEK = 7 * DAY_MS;

/** The same hours and length, moved by whole weeks until the opening is a week ahead. */
function nextPeriod({ opensAt, closesAt, paperUntil }: Round, at: Date) {
	const weeks = Math.max(0, Math.ceil((at.getTime() + WEEK - opensAt.getTime()) / WEEK));
	const moved = (moment: Date) => later(moment, weeks * WEEK);
	return { opensAt: moved(opensAt), closesAt: moved(closesAt), paperUntil: moved(paperUntil) };
}
