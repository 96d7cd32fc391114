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
}

export interface Statement {
	lines: StatementLine[];
	cursor: string | null;
	isFirst: boolean;
}
