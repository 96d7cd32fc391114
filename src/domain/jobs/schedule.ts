import { dueBy } from "#domain/clock/marks.ts";
import { log } from "#platform/log.ts";
import { type Reading, readClocks } from "#platform/steady-clock.ts";
import { endLease, keepLease, lastRuns, takeLease } from "./lease.ts";
import { failureOf, isDue } from "./rules.ts";
import type { Job, JobName } from "./types.ts";

const LOOK_MS = 10_000;

/** A job that fails or hangs blocks no other. What is due is read from rows, so a process may stop and start. */
export class Schedule {
	readonly #jobs: Job[];
	readonly #read: () => Reading;
	readonly #running = new Map<JobName, Promise<void>>();
	#timer: NodeJS.Timeout | undefined;

	constructor(jobs: Job[], read: () => Reading = readClocks) {
		this.#jobs = jobs;
		this.#read = read;
	}

	start(): void {
		void this.look();
		this.#timer = setInterval(() => void this.look(), LOOK_MS).unref();
	}

	/** Begins what is due and renews the leases of running jobs. Resolves when all is begun; `settled` when it is done. */
	async look(): Promise<void> {
		const rows = await lastRuns().catch(report("jobs"));
		if (!rows) return;
		const reading = this.#read();
		for (const job of this.#jobs) {
			if (this.#running.has(job.name)) await keepLease(job.name, reading).catch(report(job.name));
			else if (isDue(job.when, rows.get(job.name), reading.at)) this.#begin(job);
		}
	}

	async settled(): Promise<void> {
		await Promise.all(this.#running.values());
	}

	/** Begins no new job; resolves when the running ones have ended. */
	async stop(): Promise<void> {
		clearInterval(this.#timer);
		await this.settled();
	}

	#begin(job: Job): void {
		const run = this.#run(job)
			.catch(report(job.name))
			.finally(() => this.#running.delete(job.name));
		this.#running.set(job.name, run);
	}

	async #run(job: Job): Promise<void> {
		const begun = this.#read();
		if (!(await takeLease(job, begun))) return;
		const failed = await outcomeOf(job, begun);
		const ended = this.#read();
		await endLease(job.name, ended, { tookMs: ended.processMs - begun.processMs, failed });
	}
}

async function outcomeOf(job: Job, reading: Reading): Promise<ReturnType<typeof failureOf> | null> {
	try {
		if ("work" in job) await job.work(reading.at);
		else await sweepWhatIsDue(job.sweep, reading);
		return null;
	} catch (error) {
		report(job.name)(error);
		return failureOf(error);
	}
}

async function sweepWhatIsDue(sweep: Extract<Job, { sweep: unknown }>["sweep"], reading: Reading): Promise<void> {
	const by = await dueBy(reading);
	if (by) await sweep({ at: reading.at, dueBy: by });
}

function report(job: string): (error: unknown) => undefined {
	return (error) => void log.error({ err: error, job }, "a job broke off");
}
