import { asc, desc, gt } from "drizzle-orm";
import { db } from "#db/client.ts";
import { pointEntries } from "#db/schema/points.ts";
import { hashOf, type LedgerEntry } from "./ledger.ts";

const ROWS_A_STEP = 1000;

export type LedgerFault = { fault: "gap" | "broken_chain" | "wrong_hash" | "wrong_balance" | "below_zero"; seq: number };

interface Walk {
	seq: number;
	hash: string;
	accounts: Map<string, { balance: number; held: number }>;
}

/** Recomputes the chain and every balance, a thousand rows at a time. It goes on from what each row says, so one fault is reported once. */
export async function verifyLedger(onProgress: (done: number, total: number) => void = () => undefined) {
	const total = (await lastEntry())?.seq ?? 0;
	const walk: Walk = { seq: 0, hash: "", accounts: new Map() };
	const faults: LedgerFault[] = [];
	for (let rows = await entriesAfter(0); rows.length > 0; rows = await entriesAfter(walk.seq)) {
		for (const entry of rows) {
			faults.push(...faultsOf(entry, walk));
			stepTo(entry, walk);
		}
		onProgress(walk.seq, total);
	}
	return { entries: walk.seq, households: walk.accounts.size, head: walk.hash, faults };
}

async function lastEntry(): Promise<LedgerEntry | undefined> {
	const [last] = await db.select().from(pointEntries).orderBy(desc(pointEntries.seq)).limit(1);
	return last;
}

function entriesAfter(seq: number): Promise<LedgerEntry[]> {
	return db.select().from(pointEntries).where(gt(pointEntries.seq, seq)).orderBy(asc(pointEntries.seq)).limit(ROWS_A_STEP);
}

function faultsOf({ hash, ...entry }: LedgerEntry, { seq, hash: previousHash, accounts }: Walk): LedgerFault[] {
	const faults: LedgerFault["fault"][] = [];
	if (entry.seq !== seq + 1) faults.push("gap");
	if (entry.previousHash !== previousHash) faults.push("broken_chain");
	if (hashOf(entry) !== hash) faults.push("wrong_hash");
	const { balance, held } = accounts.get(entry.householdId) ?? { balance: 0, held: 0 };
	if (entry.balanceAfter !== balance + entry.points || entry.heldAfter !== held + entry.held) faults.push("wrong_balance");
	if (entry.balanceAfter < 0 || entry.heldAfter < 0) faults.push("below_zero");
	return faults.map((fault) => ({ fault, seq: entry.seq }));
}

function stepTo({ seq, hash, householdId, balanceAfter, heldAfter }: LedgerEntry, walk: Walk): void {
	walk.seq = seq;
	walk.hash = hash;
	walk.accounts.set(householdId, { balance: balanceAfter, held: heldAfter });
}
