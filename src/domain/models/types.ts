import type { Approval } from "#domain/approvals/types.ts";
import type { Picture } from "#domain/photos/types.ts";

export type ModelStage = "proposed" | "declined" | "noticed" | "reviewed" | "titled" | "warned" | "removed";

export const PARAGRAPHS = ["why", "what", "stays"] as const;
export const PARAGRAPH_LENGTH = { least: 10, most: 600 };
export const ROUTE_LENGTH = { least: 4, most: 200 };
export const DEED_LENGTH = { least: 2, most: 60 };
export const MOST_DEEDS = 12;
export const PAIR_LENGTH = { least: 2, most: 40 };
export const MOST_PAIRS = 6;
export const CHECK_LENGTH = { least: 5, most: 300 };
/** 限期: how many days a warning gives. */
export const WARNING_DAYS = [30, 60, 90] as const;
export const COST_MOST = 1_000_000_000;

/** Who paid: 财政, 村集体, 社会, 群众自筹. */
export const PAYERS = ["state", "village", "others", "households"] as const;
export type Payer = (typeof PAYERS)[number];
/** In whole yuan; null: not told. */
export type Costs = Record<Payer, number | null>;

export interface Story {
	why: string;
	what: string;
	stays: string;
	deeds: string[];
	costs: Costs;
	route: string;
}

/** What the story tells, as it was typed. */
export interface TypedStory extends Record<(typeof PARAGRAPHS)[number] | "deeds" | "route" | "unitId", string> {
	costs: Record<Payer, string>;
}

/** A lane before and after, both as large. */
export interface ModelPair {
	pairId: string;
	words: string;
	before: Picture;
	after: Picture;
}

/** What drawn walks found in twelve months, with the 95 % interval, and since when they found no fault. */
export interface CleanFigures {
	looked: number;
	clean: number;
	low: number;
	high: number;
	/** False below ten looks: then no figure is told. */
	isEnough: boolean;
	/** The day of the last fault, or else of the first walk. */
	cleanSince: Date | null;
	cleanDays: number;
	hadFault: boolean;
}

/** One of a list. */
export interface ModelLine {
	modelVillageId: string;
	villageId: string;
	village: string;
	town: string;
	stage: ModelStage;
	titledAt: Date | null;
	noticeEndsAt: Date | null;
	/** The beginning of its story. */
	told: string;
	pair: ModelPair | null;
}

/** One village at work: what there is, and what the reader may do. */
export interface ModelCase {
	modelVillageId: string;
	village: string;
	stage: ModelStage;
	noticeEndsAt: Date | null;
	isNoticeOver: boolean;
	story: (Story & { unitId: string; number: number; shownAt: Date | null }) | undefined;
	pairs: { pairId: string; words: string; before: Picture | null; after: Picture | null; isOut: boolean }[];
	isWhole: boolean;
	offices: { unitId: string; name: string; phone: string }[];
	checks: { result: "passed" | "warned"; words: string; until: Date | null; checkedAt: Date }[];
	termEndsAt: Date | null;
	approvals: Approval[];
	signers: { personId: string; name: string }[];
	unanswered: number;
	isUpheld: boolean;
	/** Something was written or added that nobody outside sees yet. */
	isNews: boolean;
	may: Record<"write" | "takeOut" | "notice" | "review" | "decline" | "show" | "recheck" | "sign", boolean>;
}
