import { and, eq, inArray } from "drizzle-orm";
import { db, type Tx, write } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { ROUND_LIFE, voteCandidates } from "#db/schema/votes/rounds.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { requireTrulyPast } from "#domain/calendar/clock.ts";
import { Refusal } from "#domain/errors.ts";
import { unanswered } from "#domain/objections/objections.ts";
import { takeStep } from "#domain/stages.ts";
import { changed, type Tag } from "#platform/changes.ts";
import { ownRound, type Round } from "../rounds/round.ts";
import { objectionEndOf, phaseOf } from "../rules.ts";
import { countHead } from "./counted.ts";

interface Finishing {
	roundId: string;
	by: Viewer;
	at: Date;
}

/** Makes the result final once the time for objections is over and all are answered; then medals and certificates are given. */
export async function finishRound({ roundId, by, at }: Finishing): Promise<void> {
	const isNew = await write(async (tx) => {
		const round = await ownRound(roundId, by, tx);
		if (round.stage === "final") return false;
		await requireSettled(tx, round, at);
		await takeStep(tx, ROUND_LIFE, { id: roundId, stage: "final", actorId: by.personId, at });
		await record(tx, { at, actorId: by.personId, action: "round.finish", subject: `round:${roundId}` });
		return true;
	});
	if (isNew) changed(["votes", `round:${roundId}`, ...(await winnersOf(roundId))]);
}

async function requireSettled(tx: Tx, round: Round, at: Date): Promise<void> {
	const phase = phaseOf(round, at);
	if (phase === "objections") throw new Refusal("conflict", "counts.objectionsRun");
	if (phase !== "counted" || !round.countedAt) throw new Refusal("conflict", "counts.notCounted");
	requireTrulyPast(objectionEndOf(round, round.countedAt));
	const open = await unanswered({ kind: "round", subject: round.id }, tx);
	if (open > 0) throw new Refusal("conflict", "counts.objectionsOpen", { params: { count: open } });
}

async function winnersOf(roundId: string): Promise<Tag[]> {
	const head = await countHead(roundId);
	const numbers = (head?.result.ranking ?? []).filter(({ hasMedal }) => hasMedal).map(({ number }) => number);
	const rows = await db
		.select({ code: households.publicCode })
		.from(voteCandidates)
		.innerJoin(households, eq(households.id, voteCandidates.householdId))
		.where(and(eq(voteCandidates.roundId, roundId), inArray(voteCandidates.number, numbers)));
	return rows.map(({ code }): Tag => `courtyard:${code}`);
}
