import { and, eq, isNull } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { householdMembers } from "#db/schema/households.ts";
import { ballotAppeals, ballotInvalidations } from "#db/schema/votes/doubts.ts";
import { voteRoll } from "#db/schema/votes/roll.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import type { Member } from "#domain/submissions/types.ts";
import { wordsWithin } from "#domain/text.ts";
import { requireTrulyPast } from "../rounds/clock.ts";
import { roundFor } from "../rounds/round.ts";
import { appealEndOf } from "../rules.ts";
import { APPEAL_LENGTH } from "../types.ts";
import { requireUnrelated, requireWitness } from "./officers.ts";
import { requireBeforeCount } from "./two-signatures.ts";

interface Appealing {
	words: string;
	at: Date;
}

/** 申请复核: the household says why its ballot shall count after all; somebody who has not signed looks again before the count. The same words twice are one appeal. */
export async function appeal({ roundId, by, ...said }: Appealing & { roundId: string; by: Member }): Promise<void> {
	await write(async (tx) => {
		const invalidation = await signedAgainst(tx, roundId, by.householdId);
		await writeDown(tx, invalidation, { ...said, madeBy: by.personId, householdId: by.householdId });
	});
}

/**
 * 代办: a witness writes down what a household said at the door or in the office. Never who signed or is related, for they could put other words there;
 * what the household itself says takes its place until somebody has ruled.
 */
export async function appealFor({ invalidationId, by, ...said }: Appealing & { invalidationId: string; by: Viewer }): Promise<void> {
	await write(async (tx) => {
		const [found] = await tx.select().from(ballotInvalidations).where(eq(ballotInvalidations.id, invalidationId));
		if (!found) throw new Refusal("not_found", "common.notFound");
		requireWitness(by, await roundFor(found.roundId, tx));
		await requireUnrelated(tx, by.personId, found);
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

interface Said extends Appealing {
	madeBy: string;
	/** Of who says it for the own household. */
	householdId?: string;
}

async function writeDown(
	tx: Tx,
	{ id, roundId, answer, answeredAt }: Invalidation,
	{ words, madeBy, at, householdId }: Said,
): Promise<void> {
	const said = wordsWithin(words, APPEAL_LENGTH);
	if (said === undefined) throw new Refusal("invalid", "doubts.appealLength", { field: "words", params: APPEAL_LENGTH });
	const [known] = await tx.select().from(ballotAppeals).where(eq(ballotAppeals.invalidationId, id));
	if (known?.words === said) return;
	const isInPlace = known && householdId && !known.proposed && !(await isMember(tx, known.madeBy, householdId));
	if (known && !isInPlace) throw new Refusal("conflict", "doubts.appealedAlready");
	const round = await roundFor(roundId, tx);
	requireBeforeCount(round);
	if (answer !== "signed" || !answeredAt) throw new Refusal("conflict", "doubts.notSigned");
	requireInTime(appealEndOf(round, answeredAt), at);
	const appeal = { words: said, madeBy, madeAt: at };
	if (known) await tx.update(ballotAppeals).set(appeal).where(eq(ballotAppeals.id, known.id));
	else await tx.insert(ballotAppeals).values({ id: newId(), invalidationId: id, ...appeal });
	await record(tx, { at, actorId: madeBy, action: "appeal.make", subject: `invalidation:${id}` });
}

function requireInTime(end: Date, at: Date): void {
	if (at < end) return;
	requireTrulyPast(end);
	throw new Refusal("conflict", "doubts.appealTooLate");
}

async function isMember(tx: Tx, personId: string, householdId: string): Promise<boolean> {
	const [found] = await tx
		.select({ id: householdMembers.id })
		.from(householdMembers)
		.where(and(eq(householdMembers.personId, personId), eq(householdMembers.householdId, householdId), isNull(householdMembers.leftAt)));
	return found !== undefined;
}
