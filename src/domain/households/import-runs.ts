import { perDatabase } from "#db/remembered.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { HOUR_MS } from "#platform/clock.ts";
import { log } from "#platform/log.ts";
import { importRegionsAndHouseholds } from "./import.ts";
import { NO_ANSWERS } from "./roster/questions.ts";
import type { Answers, Change, ChangeKind } from "./roster/types.ts";
import type { ImportOutcome, ImportProgress, ImportReport } from "./types.ts";

/** An import begun in the browser. It goes on while the admin looks at the page, leaves it or reloads it. */
export interface ImportRun {
	fileName: string;
	startedAt: Date;
	progress: ImportProgress;
	outcome: ImportOutcome | "broken" | "crowded" | null;
	/** Kept until it is carried out, so that answers and the import itself need no second upload. */
	buffer: Uint8Array;
	answers: Answers;
	/** The first of the preview's lines, and how many there are of each kind. */
	changes: Change[];
	counts: Partial<Record<ChangeKind, number>>;
}

type Order = Pick<ImportRun, "buffer" | "fileName"> & { by: Viewer; at: Date; answers?: Answers; fingerprint?: string };

// The newest run of each admin, in memory. A restart rolls a running import back, so there is nothing left to remember.
const runs = perDatabase(() => new Map<string, ImportRun>());
const KEPT_MS = HOUR_MS;
/** Of all admins together. The largest file has 64 MB, so the newest ones always fit. */
const MOST_KEPT = 256 * 1024 * 1024;
/** More than anybody reads; a new county's 200,000 households would fill the memory. */
const MOST_CHANGES = 20_000;

/** Begins the preview of a file, or with a preview's fingerprint the import. Only one runs at a time for the whole site, because it holds the write lane. */
export function startImport({ buffer, fileName, by, at, answers = NO_ANSWERS, fingerprint }: Order): void {
	if ([...runs().values()].some((run) => run.outcome === null))
		throw new Refusal("busy", "admin.import.oneAtATime", { retryAfterSeconds: 10 });
	forgetOld(at);
	const run: ImportRun = {
		fileName,
		startedAt: at,
		progress: { step: "read", share: 0 },
		outcome: null,
		buffer,
		answers,
		changes: [],
		counts: {},
	};
	// Deleted first, so that the map goes by age.
	runs().delete(by.personId);
	runs().set(by.personId, run);
	makeRoom();
	void carry(run, { buffer, fileName, by, at, answers, ...(fingerprint !== undefined && { fingerprint }) });
}

interface Given extends Answers {
	by: Viewer;
	at: Date;
}

/** Answers questions of the preview, which is then worked out anew. */
export function answerImport({ by, at, one, all }: Given): void {
	const { run } = requirePreview(by);
	const answers = { one: new Map([...run.answers.one, ...one]), all: { ...run.answers.all, ...all } };
	startImport({ ...run, by, at, answers });
}

/** Carries out what the admin saw; if it is not what would happen now, they see the new preview. */
export function confirmImport({ by, at, fingerprint }: { by: Viewer; at: Date; fingerprint: string }): void {
	const { run, report } = requirePreview(by);
	if (report.fingerprint !== fingerprint) throw new Refusal("conflict", "admin.import.otherPreview");
	startImport({ ...run, by, at, fingerprint });
}

export function importRun({ personId }: Viewer): ImportRun | null {
	return runs().get(personId) ?? null;
}

/** What waits for its admin to look at it: a preview that came out well and was not carried out. */
export function previewIn({ outcome }: ImportRun): ImportReport | null {
	if (outcome === null || typeof outcome === "string" || "errors" in outcome) return null;
	return outcome.isDryRun || outcome.isStale ? outcome : null;
}

function requirePreview({ personId }: Viewer): { run: ImportRun; report: ImportReport } {
	const run = runs().get(personId);
	const report = run && previewIn(run);
	if (!run || !report) throw new Refusal("conflict", "admin.import.nothingToConfirm");
	return { run, report };
}

async function carry(run: ImportRun, order: Order): Promise<void> {
	const onProgress = (progress: ImportProgress) => {
		run.progress = progress;
	};
	const onChange = (change: Change) => {
		run.counts[change.kind] = (run.counts[change.kind] ?? 0) + 1;
		if (run.changes.length < MOST_CHANGES) run.changes.push(change);
	};
	try {
		run.outcome = await importRegionsAndHouseholds({ ...order, dryRun: order.fingerprint === undefined, onProgress, onChange });
	} catch (error) {
		log.error({ err: error }, "an import broke off");
		run.outcome = "broken";
	}
	if (!previewIn(run)) run.buffer = new Uint8Array();
}

/** The oldest files go; their admins read that they have to send them again. */
function makeRoom(): void {
	const kept = [...runs().values()].filter(({ buffer }) => buffer.length > 0);
	let bytes = kept.reduce((sum, { buffer }) => sum + buffer.length, 0);
	for (const run of kept) {
		if (bytes <= MOST_KEPT) return;
		bytes -= run.buffer.length;
		Object.assign(run, { outcome: "crowded", buffer: new Uint8Array(), changes: [] } satisfies Partial<ImportRun>);
	}
}

function forgetOld(at: Date): void {
	for (const [personId, run] of runs()) if (at.getTime() - run.startedAt.getTime() > KEPT_MS) runs().delete(personId);
}
