import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { voteRoll } from "#db/schema/votes/roll.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { propose } from "#domain/approvals/propose.ts";
import type { ApprovalKind } from "#domain/approvals/types.ts";
import { Refusal } from "#domain/errors.ts";
import { type Line, subjectOf } from "../ballots/lines.ts";
import { isCloseToCandidate } from "../rounds/candidates.ts";
import type { Round } from "../rounds/round.ts";

export interface Proposing extends Line {
	outcome: string;
	/** What was found, in words that the household will read. */
	why: string;
	by: Viewer;
	at: Date;
}

/** Proposes it in the round's office for a second signature. The caller has checked whether this person may. */
export async function proposeOnLine(
	tx: Tx,
	kind: ApprovalKind,
	{ round, roundId, rollNumber, ...said }: Proposing & { round: Round },
): Promise<{ approvalId: string }> {
	await requireNoCandidate(tx, said.by, roundId);
	const [line] = await tx
		.select({ householdId: voteRoll.householdId })
		.from(voteRoll)
		.where(and(eq(voteRoll.roundId, roundId), eq(voteRoll.number, rollNumber)));
	if (!line) throw new Refusal("not_found", "common.notFound");
	return propose(tx, { kind, subject: subjectOf({ roundId, rollNumber }), regionId: round.regionId, ...line, ...said });
}

export async function requireNoCandidate(tx: Tx, { personId }: Viewer, roundId: string): Promise<void> {
	if (await isCloseToCandidate(personId, roundId, tx)) throw new Refusal("forbidden", "rounds.closeToCandidate");
}

export function requireBeforeCount({ stage }: Round): void {
	if (stage === "final" || stage === "cancelled") throw new Refusal("conflict", "doubts.isFinal");
	if (stage === "counted") throw new Refusal("conflict", "doubts.countedAlready");
	if (stage !== "closed") throw new Refusal("conflict", "doubts.notClosed");
}
