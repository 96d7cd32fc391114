export type ApprovalKind = "invalidation" | "ruling" | "settlement";

/** Of the reason with which something is proposed, for another to sign and whoever is concerned to read. */
export const WHY_LENGTH = { least: 5, most: 300 };

interface Deed {
	byId: string;
	byName: string;
	at: Date;
}

/** What somebody proposed, and what another person said to it. */
export interface Approval {
	approvalId: string;
	kind: ApprovalKind;
	subject: string;
	outcome: string;
	why: string;
	proposed: Deed;
	answer: (Deed & { said: "signed" | "refused" | "replaced" }) | null;
}
