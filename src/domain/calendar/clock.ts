import { Refusal } from "#domain/errors.ts";
import type { MessageKey } from "#i18n/messages.ts";
import { hasClockSkipped, STEADY_MS } from "#platform/steady-clock.ts";

/** Refuses what is possible, or too late, only because somebody set the clock past this moment. Within minutes the clock is corrected or believed. */
export function requireTrulyPast(moment: Date): void {
	if (hasClockSkipped(moment)) throw new Refusal("busy", "rounds.clockMoved", { retryAfterSeconds: STEADY_MS / 1000 });
}

/** Refuses what may be done only once this moment is past: while the time runs with these words, and also if only a clock that was set has passed it. */
export function requireOver(moment: Date | null | undefined, at: Date, running: MessageKey): void {
	if (!moment || at < moment) throw new Refusal("conflict", running);
	requireTrulyPast(moment);
}
