import type { LIST_CODES } from "#db/schema/point-lists.ts";

export type ListCode = (typeof LIST_CODES)[number];
export const LIST_RULES: readonly ListCode[] = ["P04", "P05", "P07", "P08", "P09"];

export const OCCASION = { least: 2, most: 60 };
export const EVIDENCE = { least: 2, most: 300 };
export const PAPER_MOST = 40;
export const MOST_HOMES = 300;
/** How many days later a list may still be entered. */
export const ENTERED_WITHIN_DAYS = 92;
/** What one person pays alone in a village and month; above it two people. The database has the same. */
export const MOST_ALONE = 50;

export interface AwardList {
	listId: string;
	villageId: string;
	village: string;
	code: ListCode;
	heldOn: string;
	occasion: string;
	words: string;
	paperNumber: string;
	households: number;
	/** Paid so far, of all its lines. */
	points: number;
	/** What it waits for, or how it ended. */
	state: "paid" | "signature" | "word" | "refused" | "denied";
	enteredBy: string;
	enteredAt: Date;
}

export interface AwardLine {
	householdId: string;
	hamlet: string;
	number: string;
	headName: string;
	/** Null: no entry, because the list waits or the rule's limit was reached. */
	points: number | null;
}
