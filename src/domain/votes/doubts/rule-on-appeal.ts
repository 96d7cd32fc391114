import { and, eq } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { ballotAppeals } from "#db/schema/votes/doubts.ts";
import { requireIndependent } from "#domain/accounts/independence.ts";
import type { KindRules } from "#domain/approvals/answer.ts";
import { requireWitness, WITNESSES } from "#domain/approvals/witnesses.ts";
import { Refusal } from "#domain/errors.ts";
import { type Line, lineOf, subjectOf } from "../ballots/lines.ts";
import { roundFor } from "../rounds/round.ts";
import type { Ruling } from "../types.ts";
import { type Proposing, proposeOnLine, requireBeforeCount, requireNoCandidate } from "./propose-on-line.ts";

/** 复核: somebody independent of the signers so far proposes whether the ballot stays out or counts after all, in words that the household will read. */
export function proposeRuling(ruling: Proposing & { outcome: Ruling }): Promise<{ approvalId: string }> {
	return write(async (tx) => {
		const round = await roundFor(ruling.roundId, tx);
		requireWitness(ruling.by, round);
		const { signers, householdId } = await requireAppeal(tx, ruling);
		requireBeforeCount(round);
		if (signers.includes(ruling.by.personId)) throw new Refusal("conflict", "doubts.newPersonRules");
		const region = { id: round.regionId, path: round.regionPath };
		await requireIndependent(tx, ruling.by, { region, roles: WITNESSES, besides: signers, householdId });
		return proposeOnLine(tx, "ruling", { ...ruling, round });
	});
}

async function requireAppeal(tx: Tx, line: Line): Promise<{ signers: string[]; householdId: string | null }> {
	const ofLine = and(eq(ballotAppeals.roundId, line.roundId), eq(ballotAppeals.rollNumber, line.rollNumber));
	const isSigned = and(eq(approvals.kind, "invalidation"), eq(approvals.subject, subjectOf(line)), eq(approvals.answer, "signed"));
	const [found] = await tx.select().from(ballotAppeals).innerJoin(approvals, isSigned).where(ofLine);
	if (!found) throw new Refusal("not_found", "common.notFound");
	const { proposedBy, answeredBy, householdId } = found.approvals;
	return { signers: [proposedBy, answeredBy ?? ""], householdId };
}

export const RULING: KindRules = {
	async require(tx, { subject }, { by }) {
		const { roundId } = lineOf(subject);
		requireBeforeCount(await roundFor(roundId, tx));
		await requireNoCandidate(tx, by, roundId);
	},
};
