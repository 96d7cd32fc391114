export type EntryKind = "issue" | "hold" | "vest" | "adjust" | "redeem" | "expire" | "reverse";

/** A line of a household's statement, newest first. */
export interface StatementLine {
	seq: number;
	kind: EntryKind;
	/** What it adds to the balance, signed. */
	points: number;
	/** What it adds to what is held, signed. */
	held: number;
	balanceAfter: number;
	/** The rule's code, P01 … N02. */
	rule: string;
	/** What it is for, e.g. "submission:3kd…". */
	evidence: string;
	at: Date;
}

export interface Statement {
	lines: StatementLine[];
	/** Hand it back for the older lines; null at the end. */
	cursor: string | null;
	/** The newest lines. */
	isFirst: boolean;
}
