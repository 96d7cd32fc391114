const HOUR = 3_600_000;
const DAY = 24 * HOUR;
// China keeps one time, without daylight saving.
const BEIJING = 8 * HOUR;

/** The Beijing day of a moment: from its midnight until the next. */
export function beijingDay(at: Date): { from: Date; until: Date } {
	const midnight = Math.floor((at.getTime() + BEIJING) / DAY) * DAY - BEIJING;
	return { from: new Date(midnight), until: new Date(midnight + DAY) };
}

/** What a form's date and time field says ("2026-11-24T09:00"), as Beijing time. What is no moment is an invalid date. */
export function beijingMoment(typed: string): Date {
	return new Date(`${typed}:00+08:00`);
}

/** A moment as a form's date and time field wants it: "2026-11-24T09:00" in Beijing; the first ten characters are the day. */
export function beijingField(at: Date): string {
	return new Date(at.getTime() + BEIJING).toISOString().slice(0, 16);
}
