import type { Sweep } from "#domain/clock/types.ts";
import type { Messages } from "#i18n/messages.ts";

export type JobName = keyof Messages["jobs"]["names"];

/** Something that happens by itself. What removes anything for good is a `sweep`: it is called only while the clock is proven, with what was due a day before. */
export type Job = {
	name: JobName;
	/** A cron expression, in Beijing time. */
	when: string;
} & ({ work: (at: Date) => Promise<unknown> } | { sweep: (sweep: Sweep) => Promise<unknown> });

/** What stopped a job, as far as somebody can do something about it. */
export type Failure = "full" | "locked_out" | "busy" | "damaged" | "other";

export interface JobRun {
	name: JobName;
	state: "never" | "running" | "cutOff" | "failed" | "done";
	/** More than an hour past its time it is still not done. */
	isLate: boolean;
	startedAt: Date | null;
	tookMs: number | null;
	nextAt: Date;
	/** The last error, also when later runs went well. */
	error: { at: Date; failure: Failure; detail: string } | null;
}
