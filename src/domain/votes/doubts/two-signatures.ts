import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { tidyLine, wordsWithin } from "#domain/text.ts";
import type { Round } from "../rounds/round.ts";
import { WHY_LENGTH } from "../types.ts";

/** Why something is proposed, in words that the household will read. */
export function requireWhy(why: string): string {
	const words = wordsWithin(why, WHY_LENGTH);
	if (words === undefined) throw new Refusal("invalid", "doubts.whyMissing", { field: "why", params: WHY_LENGTH });
	return words;
}

interface Proposal {
	proposed: string | null;
	proposedBy: string | null;
	why: string | null;
}

/** What somebody puts the second signature under: the outcome and the words that they had before them. */
export interface Read {
	said: string;
	why: string;
}

/** Whether this person may put the second signature under what they read, and not under what was put in its place meanwhile. */
export function requireSecond({ proposed, proposedBy, why }: Proposal, read: Read, by: Viewer): void {
	if (!proposed) throw new Refusal("conflict", "doubts.notProposed");
	requireAnother(proposedBy, by);
	// A form sends its line breaks otherwise than it got them.
	if (proposed !== read.said || tidyLine(why ?? "") !== tidyLine(read.why)) throw new Refusal("conflict", "doubts.proposedAnew");
}

export function requireAnother(proposedBy: string | null, by: Viewer): void {
	if (proposedBy === by.personId) throw new Refusal("conflict", "doubts.secondPerson");
}

/** Later no more: what is counted is counted for good. */
export function requireBeforeCount({ stage }: Round): void {
	if (stage === "final" || stage === "cancelled") throw new Refusal("conflict", "doubts.isFinal");
	if (stage === "counted") throw new Refusal("conflict", "doubts.countedAlready");
	if (stage !== "closed") throw new Refusal("conflict", "doubts.notClosed");
}
