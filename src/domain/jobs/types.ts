import type { Sweep } from "#domain/clock/types.ts";
import type { Messages } from "#i18n/messages.ts";

export type JobName = keyof Messages["jobs"]["names"];

/** A job of kind `sweep` deletes for good: it runs only while the clock is proven, on what was due a day earlier. */
export type Job = {
	name: JobName;
	/** A cron expression, in Beijing time. */
	when: string;
} & ({ work: (at: Date) => Promise<unknown> } | { sweep: (sweep: Sweep) => Promise<unknown> });

/** Kinds of failure that an admin can do something about. */
export type Failure = "full" | "locked_out" | "busy" | "damaged" | "other";

export interface JobRun {
	name: JobName;
	state: "never" | "running" | "cutOff" | "failed" | "done";
	isLate: boolean;
	startedAt: Date | null;
	tookMs: number | null;
	nextAt: Date;
	/** The newest error, kept even if later runs went well. */
	error: { at: Date; failure: Failure; detail: string } | null;
}
