import type { RULE_CODES } from "#db/schema/point-rules.ts";
import type { CapPeriod } from "./types.ts";

export type RuleCode = (typeof RULE_CODES)[number];

/** A before/after pair of one's own courtyard, published after moderation. */
export const PUBLISHED_PAIR = "P01";
export const STILL_CLEAN = "P02";
/** By stars: three, four and five of them. */
export const RATED = "P03";
export const JOINT_CLEANUP = "P04";
export const NEIGHBOUR_HELP = "P05";
export const SPOT_REPORT = "P06";
export const PROPOSAL = "P07";
/** 门前三包, kept for a quarter. */
export const FRONTAGE = "P08";
export const FEATURED = "P09";
/** Volunteer scorers and broadcasters. */
export const SCORER = "P10";
/** Confirmed, and not mended after notice and grace; takes points away, never below zero. */
export const BREACH = "N01";
/** The award is taken back and nothing more, so it has no points of its own. */
export const FALSE_PHOTO = "N02";
/** The balance of a household that was merged into another. It pays nothing by itself. */
export const MERGED = "T01";

/** What was redeemed or expired, which no rule pays. */
export const SPENT = "T02";

export interface RuleLine {
	code: RuleCode;
	points: number;
	/** Of these, what waits for the look-back. */
	heldPoints: number;
	gradePoints: [number, number, number] | null;
	/** How often per period; null = no limit. */
	capCount: number | null;
	capPeriod: CapPeriod | null;
}

/** With which a site begins, until a village's meeting adopts its own. */
export const FIRST_RULES: RuleLine[] = [
	line(PUBLISHED_PAIR, 5, [2, "month"], { heldPoints: 3 }),
	line(STILL_CLEAN, 10, [1, "month"]),
	line(RATED, 10, [1, "month"], { gradePoints: [10, 15, 20] }),
	line(JOINT_CLEANUP, 10, [4, "month"]),
	line(NEIGHBOUR_HELP, 10, [2, "month"]),
	line(SPOT_REPORT, 3, [10, "month"]),
	line(PROPOSAL, 20, [2, "quarter"]),
	line(FRONTAGE, 10, [1, "quarter"]),
	line(FEATURED, 20, [1, "quarter"]),
	line(SCORER, 5, [4, "month"]),
	line(BREACH, -5, [4, "quarter"]),
	line(FALSE_PHOTO, 0),
	line(MERGED, 0),
	line(SPENT, 0),
];

function line(code: RuleCode, points: number, cap?: [number, CapPeriod], more: Partial<RuleLine> = {}): RuleLine {
	const [capCount, capPeriod] = cap ?? [null, null];
	return { code, points, heldPoints: 0, gradePoints: null, capCount, capPeriod, ...more };
}

interface Due {
	points: number;
	/** How often per period; null = no limit. */
	capCount: number | null;
	awardsInPeriod: number;
	earnedByEvidence: number;
}

export function pointsOf({ points, capCount, awardsInPeriod, earnedByEvidence }: Due): { points: number; isPastCap: boolean } {
	const isPastCap = capCount !== null && awardsInPeriod >= capCount;
	// What was taken back by hand under the same evidence is no reason to pay more than the rule says.
	return { points: isPastCap ? 0 : Math.max(0, Math.min(points, points - earnedByEvidence)), isPastCap };
}

/** What a monthly rating brings; below three stars nothing. */
export function pointsForStars({ gradePoints }: Pick<RuleLine, "gradePoints">, stars: number): number {
	return gradePoints?.[stars - 3] ?? 0;
}

/** The Beijing months of the period in which "2026-11" lies. */
export function monthsOfPeriod(month: string, period: CapPeriod | null): string[] {
	if (period !== "quarter") return [month];
	const [year, number] = [month.slice(0, 5), Number(month.slice(5))];
	const first = number - ((number - 1) % 3);
	return [first, first + 1, first + 2].map((n) => `${year}${String(n).padStart(2, "0")}`);
}

/** How many points of an award can be taken back: no account falls below 0. */
export function reversible({ points, balance }: { points: number; balance: number }): number {
	return Math.min(points, balance);
}

export interface Account {
	balance: number;
	held: number;
	/** Of the balance, what the village's fund stands for. */
	redeemable: number;
}

/** Redeemable is what the village's fund still covers, whole or not at all. */
export function coveredOf(points: number, left: number): number {
	return points <= left ? points : 0;
}

/** Of points that are taken away by hand, honour goes first. */
export function redeemableTaken(points: number, { balance, redeemable }: Account): number {
	return Math.max(0, points - (balance - redeemable));
}
