export type ApprovalKind = "board" | "exposure" | "model_village" | BallotKind;
/** What is decided about a ballot. */
export type BallotKind = "invalidation" | "ruling" | "settlement";

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
	/** Who refused says why. */
	answer: (Deed & { said: "signed" | "refused" | "replaced"; why: string | null }) | null;
}
