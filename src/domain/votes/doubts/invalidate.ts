import { and, eq } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { whoMaySign } from "#domain/accounts/independence.ts";
import type { KindRules, Proposed } from "#domain/approvals/answer.ts";
import { WITNESSES } from "#domain/approvals/witnesses.ts";
import { Refusal } from "#domain/errors.ts";
import { type Line, lineOf } from "../ballots/lines.ts";
import { isCloseToCandidate } from "../rounds/candidates.ts";
import { ownRound, roundFor } from "../rounds/round.ts";
import type { InvalidationReason } from "../types.ts";
import { type Proposing, proposeOnLine, requireBeforeCount, requireNoCandidate } from "./propose-on-line.ts";

/** 作废: proposes that a household's ballot does not count. Nothing changes until another person signs; the ballot's row always stays. */
export function proposeInvalidation(proposing: Proposing & { outcome: InvalidationReason }): Promise<{ approvalId: string }> {
	return write(async (tx) => {
		const round = await ownRound(proposing.roundId, proposing.by, tx);
		requireBeforeCount(round);
		await requireBallot(tx, proposing);
		return proposeOnLine(tx, "invalidation", { ...proposing, round });
	});
}

async function requireBallot(tx: Tx, { roundId, rollNumber }: Line): Promise<void> {
	const ofHousehold = and(eq(ballots.roundId, roundId), eq(ballots.rollNumber, rollNumber));
	const [ballot] = await tx.select({ seq: ballots.seq }).from(ballots).where(ofHousehold).limit(1);
	if (!ballot) throw new Refusal("invalid", "doubts.noBallot", { field: "rollNumber" });
}

/** Once signed, the ballot is not counted, and the household reads why and may appeal. */
export const INVALIDATION: KindRules = {
	async require(tx, proposed, { by, said }) {
		const { roundId } = lineOf(proposed.subject);
		requireBeforeCount(await roundFor(roundId, tx));
		await requireNoCandidate(tx, by, roundId);
		if (said === "signed") await requireSomebodyNew(tx, proposed, [proposed.proposedBy, by.personId]);
	},
};

/** Refuses the second signature if nobody would be left to rule on an appeal, which would block the count for ever. */
async function requireSomebodyNew(tx: Tx, { subject, regionId, regionPath, householdId }: Proposed, signers: string[]): Promise<void> {
	const region = { id: regionId, path: regionPath };
	const left = await whoMaySign(tx, { region, roles: WITNESSES, besides: signers, householdId });
	const { roundId } = lineOf(subject);
	for (const { personId } of left) if (!(await isCloseToCandidate(personId, roundId, tx))) return;
	throw new Refusal("conflict", "doubts.nobodyNew");
}
