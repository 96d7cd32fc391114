import { dayAt, endOf, startOf } from "#domain/calendar/rules.ts";
import { HOUR_MS, later, MINUTE_MS } from "#platform/clock.ts";
import type { Seat } from "./types.ts";

/** How long the server keeps a household's seat without a sign of life: people read slowly, perhaps without a script; an answer is only copied. */
export const SEAT_MS: Record<Seat, number> = { busy: 10 * MINUTE_MS, done: 2 * MINUTE_MS };

/** With a script, an untouched screen asks and then leaves after this time. */
export const QUIET_SECONDS = 120;
export const ASKED_BEFORE_SECONDS = 30;

const EVENING = 21 * HOUR_MS;

export function eveningOf(at: Date): Date {
	const evening = later(startOf(dayAt(at)), EVENING);
	return evening.getTime() - at.getTime() >= HOUR_MS ? evening : endOf(dayAt(at));
}
