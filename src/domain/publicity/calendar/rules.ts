import { addDays, beijingField } from "#domain/calendar/rules.ts";
import type { Day, Month } from "#domain/calendar/types.ts";

/** 静音时段: no loudspeaker from 20:00 to 7:30. */
export const QUIET = { from: "20:00", until: "07:30" };

export function isQuiet(at: Date): boolean {
	const time = beijingField(at).slice(11);
	return time >= QUIET.from || time < QUIET.until;
}

/** The weeks that a month touches, from Monday to Sunday. */
export function weeksOf(month: Month): Day[][] {
	const first = `${month}-01`;
	const sinceMonday = (new Date(first).getUTCDay() + 6) % 7;
	const weeks: Day[][] = [];
	for (let day = addDays(first, -sinceMonday); day.slice(0, 7) <= month; day = addDays(day, 7))
		weeks.push(Array.from({ length: 7 }, (_, n) => addDays(day, n)));
	return weeks;
}

export function monthBeside(month: Month, by: 1 | -1): Month {
	return (by > 0 ? addDays(`${month}-28`, 7) : addDays(`${month}-01`, -1)).slice(0, 7);
}

export function isMonth(text: string): text is Month {
	return /^20\d\d-(0[1-9]|1[0-2])$/.test(text);
}
