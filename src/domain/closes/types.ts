import type { Month } from "#domain/calendar/types.ts";
import type { EntryKind } from "#domain/points/types.ts";

export type CloseStage = "begun" | "noticed" | "locked";

export interface NextStep {
	month: Month;
	step: "begin" | "notice" | "lock";
	/** From when on it may be done. */
	from: Date;
}

/** One household on the wall sheet: a door, never a name. */
export interface SheetLine {
	hamlet: string;
	number: string;
	earned: number;
	/** Redeemed or expired, 0 or below. */
	spent: number;
	balance: number;
}

export interface SheetSums {
	households: number;
	earned: number;
	spent: number;
	balance: number;
}

/** How many days a month may be on the wall. */
export const NOTICE_DAYS = { least: 3, usual: 5, most: 15 };
/** Characters of the code on a sheet. */
export const CODE_LENGTH = 12;
/** In words; none are needed. */
export const DISPUTE_LENGTH = { least: 0, most: 500 };
export const ANSWER_DAYS = 3;

/** An entry as an office reads it. */
export interface EntryLine {
	seq: number;
	kind: EntryKind;
	rule: string;
	points: number;
	held: number;
	at: Date;
	/** Who wrote it; null if the site did. */
	by: string | null;
	isDisputed: boolean;
}

export type DoorLine = SheetLine & { householdId: string; entries: EntryLine[] };

/** 这笔不对, as it waits for an answer. */
export interface OpenDispute extends Omit<EntryLine, "isDisputed" | "by"> {
	villageId: string;
	village: string;
	hamlet: string;
	number: string;
	words: string;
	saidBy: string | null;
	madeAt: Date;
	due: Date;
	/** By how many points it may be put right. */
	bounds: { least: number; most: number };
	/** False for who wrote the entry or the dispute, depends on the writer, or is close to the household. */
	mayAnswer: boolean;
}

export interface SeenClose extends SheetSums {
	id: string;
	month: Month;
	stage: CloseStage;
	noticeUntil: Date | null;
	begunAt: Date;
	begunByName: string;
}

/** One village's month, as its office sees it. */
export interface VillageMonth {
	villageId: string;
	next: NextStep;
	isDue: boolean;
	/** The record: from when on, null before the first close, and its last day. */
	recordFrom: Date | null;
	lastDay: Date;
	/** The close of this month, if it was begun. */
	standing: SeenClose | undefined;
	/** Disputes about entries of this month or of earlier ones. */
	blocking: OpenDispute[];
	/** Who may lock it. */
	signers: { name: string }[];
	mayAct: boolean;
	maySign: boolean;
}

/** What everybody who holds a sheet may read of it. */
export interface CheckedSheet extends SheetSums {
	village: string;
	month: Month;
	stage: CloseStage;
	noticeUntil: Date | null;
}

/** The sentences from which a household chooses what is wrong with an entry. */
export const DISPUTE_REASONS = ["not_us", "too_few", "other_day", "not_fetched", "look"] as const;

export interface OwnDispute {
	words: string;
	saidBy: string | null;
	/** Null while nobody answered. */
	isUpheld: boolean | null;
	correction: number | null;
	answer: string | null;
	answeredAt: Date | null;
}

export type OpenEntry = Pick<EntryLine, "seq" | "kind" | "rule" | "points" | "held" | "at">;

export interface PointSums {
	redeemable: number;
	/** Recognition; the village's fund does not stand for it. */
	honour: number;
	/** Waits for a look back. */
	held: number;
}

/** 积分单 of a household's month, as it is printed. */
export interface MonthStatement {
	village: string;
	hamlet: string;
	number: string;
	headName: string;
	/** Of the village's own office; may be empty. */
	phone: string;
	month: Month;
	from: Date;
	/** The first moment that no more belongs to it. */
	ends: Date;
	/** That can be chosen, newest first. */
	months: Month[];
	opening: PointSums;
	lines: (Pick<EntryLine, "seq" | "kind" | "rule" | "points" | "at"> & PointSums & { dispute: "open" | "right" | "wrong" | null })[];
	closing: PointSums;
	/** What can be redeemed now, the first to expire coming first. */
	expiries: { points: number; until: Date }[];
}

/** 台账 of a village's month: along the doors, no names. */
export interface MonthLedger {
	villageId: string;
	village: string;
	month: Month;
	/** That can be chosen, newest first. */
	months: Month[];
	/** Null: from the first entry on. */
	from: Date | null;
	/** The first moment that no more belongs to it. */
	ends: Date;
	lines: (Omit<EntryLine, "by" | "isDisputed"> & { hamlet: string; number: string; balanceAfter: number })[];
	next: string | null;
	isFirst: boolean;
}
