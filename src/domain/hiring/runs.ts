import { perDatabase } from "#db/remembered.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import type { ImportErrors } from "#domain/tables/types.ts";
import { HOUR_MS } from "#platform/clock.ts";
import { hireByFile } from "./hire-by-file.ts";
import type { Planned } from "./types.ts";

/** A file of staff that was looked through, and is carried out by the next form. */
export interface HiringRun {
	fileName: string;
	startedAt: Date;
	outcome: { people: Planned[] } | ImportErrors;
	isDone: boolean;
	buffer: Uint8Array;
}

// The newest of each admin, in memory: after a restart the file is sent again.
const runs = perDatabase(() => new Map<string, HiringRun>());

export function hiringRun({ personId }: Viewer): HiringRun | undefined {
	return runs().get(personId);
}

export async function lookThrough({
	buffer,
	fileName,
	by,
	at,
}: {
	buffer: Uint8Array;
	fileName: string;
	by: Viewer;
	at: Date;
}): Promise<void> {
	for (const [personId, run] of runs()) if (at.getTime() - run.startedAt.getTime() > HOUR_MS) runs().delete(personId);
	const outcome = await hireByFile({ buffer, dryRun: true, by, at });
	runs().set(by.personId, { fileName, startedAt: at, outcome, isDone: false, buffer });
}

/** Done twice, it hires nobody again. */
export async function confirmHiring({ by, at }: { by: Viewer; at: Date }): Promise<void> {
	const run = runs().get(by.personId);
	if (!run || "errors" in run.outcome) throw new Refusal("conflict", "hiring.nothingToConfirm");
	const outcome = await hireByFile({ buffer: run.buffer, by, at });
	// Whom this file hired stays told as new, although a second look finds them there.
	const people = run.isDone ? run.outcome : outcome;
	runs().set(by.personId, { ...run, outcome: "errors" in outcome ? outcome : people, isDone: true });
}
