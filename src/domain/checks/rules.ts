import { addDays, dayAt, startOf } from "#domain/calendar/rules.ts";
import type { Day } from "#domain/calendar/types.ts";
import { bareName } from "#domain/named.ts";

/** The Monday with which the week of this moment began; it names the week. */
export function weekOf(at: Date): Day {
	const today = dayAt(at);
	return addDays(today, -((new Date(`${today}T00:00Z`).getUTCDay() + 6) % 7));
}

export function boundsOf(week: Day): { from: Date; until: Date } {
	return { from: startOf(week), until: startOf(addDays(week, 7)) };
}

/** A name that was misspelt is read as before, sign by sign; any other may be somebody else's. `readings` has the syllables in each way to read a name. */
export function areReadAlike(readings: (name: string) => string[][], [from, to]: [string, string]): boolean {
	const [one, other] = [bareName(from), bareName(to)];
	// Signs that have no reading stand for nothing that could be compared.
	const whole = (name: string) => readings(name).flatMap((read) => (read.length === Array.from(name).length ? [read.join(" ")] : []));
	const known = new Set(whole(other));
	return one === other || whole(one).some((read) => known.has(read));
}
