import { and, eq } from "drizzle-orm";
import { db, write } from "#db/client.ts";
import { jobs } from "#db/schema/jobs.ts";
import { later } from "#platform/clock.ts";
import type { Reading } from "#platform/steady-clock.ts";
import { isDue, LEASE_MS } from "./rules.ts";
import type { Failure, Job, JobName } from "./types.ts";

export type JobRow = typeof jobs.$inferSelect;

export async function lastRuns(): Promise<Map<string, JobRow>> {
	return new Map((await db.select().from(jobs)).map((row) => [row.name, row]));
}

/** If two processes try at once, one gets the lease. */
export function takeLease({ name, when }: Job, { at, process }: Reading): Promise<boolean> {
	return write(async (tx) => {
		const [last] = await tx.select().from(jobs).where(eq(jobs.name, name));
		if (!isDue(when, last, at)) return false;
		const begun = { heldBy: process, heldUntil: later(at, LEASE_MS), startedAt: at, endedAt: null };
		await tx
			.insert(jobs)
			.values({ name, ...begun })
			.onConflictDoUpdate({ target: jobs.name, set: begun });
		return true;
	});
}

export async function keepLease(name: JobName, { at, process }: Reading): Promise<void> {
	await write((tx) =>
		tx
			.update(jobs)
			.set({ heldUntil: later(at, LEASE_MS) })
			.where(isOwn(name, process)),
	);
}

interface Outcome {
	tookMs: number;
	failed: { failure: Failure; detail: string } | null;
}

export async function endLease(name: JobName, { at, process }: Reading, { tookMs, failed }: Outcome): Promise<void> {
	const how = failed ? { failedAt: at, failure: failed.failure, failureDetail: failed.detail } : { succeededAt: at };
	await write((tx) =>
		tx
			.update(jobs)
			.set({ heldBy: null, heldUntil: null, endedAt: at, tookMs, ...how })
			.where(isOwn(name, process)),
	);
}

function isOwn(name: JobName, process: string) {
	return and(eq(jobs.name, name), eq(jobs.heldBy, process));
}
