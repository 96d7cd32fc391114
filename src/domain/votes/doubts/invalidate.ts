import { and, eq } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { ballotInvalidations } from "#db/schema/votes/doubts.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import type { Verb } from "#domain/audit/verbs.ts";
import { Refusal } from "#domain/errors.ts";
import { requireRunsRound, roundFor } from "../rounds/round.ts";
import type { InvalidationReason } from "../types.ts";
import { requireSomebodyNew, requireUnrelated, requireWitness } from "./officers.ts";
import { requireAnother, requireBeforeCount, requireWhy } from "./two-signatures.ts";

interface Proposal {
	roundId: string;
	rollNumber: number;
	reason: InvalidationReason;
	/** What was found, in words that the household will read. */
	why: string;
	by: Viewer;
	at: Date;
}

/** 作废: proposes that a household's ballot shall not count. Nothing changes until another person has signed; the ballot stays in any case. */
export async function proposeInvalidation({ why, ...proposal }: Proposal): Promise<{ invalidationId: string }> {
	const words = requireWhy(why);
	return write(async (tx) => {
		const { roundId, rollNumber, reason, by, at } = proposal;
		const round = await roundFor(roundId, tx);
		requireRunsRound(by, round);
		requireBeforeCount(round);
		await requireUnrelated(tx, by.personId, proposal);
		await requireBallot(tx, proposal);
		await requireNoneStanding(tx, proposal);
		const invalidationId = newId();
		await tx
			.insert(ballotInvalidations)
			.values({ id: invalidationId, roundId, rollNumber, reason, why: words, proposedBy: by.personId, proposedAt: at });
		await tell(tx, { invalidationId, by, at }, "invalidation.propose");
		return { invalidationId };
	});
}

async function requireBallot(tx: Tx, { roundId, rollNumber }: Pick<Proposal, "roundId" | "rollNumber">): Promise<void> {
	const ofHousehold = and(eq(ballots.roundId, roundId), eq(ballots.rollNumber, rollNumber));
	const [ballot] = await tx.select({ seq: ballots.seq }).from(ballots).where(ofHousehold).limit(1);
	if (!ballot) throw new Refusal("invalid", "doubts.noBallot", { field: "rollNumber" });
}

/** Who was told no finds somebody else who sees it so: else one person could hold a count up for ever. */
async function requireNoneStanding(tx: Tx, { roundId, rollNumber, by }: Pick<Proposal, "roundId" | "rollNumber" | "by">): Promise<void> {
	const standing = await tx
		.select({ answer: ballotInvalidations.answer, proposedBy: ballotInvalidations.proposedBy })
		.from(ballotInvalidations)
		.where(and(eq(ballotInvalidations.roundId, roundId), eq(ballotInvalidations.rollNumber, rollNumber)));
	if (standing.some(({ answer }) => answer !== "refused"))
		throw new Refusal("conflict", "doubts.invalidationStands", { field: "rollNumber" });
	if (standing.some(({ proposedBy }) => proposedBy === by.personId))
		throw new Refusal("conflict", "doubts.refusedOnce", { field: "rollNumber" });
}

interface Answering {
	invalidationId: string;
	by: Viewer;
	at: Date;
}

/** The second signature: the ballot will not be counted, and the household reads why and may appeal. */
export function signInvalidation(answering: Answering): Promise<void> {
	return answer(answering, "signed");
}

/** The second person does not sign: the ballot counts. It may be proposed again when more is known. */
export function refuseInvalidation(answering: Answering): Promise<void> {
	return answer(answering, "refused");
}

async function answer(answering: Answering, said: "signed" | "refused"): Promise<void> {
	const { invalidationId, by, at } = answering;
	await write(async (tx) => {
		const [found] = await tx.select().from(ballotInvalidations).where(eq(ballotInvalidations.id, invalidationId));
		if (!found) throw new Refusal("not_found", "common.notFound");
		const round = await roundFor(found.roundId, tx);
		requireWitness(by, round);
		if (found.answer) throw new Refusal("conflict", "doubts.answeredAlready");
		requireBeforeCount(round);
		requireAnother(found.proposedBy, by);
		await requireUnrelated(tx, by.personId, found);
		if (said === "signed") await requireSomebodyNew(tx, { ...found, round, signers: [found.proposedBy, by.personId] });
		await tx
			.update(ballotInvalidations)
			.set({ answer: said, answeredBy: by.personId, answeredAt: at })
			.where(eq(ballotInvalidations.id, invalidationId));
		await tell(tx, answering, said === "signed" ? "invalidation.sign" : "invalidation.refuse");
	});
}

async function tell(tx: Tx, { invalidationId, by, at }: Answering, action: Verb): Promise<void> {
	await record(tx, { at, actorId: by.personId, action, subject: `invalidation:${invalidationId}` });
}
