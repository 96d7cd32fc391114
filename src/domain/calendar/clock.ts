import { Refusal } from "#domain/errors.ts";
import { hasClockSkipped, STEADY_MS } from "#platform/steady-clock.ts";

/** Refuses what is possible, or too late, only because somebody set the clock past this moment. Within minutes the clock is corrected or believed. */
export function requireTrulyPast(moment: Date): void {
	if (hasClockSkipped(moment)) throw new Refusal("busy", "rounds.clockMoved", { retryAfterSeconds: STEADY_MS / 1000 });
}
