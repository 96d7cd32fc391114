import { and, eq } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { ballotAppeals, ballotInvalidations } from "#db/schema/ballots.ts";
import { voteRoll } from "#db/schema/vote-rounds.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import type { Member } from "#domain/submissions/types.ts";
import { newId } from "#platform/ids.ts";
import { requireSeesRound, roundFor } from "../rounds/round.ts";
import { appealEndOf } from "../rules.ts";
import { APPEAL_LENGTH } from "../types.ts";
import { requireBeforeCount } from "./two-signatures.ts";

interface Appealing {
	words: string;
	at: Date;
}

/** 申请复核: the household says why its ballot shall count after all; somebody who has not signed looks again before the count. The same words twice are one appeal. */
export async function appeal({ roundId, by, ...said }: Appealing & { roundId: string; by: Member }): Promise<void> {
	await write(async (tx) => writeDown(tx, await signedAgainst(tx, roundId, by.householdId), { ...said, madeBy: by.personId }));
}

/** 代办: who sees the round writes down what a household said at the door or in the office. Never who signed, for it could put other words there. */
export async function appealFor({ invalidationId, by, ...said }: Appealing & { invalidationId: string; by: Viewer }): Promise<void> {
	await write(async (tx) => {
		const [found] = await tx.select().from(ballotInvalidations).where(eq(ballotInvalidations.id, invalidationId));
		if (!found) throw new Refusal("not_found", "common.notFound");
		requireSeesRound(by, await roundFor(found.roundId, tx));
		if (found.proposedBy === by.personId || found.answeredBy === by.personId) throw new Refusal("forbidden", "doubts.appealNotBySigner");
		await writeDown(tx, found, { ...said, madeBy: by.personId });
	});
}

type Invalidation = typeof ballotInvalidations.$inferSelect;

async function signedAgainst(tx: Tx, roundId: string, householdId: string): Promise<Invalidation> {
	const onRoll = and(eq(voteRoll.roundId, ballotInvalidations.roundId), eq(voteRoll.number, ballotInvalidations.rollNumber));
	const [found] = await tx
		.select({ invalidation: ballotInvalidations })
		.from(ballotInvalidations)
		.innerJoin(voteRoll, onRoll)
		.where(and(eq(voteRoll.roundId, roundId), eq(voteRoll.householdId, householdId), eq(ballotInvalidations.answer, "signed")));
	if (!found) throw new Refusal("not_found", "common.notFound");
	return found.invalidation;
}

async function writeDown(tx: Tx, { id, roundId, answer, answeredAt }: Invalidation, { words, madeBy, at }: Appealing & { madeBy: string }) {
	const said = words.trim();
	if (said.length < APPEAL_LENGTH.least || said.length > APPEAL_LENGTH.most)
		throw new Refusal("invalid", "doubts.appealLength", { field: "words", params: APPEAL_LENGTH });
	const [known] = await tx.select().from(ballotAppeals).where(eq(ballotAppeals.invalidationId, id));
	if (known?.words === said) return;
	if (known) throw new Refusal("conflict", "doubts.appealedAlready");
	const round = await roundFor(roundId, tx);
	requireBeforeCount(round);
	if (answer !== "signed" || !answeredAt) throw new Refusal("conflict", "doubts.notSigned");
	if (at >= appealEndOf(round, answeredAt)) throw new Refusal("conflict", "doubts.appealTooLate");
	const appealId = newId();
	await tx.insert(ballotAppeals).values({ id: appealId, invalidationId: id, words: said, madeBy, madeAt: at });
	await record(tx, { at, actorId: madeBy, action: "appeal.make", subject: `invalidation:${id}` });
}
