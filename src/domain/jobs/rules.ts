import { Cron } from "croner";
import { HOUR_MS, later, MINUTE_MS } from "#platform/clock.ts";
import type { Failure } from "./types.ts";

const BEIJING = "Asia/Shanghai";
/** For how long a run is believed to go on without a word of the process that does it. */
export const LEASE_MS = 2 * MINUTE_MS;
/** After a failure a job is tried again so much later, if its own time does not come first. */
const RETRY_MS = HOUR_MS;
/** What was due so long ago and is still not done is late. */
const LATE_MS = HOUR_MS;

/** What the last run left behind. */
export interface LastRun {
	heldUntil: Date | null;
	startedAt: Date;
	endedAt: Date | null;
	succeededAt: Date | null;
	failedAt: Date | null;
}

/** The last moment, this one included, at which a job's time came. */
export function lastTime(when: string, at: Date): Date {
	// Croner leaves out the moment that it is asked about.
	const [last] = new Cron(when, { timezone: BEIJING }).previousRuns(1, later(at, 1));
	return last as Date;
}

export function nextTime(when: string, at: Date): Date {
	return new Cron(when, { timezone: BEIJING }).nextRun(at) as Date;
}

/** Whether somebody runs it now. A lease that ends later than any that is given now was given by a wrong clock. */
export function isHeld({ heldUntil }: Pick<LastRun, "heldUntil">, at: Date): boolean {
	return heldUntil !== null && heldUntil > at && heldUntil <= later(at, LEASE_MS);
}

/** Whether it is time to run: missed times are caught up by one run; a run that was cut off, or began in a future that is none, counts for nothing. */
export function isDue(when: string, last: LastRun | undefined, at: Date): boolean {
	if (!last) return true;
	if (isHeld(last, at)) return false;
	if (!last.endedAt || last.startedAt > at || last.startedAt < lastTime(when, at)) return true;
	return hasFailed(last) && later(last.endedAt, RETRY_MS) <= at;
}

export function hasFailed({ failedAt, endedAt }: LastRun): boolean {
	return failedAt !== null && failedAt.getTime() === endedAt?.getTime();
}

/** Whether a time that came an hour ago or earlier has still not been served. */
export function isLate(when: string, last: LastRun, at: Date): boolean {
	return !last.succeededAt || last.succeededAt < lastTime(when, later(at, -LATE_MS));
}

const FAILURES: [RegExp, Failure][] = [
	[/ENOSPC|EDQUOT|SQLITE_FULL|disk is full/, "full"],
	[/EACCES|EPERM|EROFS|SQLITE_READONLY|SQLITE_CANTOPEN|readonly/, "locked_out"],
	[/SQLITE_BUSY|SQLITE_LOCKED|database is locked/, "busy"],
	[/SQLITE_CORRUPT|SQLITE_NOTADB|malformed|not a database/, "damaged"],
];
const LONGEST_DETAIL = 300;

/** What stopped a job, and what the machine said. Of a query only the cause is kept: its message would tell the values. */
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
