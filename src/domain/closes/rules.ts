import { monthAfter } from "#domain/calendar/months.ts";
import { addDays, dayAt, endOf, monthAt } from "#domain/calendar/rules.ts";
import type { Calendar, Month } from "#domain/calendar/types.ts";
import { workingDaysAfter } from "#domain/calendar/working-days.ts";
import { typedCode } from "#domain/text.ts";
import { canonicalJson } from "#platform/canonical.ts";
import { sha256 } from "#platform/hash.ts";
import { codeFrom } from "#platform/ids.ts";
import { type CloseStage, CODE_LENGTH, type NextStep, NOTICE_DAYS, type SheetLine } from "./types.ts";

const LAST_DAY = 25;
const LAST_OF_REVIEW = 28;

/** The first moment that belongs to the next month: the record of a month ends with the 25th. */
export function recordEnds(month: Month): Date {
	return endOf(`${month}-${LAST_DAY}`);
}

/** The first moment of a notice: the review lasts until the 28th, so that in a February without a leap day the notice begins in March. */
export function reviewEnds(month: Month): Date {
	return endOf(`${month}-${LAST_OF_REVIEW}`);
}

/** The month whose record something belongs to. */
export function recordOf(at: Date): Month {
	const month = monthAt(at);
	return at < recordEnds(month) ? month : monthAfter(month, 1);
}

/** The newest month whose record is over. */
export function newestOver(at: Date): Month {
	return monthAfter(recordOf(at), -1);
}

/**
 * When a notice of so many days ends. Days off count, because the wall can be read on them, but three working days must lie in it, because an office has to be
 * open to whoever objects: over the Spring Festival it runs on until then.
 */
export function noticeEnds(at: Date, days: number, calendar: Calendar): { until: Date; isCertain: boolean } {
	const today = dayAt(at);
	const open = workingDaysAfter(today, NOTICE_DAYS.least, calendar);
	const last = addDays(today, days);
	return { until: endOf(open.day > last ? open.day : last), isCertain: open.isCertain };
}

export interface Standing {
	month: Month;
	stage: CloseStage;
	noticeUntil: Date | null;
}

/** What comes next in a village, and from when on it may be done: its month is begun, then noticed, then locked. */
export function nextStep(last: Standing | undefined, at: Date): NextStep {
	if (!last) return { month: newestOver(at), step: "begin", from: recordEnds(newestOver(at)) };
	const { month, stage, noticeUntil } = last;
	if (stage === "begun") return { month, step: "notice", from: reviewEnds(month) };
	if (stage === "noticed") return { month, step: "lock", from: noticeUntil ?? reviewEnds(month) };
	return { month: monthAfter(month, 1), step: "begin", from: recordEnds(monthAfter(month, 1)) };
}

interface Printed {
	/** Of the village, twelve digits. */
	place: string;
	month: Month;
	headHash: string;
	lines: SheetLine[];
}

/** Twelve characters (60 bits) that follow from the head of the ledger's chain and from each line of the sheet. */
export function codeOfSheet({ place, month, headHash, lines }: Printed): string {
	const rows = lines.map(({ hamlet, number, earned, spent, balance }) => [hamlet, number, earned, spent, balance]);
	return codeFrom(Buffer.from(sha256(canonicalJson({ place, month, headHash, rows })), "hex"), CODE_LENGTH);
}

/** In groups of four, as it is printed and read out. */
export function printedCode(code: string): string {
	return (code.toUpperCase().match(/.{1,4}/g) ?? []).join("-");
}

/** Null unless it could be a code. */
export function sheetCode(typed: string): string | null {
	const code = typedCode(typed);
	return /^[0-9a-hjkmnp-tv-z]{12}$/.test(code) ? code : null;
}

/** Two years back at most, so that a first close is not made of times that nobody remembers. */
export function mayBeFirst(month: Month, at: Date): boolean {
	return month <= newestOver(at) && month >= monthAfter(newestOver(at), -24);
}

interface Corrected {
	/** Of the entry, signed. */
	points: number;
	/** What its rule pays at most. */
	most: number;
}

/** What was given is put right between nothing and what its rule pays; what was taken, between nothing and what was taken. */
export function correctionsOf({ points, most }: Corrected): { least: number; most: number } {
	const [from, to] = points < 0 ? [points, 0] : [0, Math.max(points, most)];
	return { least: from - points, most: to - points };
}
