import { and, eq } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { regions } from "#db/schema/regions.ts";
import { ROUND_LIFE, voteRounds } from "#db/schema/votes/rounds.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { takeStep } from "#domain/stages.ts";
import { tidyLine, tidyWords } from "#domain/text.ts";
import { canonicalJson } from "#platform/canonical.ts";
import { DAY_MS, later } from "#platform/clock.ts";
import type { RoundDraft } from "../types.ts";
import { requireSoundRules } from "./draft-rules.ts";
import { ownRound, type Round, requireDraft, requireRunsRound } from "./round.ts";

interface Drafting {
	by: Viewer;
	draft: RoundDraft;
	at: Date;
}

/** Begins a round in one of the admin's regions. The same rules, region and opening twice make one draft. */
export async function draftRound({ by, regionId, draft, at }: Drafting & { regionId: string }): Promise<{ roundId: string }> {
	return write(async (tx) => {
		const region = await requireScope(tx, by, regionId);
		const sound = tidied(draft);
		requireSoundRules(sound, { at, level: region.level });
		const known = await sameDraft(tx, { regionId, ...sound });
		return { roundId: known ?? (await begin(tx, { by, regionId, draft: sound, at })) };
	});
}

export async function editRound({ by, roundId, draft, at }: Drafting & { roundId: string }): Promise<void> {
	await write(async (tx) => {
		const round = await ownRound(roundId, by, tx);
		requireDraft(round);
		const sound = tidied(draft);
		requireSoundRules(sound, { at, level: round.regionLevel });
		const fields = changedFields(round, sound);
		if (fields.length === 0) return;
		await tx.update(voteRounds).set(sound).where(eq(voteRounds.id, roundId));
		await record(tx, { at, actorId: by.personId, action: "round.edit", subject: `round:${roundId}`, detail: { fields } });
	});
}

/**
 * Drafts a correction with the rules of an old round that is over; otherwise two rounds with one name would run at once. A second call returns the same draft.
 */
export async function correctRound({ by, roundId, at }: { by: Viewer; roundId: string; at: Date }): Promise<{ roundId: string }> {
	return write(async (tx) => {
		const old = await ownRound(roundId, by, tx);
		if (old.stage !== "cancelled" && old.stage !== "final") throw new Refusal("conflict", "rounds.stillRunning");
		const [known] = await tx
			.select({ id: voteRounds.id })
			.from(voteRounds)
			.where(and(eq(voteRounds.correctsId, roundId), eq(voteRounds.stage, "draft")));
		const draft = { ...rulesOf(old), ...nextPeriod(old, at) };
		return { roundId: known?.id ?? (await begin(tx, { by, regionId: old.regionId, draft, at, correctsId: roundId })) };
	});
}

async function requireScope(tx: Tx, viewer: Viewer, regionId: string) {
	const [region] = await tx.select().from(regions).where(eq(regions.id, regionId));
	if (!region || region.validTo || region.level === "hamlet") throw new Refusal("invalid", "rounds.wrong.region", { field: "regionId" });
	requireRunsRound(viewer, { regionPath: region.path });
	return region;
}

async function sameDraft(tx: Tx, { regionId, name, opensAt }: { regionId: string; name: string; opensAt: Date }) {
	const same = [eq(voteRounds.regionId, regionId), eq(voteRounds.name, name), eq(voteRounds.opensAt, opensAt)];
	const [known] = await tx
		.select({ id: voteRounds.id })
		.from(voteRounds)
		.where(and(eq(voteRounds.stage, "draft"), ...same));
	return known?.id;
}

interface Beginning extends Drafting {
	regionId: string;
	correctsId?: string;
}

async function begin(tx: Tx, { by, regionId, draft, at, correctsId }: Beginning): Promise<string> {
	const roundId = newId();
	const actorId = by.personId;
	await tx.insert(voteRounds).values({ ...draft, id: roundId, regionId, correctsId, createdBy: actorId, createdAt: at, stageAt: at });
	await takeStep(tx, ROUND_LIFE, { id: roundId, stage: "draft", actorId, at });
	const detail = { regionId, ...(correctsId && { correctsId }) };
	await record(tx, { at, actorId, action: "round.draft", subject: `round:${roundId}`, detail });
	return roundId;
}

function tidied(draft: RoundDraft): RoundDraft {
	return { ...draft, name: tidyLine(draft.name), words: tidyWords(draft.words) };
}

export function rulesOf(round: Pick<Round, keyof RoundDraft>): RoundDraft {
	const { name, words, opensAt, closesAt, paperUntil, objectionDays, votesPerHousehold, ownVillage, weighting, ties, places } = round;
	return { name, words, opensAt, closesAt, paperUntil, objectionDays, votesPerHousehold, ownVillage, weighting, ties, places };
}

function changedFields(round: Round, draft: RoundDraft): string[] {
	const before = rulesOf(round);
	return (Object.keys(before) as (keyof RoundDraft)[]).filter((field) => canonicalJson(before[field]) !== canonicalJson(draft[field]));
}

const WEEK = 7 * DAY_MS;

/** The same hours and length, moved by whole weeks until the opening is a week ahead. */
function nextPeriod({ opensAt, closesAt, paperUntil }: Round, at: Date) {
	const weeks = Math.max(0, Math.ceil((at.getTime() + WEEK - opensAt.getTime()) / WEEK));
	const moved = (moment: Date) => later(moment, weeks * WEEK);
	return { opensAt: moved(opensAt), closesAt: moved(closesAt), paperUntil: moved(paperUntil) };
}
