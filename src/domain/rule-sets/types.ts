import type { linesOf } from "./sets.ts";

export const REMARK_LENGTH = 100;
export const DOCUMENT_LENGTH = { least: 2, most: 60 };
/** Bounds of a line; the database has the same. */
export const MOST_POINTS = 50;
export const MOST_TIMES = 31;
/** What a household may lose in a quarter. */
export const MOST_LOST = 20;

/** What a line of a village says, by its code; figures as typed. */
export interface TypedLine {
	points: string;
	held?: string;
	/** By stars: what four and five of them bring; `points` is for three. */
	four?: string;
	five?: string;
	/** Empty: no limit. */
	times: string;
	period: string;
	remark: string;
}

/** A line of a set, as it is read and edited. */
export type SetLine = Awaited<ReturnType<typeof linesOf>>[number];

/** What a rule paid in three months, and what it would have paid. */
export interface PreviewLine {
	code: string;
	paid: number;
	would: number;
}

export interface Preview {
	months: string[];
	lines: PreviewLine[];
	/** How many households would have got more, less, or as much. */
	more: number;
	less: number;
	same: number;
	/** The largest change of a household either way. */
	mostMore: number;
	mostLess: number;
}
