import { desc, eq } from "drizzle-orm";
import type { Reader, Tx } from "#db/client.ts";
import { pointEntries } from "#db/schema/points.ts";
import { chainHash } from "#platform/hash.ts";
import type { EntryKind } from "./types.ts";

export type LedgerEntry = typeof pointEntries.$inferSelect;

export interface NewEntry {
	householdId: string;
	kind: EntryKind;
	/** Signed, never 0. */
	points: number;
	ruleId: string;
	/** What it is for, e.g. "decision:3kd…"; the ledger takes each source once. */
	source: string;
	evidence: string;
	month: string;
	actorId: string | null;
	at: Date;
}

/** Adds an entry at the end of the chain. The same source again changes nothing and returns the entry that stands. */
export async function append(tx: Tx, entry: NewEntry): Promise<LedgerEntry> {
	const standing = await entryOf(tx, entry.source);
	if (standing) return standing;
	const balanceAfter = (await balanceOf(tx, entry.householdId)) + entry.points;
	const [last] = await tx
		.select({ seq: pointEntries.seq, hash: pointEntries.hash })
		.from(pointEntries)
		.orderBy(desc(pointEntries.seq))
		.limit(1);
	const chained = { ...entry, seq: (last?.seq ?? 0) + 1, balanceAfter, previousHash: last?.hash ?? "" };
	const [added] = await tx
		.insert(pointEntries)
		.values({ ...chained, hash: hashOf(chained) })
		.returning();
	return added as LedgerEntry;
}

/** The hash that an entry must carry: over the hash before it and every column but the hash itself. */
export function hashOf({ at, ...entry }: NewEntry & Pick<LedgerEntry, "seq" | "balanceAfter" | "previousHash">): string {
	return chainHash(entry.previousHash, { ...entry, at: at.getTime() });
}

export async function entryOf(reader: Reader, source: string): Promise<LedgerEntry | undefined> {
	const [entry] = await reader.select().from(pointEntries).where(eq(pointEntries.source, source));
	return entry;
}

/** The sum of a household's entries; the last one carries it (trigger). */
export async function balanceOf(reader: Reader, householdId: string): Promise<number> {
	const [last] = await reader
		.select({ balance: pointEntries.balanceAfter })
		.from(pointEntries)
		.where(eq(pointEntries.householdId, householdId))
		.orderBy(desc(pointEntries.seq))
		.limit(1);
	return last?.balance ?? 0;
}
