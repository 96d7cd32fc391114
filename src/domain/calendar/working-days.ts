import { addDays } from "./rules.ts";
import type { Calendar, Day } from "./types.ts";

export function isWorkingDay(day: Day, calendar: Calendar): boolean {
	const mark = calendar.get(day);
	return mark ? mark === "work" : ![0, 6].includes(new Date(day).getUTCDay());
}

/** Whether the year's holidays are entered completely. Each notice ends with National Day, so 1 October must be free. */
export function isKnownYear(year: string, calendar: Calendar): boolean {
	return calendar.get(`${year}-10-01`) === "rest";
}

/** `from` itself is not counted. In a year without known holidays only weekends are free, and `isCertain` is false: ask again once they are known. */
export function workingDaysAfter(from: Day, count: number, calendar: Calendar): { day: Day; isCertain: boolean } {
	let [day, left, isCertain] = [from, count, true];
	while (left > 0) {
		day = addDays(day, 1);
		isCertain &&= isKnownYear(day.slice(0, 4), calendar);
		if (isWorkingDay(day, calendar)) left -= 1;
	}
	return { day, isCertain };
}
