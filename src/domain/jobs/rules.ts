import { Cron } from "croner";
import { HOUR_MS, later, MINUTE_MS } from "#platform/clock.ts";
import type { Failure } from "./types.ts";

const BEIJING = "Asia/Shanghai";
/** How long a run is believed to go on without a word from its process. */
export const LEASE_MS = 2 * MINUTE_MS;
/** A failed job is tried again after this time, unless its own time comes first. */
const RETRY_AFTER_MS = HOUR_MS;
const LATE_AFTER_MS = HOUR_MS;

export interface LastRun {
	heldUntil: Date | null;
	startedAt: Date;
	endedAt: Date | null;
	succeededAt: Date | null;
	failedAt: Date | null;
}

/** The last time of a cron expression at or before `at`. */
export function lastTime(when: string, at: Date): Date {
	// Croner leaves out the moment that it is asked about.
	const [last] = new Cron(when, { timezone: BEIJING }).previousRuns(1, later(at, 1));
	return last as Date;
}

export function nextTime(when: string, at: Date): Date {
	return new Cron(when, { timezone: BEIJING }).nextRun(at) as Date;
}

/** Whether a process runs the job now. A lease ending later than any new one was given by a wrong clock. */
export function isHeld({ heldUntil }: Pick<LastRun, "heldUntil">, at: Date): boolean {
	return heldUntil !== null && heldUntil > at && heldUntil <= later(at, LEASE_MS);
}

/** One run makes up for all missed times. A run that broke off, or that began in the future, does not count. */
export function isDue(when: string, last: LastRun | undefined, at: Date): boolean {
	if (!last) return true;
	if (isHeld(last, at)) return false;
	if (!last.endedAt || last.startedAt > at || last.startedAt < lastTime(when, at)) return true;
	return hasFailed(last) && later(last.endedAt, RETRY_AFTER_MS) <= at;
}

export function hasFailed({ failedAt, endedAt }: LastRun): boolean {
	return failedAt !== null && failedAt.getTime() === endedAt?.getTime();
}

export function isLate(when: string, last: LastRun, at: Date): boolean {
	return !last.succeededAt || last.succeededAt < lastTime(when, later(at, -LATE_AFTER_MS));
}

const FAILURES: [RegExp, Failure][] = [
	[/ENOSPC|EDQUOT|SQLITE_FULL|disk is full/, "full"],
	[/EACCES|EPERM|EROFS|SQLITE_READONLY|SQLITE_CANTOPEN|readonly/, "locked_out"],
	[/SQLITE_BUSY|SQLITE_LOCKED|database is locked/, "busy"],
	[/SQLITE_CORRUPT|SQLITE_NOTADB|malformed|not a database/, "damaged"],
];
const LONGEST_DETAIL = 300;

/** A failed query keeps only its cause, because its message contains the values. */
export function failureOf(error: unknown): { failure: Failure; detail: string } {
	const chain = causesOf(error);
	const said = chain.map((one) => (one instanceof Error ? `${"code" in one ? one.code : ""} ${one.message}` : String(one))).join(" ");
	const last = chain.at(-1);
	const detail = (last instanceof Error ? `${last.name}: ${last.message}` : String(last)).slice(0, LONGEST_DETAIL);
	return { failure: FAILURES.find(([pattern]) => pattern.test(said))?.[1] ?? "other", detail };
}

function causesOf(error: unknown): unknown[] {
	return error instanceof Error && error.cause !== undefined ? [error, ...causesOf(error.cause)] : [error];
}
