import { DAY_MS, MINUTE_MS } from "#platform/clock.ts";
import type { Reading } from "#platform/steady-clock.ts";
import type { Doubt } from "./types.ts";

/** The longest gap since the last mark that is believed: the machine may have been off. */
const LONGEST_GAP_MS = 3 * DAY_MS;
/** Network time moves clocks back by seconds; a larger step means a clock or a time zone set by hand. */
const STEP_BACK_MS = 5 * MINUTE_MS;
const PROBATION_MS = DAY_MS;
export const SECOND_LOOK_MS = DAY_MS;

export interface Mark extends Reading {
	/** Milliseconds that the site has run in all its processes together. */
	ranMs: number;
	doubt: Doubt | null;
	doubtedMs: number | null;
	doubtedAfter: Date | null;
}

export const BELIEVED = { doubt: null, doubtedMs: null, doubtedAfter: null };

export interface Written {
	last: Mark | undefined;
	newestLine: Date | undefined;
}

export function nextMark({ last, newestLine }: Written, reading: Reading): Mark {
	const passedMs = last ? passedSince(last, reading) : 0;
	const mark = { ...reading, ranMs: (last?.ranMs ?? 0) + passedMs };
	const leap = leapBehind(latest(last?.at, newestLine), reading.at) ?? leapAhead(last?.at ?? newestLine, reading.at, passedMs);
	if (leap) return { ...mark, ...leap, doubtedMs: mark.ranMs };
	if (!last?.doubt || mark.ranMs - (last.doubtedMs ?? 0) >= PROBATION_MS) return { ...mark, ...BELIEVED };
	return { ...mark, doubt: last.doubt, doubtedMs: last.doubtedMs, doubtedAfter: last.doubtedAfter };
}

// Measured by the monotonic clock. If another process made the last mark, the shorter of both clocks' answers counts.
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
