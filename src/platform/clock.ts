const HOUR = 3_600_000;
const DAY = 24 * HOUR;
// China keeps one time, without daylight saving.
const BEIJING = 8 * HOUR;

/** The Beijing day of a moment: from its midnight until the next. */
export function beijingDay(at: Date): { from: Date; until: Date } {
	const midnight = Math.floor((at.getTime() + BEIJING) / DAY) * DAY - BEIJING;
	return { from: new Date(midnight), until: new Date(midnight + DAY) };
}
