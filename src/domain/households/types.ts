import type { ImportErrors, Remark } from "#domain/tables/types.ts";
import type { Question, QuestionKind } from "./roster/types.ts";

export const STATUSES = ["lived_in", "away", "empty"] as const;
/** 常住, 外出, 空置. */
export type HouseholdStatus = (typeof STATUSES)[number];

export const LEAVE_REASONS = ["died", "left"] as const;
/** 去世; 外出、搬走. */
export type LeaveReason = (typeof LEAVE_REASONS)[number];

export const HEAD_REASONS = ["died", "left", "handed_over", "misspelt"] as const;
/** 去世, 外出或迁走, 换户主, 写错了名字. */
export type HeadReason = (typeof HEAD_REASONS)[number];

export const CLOSE_REASONS = ["demolished", "moved_away", "died_out", "other"] as const;
/** 拆迁, 全家迁出, 家里已经没有人, 其他. */
export type CloseReason = (typeof CLOSE_REASONS)[number];

/** The forms of the page 变动, in the order in which it lists them. */
export const ACTS = ["add", "leave", "head", "toOther", "rename", "move", "split", "merge", "close", "takeBack"] as const;

/** What the office changed about a household, as the household is told. */
export type ToldChange = "head" | "member_added" | "member_left" | "renamed" | "moved" | "split" | "merged";

/** What an import changed, or would change as a dry run. Places and households are counts of new ones. */
export interface ImportReport {
	isDryRun: boolean;
	/** Somebody changed things after the preview, so nothing was done and this is a new one. */
	isStale: boolean;
	/** Of the file, the changes and the answers; whoever confirms sends it back. */
	fingerprint: string;
	lines: number;
	districts: number;
	towns: number;
	villages: number;
	hamlets: number;
	households: number;
	/** Existing households with another head, and those with another number or hamlet. */
	heads: number;
	renumbered: number;
	/** Existing places with a new name, and those below another place. */
	renamed: number;
	moved: number;
	/** Existing households with another status or flag. */
	updated: number;
	unchanged: number;
	/** Lines that wait for an answer, and lines to which the answer was to leave them. */
	waiting: number;
	skipped: number;
	/** Those that were asked; of very many only the first that still wait. */
	questions: Question[];
	/** How many still wait, of each kind. */
	asked: Partial<Record<QuestionKind, number>>;
	/** At most 1,000; `warningCount` counts all. */
	warnings: Remark[];
	warningCount: number;
}

export type ImportOutcome = ImportReport | ImportErrors;

export interface ImportProgress {
	step: "read" | "compare" | "write";
	share: number;
}

/** The state of a household's newest slip. Whether it was used is left out, because at a kiosk that would tell who has voted. */
export type SlipState = "none" | "issued" | "expired";

export interface HouseholdLine {
	householdId: string;
	number: string;
	headName: string;
	hamlet: { regionId: string; code: string; name: string };
	bareVillageName: string;
	/** Null for a village without a town. */
	townName: string | null;
	status: HouseholdStatus;
	isHardship: boolean;
	isUnranked: boolean;
	slip: SlipState;
}

/** Of a place that an admin cannot move a household out of, those who can. */
export interface MovesFurther {
	outOf: string;
	who: { name: string; place: string }[];
}

/** Whoever spoke for a household is none of its members, and the officer says that it is so. */
export const UNLISTED = "unlisted";
