import { DAY_MS, MINUTE_MS } from "#platform/clock.ts";
import type { Reading } from "#platform/steady-clock.ts";
import type { Doubt } from "./types.ts";

/** The longest time that a machine may have been off, by its own clock, and is still believed. */
const LONGEST_GAP_MS = 3 * DAY_MS;
/** The network moves clocks back by seconds; whoever sets one by hand, or a time zone, by more than this. */
const STEP_BACK_MS = 5 * MINUTE_MS;
/** How long a doubted clock must run steadily until it is believed. */
const PROBATION_MS = DAY_MS;
/** How much running time lies between the look that finds something due and the one that removes it. */
export const SECOND_LOOK_MS = DAY_MS;

export interface Mark extends Reading {
	/** For how many milliseconds the site has been running in all its lives. */
	ranMs: number;
	doubt: Doubt | null;
	doubtedMs: number | null;
	doubtedAfter: Date | null;
}

export const BELIEVED = { doubt: null, doubtedMs: null, doubtedAfter: null };

/** What was written before: the last mark, and when the newest line of the trail was written. */
export interface Written {
	last: Mark | undefined;
	newestLine: Date | undefined;
}

/** The mark that follows, believed or doubted by what was written before. */
export function nextMark({ last, newestLine }: Written, reading: Reading): Mark {
	const passedMs = last ? passedSince(last, reading) : 0;
	const mark = { ...reading, ranMs: (last?.ranMs ?? 0) + passedMs };
	const leap = leapBehind(latest(last?.at, newestLine), reading.at) ?? leapAhead(last?.at ?? newestLine, reading.at, passedMs);
	if (leap) return { ...mark, ...leap, doubtedMs: mark.ranMs };
	if (!last?.doubt || mark.ranMs - (last.doubtedMs ?? 0) >= PROBATION_MS) return { ...mark, ...BELIEVED };
	return { ...mark, doubt: last.doubt, doubtedMs: last.doubtedMs, doubtedAfter: last.doubtedAfter };
}

// By the clock that only runs on. Another process may have made the last mark: then no more than the time of day allows.
function passedSince(last: Mark, { at, process, processMs }: Reading): number {
	const byProcess = processMs - (last.process === process ? last.processMs : 0);
	return Math.max(0, Math.min(byProcess, at.getTime() - last.at.getTime()));
}

function leapBehind(newest: Date | undefined, at: Date) {
	if (!newest || newest.getTime() - at.getTime() <= STEP_BACK_MS) return undefined;
	return { doubt: "behind" as const, doubtedAfter: newest };
}

function leapAhead(before: Date | undefined, at: Date, passedMs: number) {
	if (!before || at.getTime() - before.getTime() - passedMs <= LONGEST_GAP_MS) return undefined;
	return { doubt: "ahead" as const, doubtedAfter: before };
}

function latest(...moments: (Date | undefined)[]): Date | undefined {
	return moments.filter((moment) => moment !== undefined).sort((a, b) => b.getTime() - a.getTime())[0];
}
