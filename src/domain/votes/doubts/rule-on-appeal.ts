import { eq } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { ballotAppeals, ballotInvalidations } from "#db/schema/votes/doubts.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import type { Verb } from "#domain/audit/verbs.ts";
import { Refusal } from "#domain/errors.ts";
import { roundFor } from "../rounds/round.ts";
import type { Ruling } from "../types.ts";
import { requireUnrelated, requireWitness } from "./officers.ts";
import { requireBeforeCount, requireSecond, requireWhy } from "./two-signatures.ts";

interface Ruled {
	appealId: string;
	ruling: Ruling;
	by: Viewer;
	at: Date;
}

/** 复核: somebody who signed nothing so far says whether the ballot stays out or counts after all, in words that the household will read. Until it is signed another proposal takes its place. */
export async function proposeRuling({ why, ...ruled }: Ruled & { why: string }): Promise<void> {
	const words = requireWhy(why);
	await write(async (tx) => {
		const { appealId, ruling, by, at } = ruled;
		const { appeal, invalidation } = await requireMayRule(tx, ruled);
		if (invalidation.proposedBy === by.personId || invalidation.answeredBy === by.personId)
			throw new Refusal("conflict", "doubts.newPersonRules");
		if (appeal.proposed === ruling && appeal.why === words && appeal.proposedBy === by.personId) return;
		const proposal = { proposed: ruling, why: words, proposedBy: by.personId, proposedAt: at };
		await tx.update(ballotAppeals).set(proposal).where(eq(ballotAppeals.id, appealId));
		await tell(tx, ruled, { action: "ruling.propose", invalidationId: invalidation.id });
	});
}

/** The second signature under a ruling and its words as they were read; now it holds. */
export async function signRuling({ why, ...ruled }: Ruled & { why: string }): Promise<void> {
	await write(async (tx) => {
		const { appealId, ruling, by, at } = ruled;
		const { appeal, invalidation } = await requireMayRule(tx, ruled);
		requireSecond(appeal, { said: ruling, why }, by);
		await tx.update(ballotAppeals).set({ settled: ruling, settledBy: by.personId, settledAt: at }).where(eq(ballotAppeals.id, appealId));
		await tell(tx, ruled, { action: "ruling.sign", invalidationId: invalidation.id });
	});
}

/** An appeal that is open, of a ballot that is neither their own, nor a relative's, nor one in a round in which they stand. */
async function requireMayRule(tx: Tx, { appealId, by }: Ruled) {
	const [found] = await tx
		.select({ appeal: ballotAppeals, invalidation: ballotInvalidations })
		.from(ballotAppeals)
		.innerJoin(ballotInvalidations, eq(ballotInvalidations.id, ballotAppeals.invalidationId))
		.where(eq(ballotAppeals.id, appealId));
	if (!found) throw new Refusal("not_found", "common.notFound");
	const round = await roundFor(found.invalidation.roundId, tx);
	requireWitness(by, round);
	if (found.appeal.settled) throw new Refusal("conflict", "doubts.settledAlready");
	requireBeforeCount(round);
	await requireUnrelated(tx, by.personId, found.invalidation);
	return found;
}

async function tell(
	tx: Tx,
	{ ruling, by, at }: Ruled,
	{ action, invalidationId }: { action: Verb; invalidationId: string },
): Promise<void> {
	await record(tx, { at, actorId: by.personId, action, subject: `invalidation:${invalidationId}`, detail: { ruling } });
}
