import { DAY_MS, HOUR_MS, later } from "#platform/clock.ts";
import type { Day, Month } from "./types.ts";

const AHEAD_MS = 8 * HOUR_MS;

export function dayAt(at: Date): Day {
	return beijingField(at).slice(0, 10);
}

export function monthAt(at: Date): Month {
	return beijingField(at).slice(0, 7);
}

/** Whether a text names a day that there is: "2026-02-30" does not. */
export function isDay(text: string): text is Day {
	return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(startOf(text).getTime()) && dayAt(startOf(text)) === text;
}

/** Midnight in Beijing, when the day begins. */
export function startOf(day: Day): Date {
	return beijingMoment(`${day}T00:00`);
}

/** The midnight after: the first moment that is no longer in the day. */
export function endOf(day: Day): Date {
	return later(startOf(day), DAY_MS);
}

export function addDays(day: Day, days: number): Day {
	return dayAt(later(startOf(day), days * DAY_MS));
}

/** How many days lie from one to the other; negative where the other comes first. */
export function daysBetween(from: Day, to: Day): number {
	return (startOf(to).getTime() - startOf(from).getTime()) / DAY_MS;
}

/** What a form's date and time field says ("2026-11-24T09:00"), as Beijing time. What is no moment is an invalid date. */
export function beijingMoment(typed: string): Date {
	return new Date(`${typed}:00+08:00`);
}

/** A moment as a form's date and time field wants it: "2026-11-24T09:00" in Beijing. */
export function beijingField(at: Date): string {
	return later(at, AHEAD_MS).toISOString().slice(0, 16);
}
