import { Refusal } from "#domain/errors.ts";
import { hasClockSkipped, STEADY_MS } from "#platform/steady-clock.ts";

/** Refuses what is only possible, or only too late, because somebody set the clock past this moment. In minutes it is put right, or believed. */
export function requireTrulyPast(moment: Date): void {
	if (hasClockSkipped(moment)) throw new Refusal("busy", "rounds.clockMoved", { retryAfterSeconds: STEADY_MS / 1000 });
}
