import { perDatabase } from "#db/remembered.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { HOUR_MS } from "#platform/clock.ts";
import { log } from "#platform/log.ts";
import { importRegionsAndHouseholds } from "./import.ts";
import type { ImportOutcome, ImportProgress } from "./types.ts";

/** An import begun in the browser. It goes on while the admin looks at the page, leaves it or reloads it. */
export interface ImportRun {
	fileName: string;
	isDryRun: boolean;
	startedAt: Date;
	progress: ImportProgress;
	outcome: ImportOutcome | "broken" | null;
	/** Kept after a dry run, so that the import itself needs no second upload. */
	buffer: Uint8Array | null;
}

interface Order {
	buffer: Uint8Array;
	fileName: string;
	dryRun: boolean;
	by: Viewer;
	at: Date;
}

// The newest run of each admin, in memory. A restart rolls a running import back, so there is nothing left to remember.
const runs = perDatabase(() => new Map<string, ImportRun>());
const KEPT_MS = HOUR_MS;

/** Begins an import. Only one runs at a time for the whole site, because it holds the write lane. */
export function startImport({ buffer, fileName, dryRun, by, at }: Order): void {
	if ([...runs().values()].some((run) => run.outcome === null))
		throw new Refusal("busy", "admin.import.oneAtATime", { retryAfterSeconds: 10 });
	forgetOld(at);
	const run: ImportRun = { fileName, isDryRun: dryRun, startedAt: at, progress: { step: "read", share: 0 }, outcome: null, buffer: null };
	runs().set(by.personId, run);
	void carry(run, { buffer, fileName, dryRun, by, at });
}

export function confirmImport({ by, at }: { by: Viewer; at: Date }): void {
	const run = runs().get(by.personId);
	if (!run?.buffer) throw new Refusal("conflict", "admin.import.nothingToConfirm");
	startImport({ buffer: run.buffer, fileName: run.fileName, dryRun: false, by, at });
}

export function importRun({ personId }: Viewer): ImportRun | null {
	return runs().get(personId) ?? null;
}

async function carry(run: ImportRun, order: Order): Promise<void> {
	try {
		const onProgress = (progress: ImportProgress) => {
			run.progress = progress;
		};
		run.outcome = await importRegionsAndHouseholds({ ...order, onProgress });
		if (order.dryRun && !("errors" in run.outcome)) run.buffer = order.buffer;
	} catch (error) {
		log.error({ err: error }, "an import broke off");
		run.outcome = "broken";
	}
}

function forgetOld(at: Date): void {
	for (const [personId, run] of runs()) if (at.getTime() - run.startedAt.getTime() > KEPT_MS) runs().delete(personId);
}
