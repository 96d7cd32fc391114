import { lastRuns } from "./lease.ts";
import { hasFailed, isHeld, isLate, nextTime } from "./rules.ts";
import type { Job, JobRun } from "./types.ts";

export async function isAnyStuck(jobs: Job[], at: Date): Promise<boolean> {
	return (await jobRuns(jobs, at)).some(({ isLate, state }) => isLate || state === "failed");
}

export async function jobRuns(jobs: Job[], at: Date): Promise<JobRun[]> {
	const rows = await lastRuns();
	return jobs.map(({ name, when }) => {
		const last = rows.get(name);
		const nextAt = nextTime(when, at);
		if (!last) return { name, state: "never", isLate: false, startedAt: null, tookMs: null, nextAt, error: null };
		const { startedAt, endedAt, tookMs, failedAt, failure, failureDetail } = last;
		const error = failedAt && failure ? { at: failedAt, failure, detail: failureDetail ?? "" } : null;
		const ended = hasFailed(last) ? "failed" : "done";
		const state = endedAt ? ended : isHeld(last, at) ? "running" : "cutOff";
		return { name, state, isLate: isLate(when, last, at), startedAt, tookMs: endedAt && tookMs, nextAt, error };
	});
}
