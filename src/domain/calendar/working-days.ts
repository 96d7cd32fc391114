import { addDays } from "./rules.ts";
import type { Calendar, Day } from "./types.ts";

export function isWorkingDay(day: Day, calendar: Calendar): boolean {
	const mark = calendar.get(day);
	return mark ? mark === "work" : ![0, 6].includes(new Date(day).getUTCDay());
}

/** Whether the year's holidays are known. Every notice ends with National Day: without a free 1 October none was entered, or not yet to its end. */
export function isKnownYear(year: string, calendar: Calendar): boolean {
	return calendar.get(`${year}-10-01`) === "rest";
}

/**
 * The so-manieth working day after a day, which itself does not count. In a year whose holidays are not known only weekends are free, and the answer is
 * not certain: a deadline that follows from it has to be worked out again once they are.
 */
export function workingDaysAfter(from: Day, count: number, calendar: Calendar): { day: Day; isCertain: boolean } {
	let [day, left, isCertain] = [from, count, true];
	while (left > 0) {
		day = addDays(day, 1);
		isCertain &&= isKnownYear(day.slice(0, 4), calendar);
		if (isWorkingDay(day, calendar)) left -= 1;
	}
	return { day, isCertain };
}
