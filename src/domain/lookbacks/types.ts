import type { LOOKBACK_ANSWERS } from "#db/schema/lookbacks.ts";
import type { Stratum } from "#domain/inspections/types.ts";
import type { Picture } from "#domain/photos/types.ts";
import type { Cause } from "#domain/spots/types.ts";

export type LookbackAnswer = (typeof LOOKBACK_ANSWERS)[number];

/** How many times more often a check is drawn than one of the last stratum: where nobody was for long comes first, and what lies far. */
export const TIMES: Record<Stratum, number> = { 0: 5, 1: 3, 2: 2, 3: 1 };

/** For how many days from its day on it may be made. */
export const WINDOW_DAYS = 7;
/** After how many days somebody comes once more where it was partly clean. */
export const AGAIN_DAYS = 7;
/** For how many days a household may appeal, and in how many working days it is answered. */
export const APPEAL_DAYS = 7;
export const ANSWER_DAYS = 3;
export const MOST_NOTE = 300;

/** What was found of a pair, as its household reads it. */
export interface OwnLookback {
	lookbackId: string;
	day: number;
	answer: LookbackAnswer;
	cause: Cause | null;
	note: string;
	settledAt: Date | null;
	isShown: boolean;
	picture: Picture | null;
	appeal: { words: string; saidBy: string | null; dueAt: Date; isUpheld: boolean | null; answer: string | null } | null;
}

/** What a household may still appeal against, until when. */
export interface Appealable extends Pick<OwnLookback, "lookbackId" | "day" | "answer" | "cause" | "note"> {
	until: Date;
}

export interface SurvivalStep {
	day: number;
	/** Pairs that were seen on this day or later, and of them those that had relapsed on it. */
	atRisk: number;
	relapses: number;
	survival: number;
	/** Of `survival`, by Greenwood. */
	error: number;
	low: number;
	high: number;
}

/** A share of fewer looks is not told. */
export const ENOUGH_LOOKS = 5;

export interface WeightedShare {
	/** Looks, and the share of them that found it so; null without any. */
	of: number;
	share: number | null;
	low: number;
	high: number;
}

export interface ToldFigures {
	/** Pairs that were looked back at. */
	pairs: number;
	steps: SurvivalStep[];
	/** Of the drawn looks on these days: still clean. */
	at30: WeightedShare;
	at90: WeightedShare;
}
