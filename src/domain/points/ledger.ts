import { desc, eq } from "drizzle-orm";
import { db, type Reader, type Tx } from "#db/client.ts";
import { pointEntries } from "#db/schema/points.ts";
import { chainHash } from "#platform/hash.ts";
import type { EntryKind } from "./types.ts";

export type LedgerEntry = typeof pointEntries.$inferSelect;

export interface NewEntry {
	householdId: string;
	kind: EntryKind;
	points: number;
	held: number;
	/** The entry that this one vests or reverses. */
	refersTo: number | null;
	ruleId: string;
	/** What it is for, e.g. "decision:3kd…"; unique in the ledger. */
	source: string;
	evidence: string;
	month: string;
	actorId: string | null;
	at: Date;
}

/** If the source is already there, that entry is returned and nothing changes. */
export async function append(tx: Tx, entry: NewEntry): Promise<LedgerEntry> {
	const standing = await entryOf(tx, entry.source);
	if (standing) return standing;
	const account = await accountOf(tx, entry.householdId);
	const [last] = await tx
		.select({ seq: pointEntries.seq, hash: pointEntries.hash })
		.from(pointEntries)
		.orderBy(desc(pointEntries.seq))
		.limit(1);
	const after = { balanceAfter: account.balance + entry.points, heldAfter: account.held + entry.held };
	const chained = { ...entry, ...after, seq: (last?.seq ?? 0) + 1, previousHash: last?.hash ?? "" };
	const [added] = await tx
		.insert(pointEntries)
		.values({ ...chained, hash: hashOf(chained) })
		.returning();
	return added as LedgerEntry;
}

/** SHA-256 over the previous hash and all columns but the hash itself. */
export function hashOf({ at, ...entry }: NewEntry & Pick<LedgerEntry, "seq" | "balanceAfter" | "heldAfter" | "previousHash">): string {
	return chainHash(entry.previousHash, { ...entry, at: at.getTime() });
}

export async function entryOf(reader: Reader, source: string): Promise<LedgerEntry | undefined> {
	const [entry] = await reader.select().from(pointEntries).where(eq(pointEntries.source, source));
	return entry;
}

export async function entryAfter(reader: Reader, { seq }: LedgerEntry): Promise<LedgerEntry | undefined> {
	const [entry] = await reader.select().from(pointEntries).where(eq(pointEntries.refersTo, seq));
	return entry;
}

/** The household's spendable balance and held points, which its last entry carries (trigger). */
export async function accountOf(reader: Reader, householdId: string): Promise<{ balance: number; held: number }> {
	const [last] = await reader
		.select({ balance: pointEntries.balanceAfter, held: pointEntries.heldAfter })
		.from(pointEntries)
		.where(eq(pointEntries.householdId, householdId))
		.orderBy(desc(pointEntries.seq))
		.limit(1);
	return last ?? { balance: 0, held: 0 };
}

/** What the household could spend now. */
export async function balanceOf(householdId: string): Promise<number> {
	return (await accountOf(db, householdId)).balance;
}
