export type ApprovalKind =
	| "award"
	| "board"
	| "callback"
	| "exposure"
	| "fund"
	| "model_village"
	| "rules"
	| "scorer"
	| "store"
	| BallotKind;

const BALLOT_KINDS = ["invalidation", "ruling", "settlement"] as const;
/** What is decided about a ballot. */
export type BallotKind = (typeof BALLOT_KINDS)[number];

export function isOfBallot(kind: ApprovalKind): kind is BallotKind {
	return BALLOT_KINDS.some((one) => one === kind);
}

/** The length of a proposal's reason, which the second person and the household read. */
export const WHY_LENGTH = { least: 5, most: 300 };

interface Deed {
	byId: string;
	byName: string;
	at: Date;
}

export interface Approval<Kind extends ApprovalKind = ApprovalKind> {
	approvalId: string;
	kind: Kind;
	subject: string;
	outcome: string;
	why: string;
	proposed: Deed;
	/** Who did not sign the same thing before, however often and by whom it was proposed. */
	refusedBefore: string[];
	/** Who refused says why. */
	answer: (Deed & { said: "signed" | "refused" | "replaced"; why: string | null }) | null;
}
