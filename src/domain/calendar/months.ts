import { addDays } from "./rules.ts";
import type { Day, Month } from "./types.ts";

export function isMonth(text: string): text is Month {
	return /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

export function lastDayOf(month: Month): Day {
	return addDays(`${monthAfter(month, 1)}-01`, -1);
}

export function monthAfter(month: Month, count: number): Month {
	const months = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + count;
	return `${String(Math.floor(months / 12)).padStart(4, "0")}-${String((months % 12) + 1).padStart(2, "0")}`;
}

/** How many months lie between, both counted. */
export function monthsIn(from: Month, until: Month): number {
	const count = (month: Month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
	return count(until) - count(from) + 1;
}

/** As many months, just before. */
export function monthsBefore(from: Month, until: Month): { from: Month; until: Month } {
	return { from: monthAfter(from, -monthsIn(from, until)), until: monthAfter(from, -1) };
}
