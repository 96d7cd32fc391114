import { asc, desc, gt } from "drizzle-orm";
import { db } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { chainHash } from "#platform/hash.ts";

const ROWS_A_STEP = 1000;

export type TrailFault = { fault: "gap" | "broken_chain" | "wrong_hash"; seq: number };
type Line = typeof auditEntries.$inferSelect;

/** Recomputes the trail's chain from its first line on, a thousand rows at a time. */
export async function verifyTrail(onProgress: (done: number, total: number) => void = () => undefined) {
	const total = (await lastLine())?.seq ?? 0;
	let last = { seq: 0, hash: "" };
	const faults: TrailFault[] = [];
	for (let rows = await linesAfter(0); rows.length > 0; rows = await linesAfter(last.seq)) {
		for (const line of rows) {
			faults.push(...faultsOf(line, last));
			last = line;
		}
		onProgress(last.seq, total);
	}
	return { lines: last.seq, head: last.hash, faults };
}

async function lastLine(): Promise<Line | undefined> {
	const [last] = await db.select().from(auditEntries).orderBy(desc(auditEntries.seq)).limit(1);
	return last;
}

function linesAfter(seq: number): Promise<Line[]> {
	return db.select().from(auditEntries).where(gt(auditEntries.seq, seq)).orderBy(asc(auditEntries.seq)).limit(ROWS_A_STEP);
}

function faultsOf({ hash, at, ...line }: Line, last: { seq: number; hash: string }): TrailFault[] {
	const faults: TrailFault["fault"][] = [];
	if (line.seq !== last.seq + 1) faults.push("gap");
	if (line.previousHash !== last.hash) faults.push("broken_chain");
	if (chainHash(line.previousHash, { ...line, at: at.getTime() }) !== hash) faults.push("wrong_hash");
	return faults.map((fault) => ({ fault, seq: line.seq }));
}
