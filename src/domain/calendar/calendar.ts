import { asc } from "drizzle-orm";
import { db, type Reader } from "#db/client.ts";
import { calendarDays } from "#db/schema/calendar.ts";
import { ARRANGEMENTS } from "./arrangements.ts";
import { addDays } from "./rules.ts";
import type { Calendar, Mark, Span } from "./types.ts";

const BUILT_IN: Span[] = ARRANGEMENTS.flatMap(({ holiday, from, until, work }) => [
	{ from, until, mark: "rest" as const, holiday, name: null },
	...work.map((day) => ({ from: day, until: day, mark: "work" as const, holiday, name: null })),
]);

/** Holidays and 调休. An admin's entry overrides the product's data. */
export async function workingCalendar(reader: Reader = db): Promise<Calendar> {
	const entered = await reader.select({ day: calendarDays.day, mark: calendarDays.mark }).from(calendarDays);
	const calendar = new Map<string, Mark>(BUILT_IN.flatMap((span) => daysOf(span).map((day) => [day, span.mark] as const)));
	for (const { day, mark } of entered) calendar.set(day, mark);
	return calendar;
}

/** The marked days of these years, in order. Where an admin overrides the product's data, both are listed. */
export async function markedSpans(years: string[]): Promise<Span[]> {
	const rows = await db.select().from(calendarDays).orderBy(asc(calendarDays.day));
	const entered: Span[] = [];
	for (const { day, mark, name } of rows) {
		const last = entered.at(-1);
		if (last && last.mark === mark && last.name === name && addDays(last.until, 1) === day) last.until = day;
		else entered.push({ from: day, until: day, mark, holiday: null, name });
	}
	return [...BUILT_IN, ...entered]
		.filter(({ from, until }) => years.some((year) => from.startsWith(year) || until.startsWith(year)))
		.sort((a, b) => a.from.localeCompare(b.from));
}

export function daysOf({ from, until }: Pick<Span, "from" | "until">): string[] {
	const days: string[] = [];
	for (let day = from; day <= until; day = addDays(day, 1)) days.push(day);
	return days;
}
