import type { Viewer } from "#domain/accounts/types.ts";
import { filesLookedThrough, type LookedThrough, type Sent } from "#domain/tables/looked-through.ts";
import { hireByFile } from "./hire-by-file.ts";
import type { Planned } from "./types.ts";

const runs = filesLookedThrough<{ people: Planned[] }>();

export function hiringRun(viewer: Viewer): LookedThrough<{ people: Planned[] }> | undefined {
	return runs.of(viewer);
}

export async function lookThrough({ buffer, fileName, by, at }: Sent): Promise<void> {
	const outcome = await hireByFile({ buffer, dryRun: true, by, at });
	runs.keep(by, { fileName, startedAt: at, outcome, isDone: false, buffer });
}

/** Done twice, it hires nobody again. */
export async function confirmHiring({ by, at }: { by: Viewer; at: Date }): Promise<void> {
	const run = runs.seen(by, "hiring.nothingToConfirm");
	const outcome = await hireByFile({ buffer: run.buffer, by, at });
	// Whom this file hired stays told as new, although a second look finds them there.
	const people = run.isDone ? run.outcome : outcome;
	runs.keep(by, { ...run, outcome: "errors" in outcome ? outcome : people, isDone: true });
}
