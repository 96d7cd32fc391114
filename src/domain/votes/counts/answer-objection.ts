import { and, eq } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { voteObjections } from "#db/schema/votes/counts.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { requireImpartial } from "#domain/households/recusal.ts";
import { notify, retractNotice } from "#domain/notices/notify.ts";
import { wordsWithin } from "#domain/text.ts";
import { changed } from "#platform/changes.ts";
import { isCloseToCandidate } from "../rounds/candidates.ts";
import { ownRound, type Round } from "../rounds/round.ts";

export const ANSWER_MOST = 500;

interface Answering {
	roundId: string;
	number: number;
	by: Viewer;
	answer: string;
	isUpheld: boolean;
	at: Date;
}

/** The person who runs the round answers an objection, once. Excluded are the objector and people close to that household or to a candidate. */
export async function answerObjection({ roundId, number, by, answer, isUpheld, at }: Answering): Promise<void> {
	const said = wordsWithin(answer, { least: 1, most: ANSWER_MOST });
	if (said === undefined) throw new Refusal("invalid", "counts.answerLength", { field: "answer", params: { most: ANSWER_MOST } });
	const isNew = await write(async (tx) => {
		const round = await ownRound(roundId, by, tx);
		const objection = await requireObjection(tx, roundId, number);
		if (objection.answer === said && objection.isUpheld === isUpheld) return false;
		if (objection.answer !== null) throw new Refusal("conflict", "counts.answeredBefore");
		await requireNoStake(tx, by, objection);
		const answered = { answer: said, isUpheld, answeredBy: by.personId, answeredAt: at };
		await tx.update(voteObjections).set(answered).where(eq(voteObjections.id, objection.id));
		const detail = { number, isUpheld };
		await record(tx, { at, actorId: by.personId, action: "objection.answer", subject: `round:${roundId}`, detail });
		await tellObjector(tx, round, { ...objection, isUpheld, at });
		return true;
	});
	if (isNew) changed([`round:${roundId}`]);
}

async function requireObjection(tx: Tx, roundId: string, number: number) {
	const [found] = await tx
		.select()
		.from(voteObjections)
		.where(and(eq(voteObjections.roundId, roundId), eq(voteObjections.number, number)));
	if (!found) throw new Refusal("not_found", "common.notFound");
	return found;
}

async function requireNoStake(tx: Tx, viewer: Viewer, { roundId, householdId, madeBy }: typeof voteObjections.$inferSelect): Promise<void> {
	if (madeBy === viewer.personId) throw new Refusal("forbidden", "households.recused");
	await requireImpartial(tx, viewer, householdId);
	if (await isCloseToCandidate(viewer.personId, roundId, tx)) throw new Refusal("forbidden", "rounds.closeToCandidate");
}

type Answered = Pick<typeof voteObjections.$inferSelect, "householdId" | "number"> & { isUpheld: boolean; at: Date };

async function tellObjector(tx: Tx, { id, name, regionId }: Round, { householdId, number, isUpheld, at }: Answered): Promise<void> {
	const subject = `round:${id}` as const;
	await retractNotice(tx, { kind: "objection_came", subject, to: { office: "admins", regionId }, occasion: number });
	await notify(tx, { kind: "objection_answered", params: { round: name, isUpheld }, subject, to: { householdId }, at });
}
