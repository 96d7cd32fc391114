export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Earlier if `ms` is negative. */
export function later(at: Date, ms: number): Date {
	return new Date(at.getTime() + ms);
}
