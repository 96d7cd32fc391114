import { and, asc, eq } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { ballotConflicts, paperBallots, paperEntries } from "#db/schema/votes/papers.ts";
import { voteRoll } from "#db/schema/votes/roll.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import type { Verb } from "#domain/audit/verbs.ts";
import { Refusal } from "#domain/errors.ts";
import { castBallot } from "../ballots/cast-ballot.ts";
import { openedChoice } from "../ballots/seal.ts";
import { requireUnrelated, requireWitness } from "../doubts/officers.ts";
import { requireSecond, requireWhy } from "../doubts/two-signatures.ts";
import { type Round, requireRunsRound, roundFor } from "../rounds/round.ts";
import { isPastClosing, phaseOf } from "../rules.ts";
import type { Settlement } from "../types.ts";

interface Deciding {
	conflictId: string;
	by: Viewer;
	at: Date;
}

/** Says which of the two should count, and why. While nobody has agreed, another proposal takes its place. */
export async function proposeSettlement({
	conflictId,
	by,
	at,
	settlement,
	why,
}: Deciding & { settlement: Settlement; why: string }): Promise<void> {
	const words = requireWhy(why);
	await write(async (tx) => {
		const conflict = await requireOpenConflict(tx, conflictId);
		const round = await roundFor(conflict.roundId, tx);
		requireRunsRound(by, round);
		requireAfterClosing(round, at);
		await requireUnrelated(tx, by.personId, conflict);
		if (conflict.proposed === settlement && conflict.why === words && conflict.proposedBy === by.personId) return;
		const proposal = { proposed: settlement, why: words, proposedBy: by.personId, proposedAt: at };
		await tx.update(ballotConflicts).set(proposal).where(eq(ballotConflicts.id, conflictId));
		await tell(tx, { conflictId, by, at }, { action: "conflict.propose", settlement });
	});
}

/** The second signature, under the outcome and the words as they were read. Where paper counts, it goes into the box now, as of the moment at which two people had read it. */
export async function settleConflict({
	conflictId,
	by,
	at,
	settlement,
	why,
}: Deciding & { settlement: Settlement; why: string }): Promise<void> {
	await write(async (tx) => {
		const conflict = await requireOpenConflict(tx, conflictId);
		const round = await roundFor(conflict.roundId, tx);
		requireWitness(by, round);
		requireAfterClosing(round, at);
		requireSecond(conflict, { said: settlement, why }, by);
		await requireUnrelated(tx, by.personId, conflict);
		await tx
			.update(ballotConflicts)
			.set({ settled: settlement, settledBy: by.personId, settledAt: at })
			.where(eq(ballotConflicts.id, conflictId));
		if (settlement === "paper") await castPaper(tx, conflict);
		await tell(tx, { conflictId, by, at }, { action: "conflict.settle", settlement });
	});
}

/** Before, not even the officer hears that a household has voted. */
function requireAfterClosing(round: Round, at: Date): void {
	if (round.stage === "cancelled") throw new Refusal("conflict", "doubts.isFinal");
	if (!isPastClosing(phaseOf(round, at))) throw new Refusal("conflict", "doubts.notClosed");
}

type Conflict = Awaited<ReturnType<typeof requireOpenConflict>>;

async function requireOpenConflict(tx: Tx, conflictId: string) {
	const [conflict] = await tx.select().from(ballotConflicts).where(eq(ballotConflicts.id, conflictId));
	if (!conflict) throw new Refusal("not_found", "common.notFound");
	if (conflict.settled) throw new Refusal("conflict", "doubts.settledAlready");
	return conflict;
}

async function castPaper(tx: Tx, { roundId, rollNumber, paperBallotId }: Conflict): Promise<void> {
	const [paper] = await tx
		.select({ householdId: voteRoll.householdId, usedAt: paperBallots.usedAt })
		.from(paperBallots)
		.innerJoin(voteRoll, and(eq(voteRoll.roundId, paperBallots.roundId), eq(voteRoll.number, paperBallots.rollNumber)))
		.where(eq(paperBallots.id, paperBallotId));
	const numbers = await agreedReading(tx, { roundId, rollNumber, paperBallotId });
	if (!paper?.usedAt || !numbers) throw new Error(`paper ${paperBallotId} was not read alike`);
	await castBallot({ roundId, householdId: paper.householdId, numbers, channel: "paper", at: paper.usedAt }, tx);
}

type OfPaper = Pick<Conflict, "roundId" | "rollNumber" | "paperBallotId">;

async function agreedReading(tx: Tx, { roundId, rollNumber, paperBallotId }: OfPaper): Promise<number[] | null> {
	const entries = await tx
		.select({ attempt: paperEntries.attempt, sealed: paperEntries.sealed })
		.from(paperEntries)
		.where(eq(paperEntries.paperBallotId, paperBallotId))
		.orderBy(asc(paperEntries.attempt));
	const last = entries.at(-1);
	return last ? openedChoice(roundId, Buffer.from(last.sealed), { rollNumber, version: last.attempt }, "papers") : null;
}

async function tell(
	tx: Tx,
	{ conflictId, by, at }: Deciding,
	{ action, settlement }: { action: Verb; settlement: Settlement },
): Promise<void> {
	await record(tx, { at, actorId: by.personId, action, subject: `conflict:${conflictId}`, detail: { settlement } });
}
