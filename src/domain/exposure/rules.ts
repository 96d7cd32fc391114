import { DAY_MS, later } from "#platform/clock.ts";

const REVIEW_DAYS = 1;
const CORRECTION_DAYS = 7;

export function reviewDueAfter(pressedAt: Date): Date {
	return later(pressedAt, REVIEW_DAYS * DAY_MS);
}

/** A correction stands as long as the card had been there, and seven days at least. */
export function correctionUntil({ shownAt, at }: { shownAt: Date; at: Date }): Date {
	return later(at, Math.max(CORRECTION_DAYS * DAY_MS, at.getTime() - shownAt.getTime()));
}
