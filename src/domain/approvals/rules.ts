import type { Subject } from "#domain/audit/verbs.ts";
import { Refusal } from "#domain/errors.ts";
import { wordsWithin } from "#domain/text.ts";
import { type ApprovalKind, isOfBallot, WHY_LENGTH } from "./types.ts";

/** The subject of a proposal's notices: the thing itself, or the ballot of a roll's line. */
export function noticeSubject({ kind, subject }: { kind: ApprovalKind; subject: string }): Subject {
	return isOfBallot(kind) ? `ballot:${subject}` : `${kind}:${subject}`;
}

/**
 * After how many refusals, each by another witness, the proposer leaves a matter to others. Without an invalidation the ballot counts; the other two hold up the
 * count until they are decided, which one witness alone must not do. An exposure that somebody refuses stays private, and a title as it is; a board may be
 * proposed once more, mended.
 */
export const MOST_REFUSALS: Record<ApprovalKind, number> = {
	...{
		award: 2,
		board: 2,
		callback: 2,
		exposure: 1,
		fund: 2,
		invalidation: 1,
		model_village: 1,
		rules: 2,
		ruling: 2,
		scorer: 2,
		settlement: 2,
		store: 2,
	},
};

export function requireWhy(typed: string, missing: "approvals.whyMissing" | "approvals.whyNot"): string {
	const why = wordsWithin(typed, WHY_LENGTH);
	if (why === undefined) throw new Refusal("invalid", missing, { field: "why", params: WHY_LENGTH });
	return why;
}
