import { DAY_MS, HOUR_MS, later } from "#platform/clock.ts";
import type { Day, Month } from "./types.ts";

const AHEAD_MS = 8 * HOUR_MS;

export function dayAt(at: Date): Day {
	return beijingField(at).slice(0, 10);
}

export function monthAt(at: Date): Month {
	return beijingField(at).slice(0, 7);
}

export function isDay(text: string): text is Day {
	return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(startOf(text).getTime()) && dayAt(startOf(text)) === text;
}

export function startOf(day: Day): Date {
	return beijingMoment(`${day}T00:00`);
}

export function endOf(day: Day): Date {
	return later(startOf(day), DAY_MS);
}

export function addDays(day: Day, days: number): Day {
	return dayAt(later(startOf(day), days * DAY_MS));
}

export function daysBetween(from: Day, to: Day): number {
	return (startOf(to).getTime() - startOf(from).getTime()) / DAY_MS;
}

/** The Beijing time of a form's date and time field ("2026-11-24T09:00"). An unreadable text gives an invalid Date. */
export function beijingMoment(typed: string): Date {
	return new Date(`${typed}:00+08:00`);
}

export function beijingField(at: Date): string {
	return later(at, AHEAD_MS).toISOString().slice(0, 16);
}
