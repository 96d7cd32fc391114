import { wilson } from "#domain/boards/ranks.ts";
import { addDays, dayAt, daysBetween, endOf } from "#domain/calendar/rules.ts";
import type { Calendar } from "#domain/calendar/types.ts";
import { workingDaysAfter } from "#domain/calendar/working-days.ts";
import { tidyCode, tidyLine } from "#domain/text.ts";
import { type CleanFigures, COST_MOST } from "./types.ts";

const NOTICE_WORKING_DAYS = 5;
/** Below it nobody says how clean a place is. */
const ENOUGH_LOOKS = 10;

/** The first moment that is too late for an objection. */
export function noticeEndsAfter(at: Date, calendar: Calendar): Date {
	return endOf(workingDaysAfter(dayAt(at), NOTICE_WORKING_DAYS, calendar).day);
}

/** A year after the title, or after the last check. */
export function checkDueAfter(since: Date): Date {
	return endOf(addDays(dayAt(since), 365));
}

export function warningEndsAfter(at: Date, days: number): Date {
	return endOf(addDays(dayAt(at), days));
}

export function linesOf(typed: string): string[] {
	return typed.split(/[\r\n]+/).flatMap((line) => tidyLine(line) || []);
}

/** Whole yuan; null if nothing is told, undefined if it is no amount. */
export function yuanOf(typed: string): number | null | undefined {
	const code = tidyCode(typed).replaceAll(/[,\uff0c\u5143]/g, "");
	if (code === "") return null;
	const amount = /^\d{1,10}$/.test(code) ? Number(code) : undefined;
	return amount !== undefined && amount <= COST_MOST ? amount : undefined;
}

interface Looks {
	looked: number;
	clean: number;
	faultAt: Date | null;
	firstAt: Date | null;
}

export function cleanFigures({ looked, clean, faultAt, firstAt }: Looks, at: Date): CleanFigures {
	const isEnough = looked >= ENOUGH_LOOKS;
	const { low, high } = isEnough ? wilson({ part: clean, whole: looked }) : { low: 0, high: 1 };
	const cleanSince = isEnough ? (faultAt ?? firstAt) : null;
	const cleanDays = cleanSince ? daysBetween(dayAt(cleanSince), dayAt(at)) : 0;
	return { looked, clean, low, high, isEnough, cleanSince, cleanDays, hadFault: faultAt !== null };
}
