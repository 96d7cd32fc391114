import type { Tx } from "#db/client.ts";
import { ROUND_LIFE } from "#db/schema/votes/rounds.ts";
import { requireTrulyPast } from "#domain/calendar/clock.ts";
import { Refusal } from "#domain/errors.ts";
import { unanswered } from "#domain/objections/objections.ts";
import { takeStep } from "#domain/stages.ts";
import { changed, type Tag } from "#platform/changes.ts";
import { type OnRound, onRound, ownRound, type Round } from "../rounds/round.ts";
import { objectionEndOf, phaseOf } from "../rules.ts";
import { roundResult } from "./result.ts";

export async function finishRound(deed: OnRound): Promise<void> {
	const { roundId, by, at } = deed;
	const isNew = await onRound(deed, ownRound, async (tx, round, note) => {
		if (round.stage === "final") return false;
		await requireSettled(tx, round, at);
		await takeStep(tx, ROUND_LIFE, { id: roundId, stage: "final", actorId: by.personId, at });
		await note("round.finish");
		return true;
	});
	if (isNew) changed(["votes", `round:${roundId}`, ...(await winnersOf(roundId, at))]);
}

async function requireSettled(tx: Tx, round: Round, at: Date): Promise<void> {
	const phase = phaseOf(round, at);
	if (phase === "objections") throw new Refusal("conflict", "counts.objectionsRun");
	if (phase !== "counted" || !round.countedAt) throw new Refusal("conflict", "counts.notCounted");
	requireTrulyPast(objectionEndOf(round, round.countedAt));
	const open = await unanswered({ kind: "round", subject: round.id }, tx);
	if (open > 0) throw new Refusal("conflict", "counts.objectionsOpen", { params: { count: open } });
}

async function winnersOf(roundId: string, at: Date): Promise<Tag[]> {
	const { placed } = await roundResult(roundId, at);
	return placed.flatMap(({ hasMedal, candidate: { pair } }) => (hasMedal && pair ? (`courtyard:${pair.courtyard}` as const) : []));
}
