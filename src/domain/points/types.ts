export type EntryKind = "issue" | "hold" | "vest" | "adjust" | "redeem" | "expire" | "reverse";
export type CapPeriod = "month" | "quarter";

export interface StatementLine {
	seq: number;
	kind: EntryKind;
	/** Signed: what it adds to the balance. */
	points: number;
	/** Signed: what it adds to the held points. */
	held: number;
	/** Of `points`, what the village's fund stands for. */
	redeemable: number;
	balanceAfter: number;
	/** The rule's code, P01 … N02. */
	rule: string;
	evidence: string;
	at: Date;
	ruling: EntryRuling | null;
}

/** Of an entry that its household called untrue when it was asked: what two people decided, and why. */
export interface EntryRuling {
	outcome: "reverse" | "close";
	why: string;
}

export interface Statement {
	lines: StatementLine[];
	cursor: string | null;
	isFirst: boolean;
}
