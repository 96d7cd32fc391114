import { eq, sql } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import { db, type Reader } from "#db/client.ts";
import { voteCounts } from "#db/schema/votes/counts.ts";
import { type CountFile, LISTS_BEGIN } from "./file.ts";

/** A count without its two long lists: what pages show. */
export type CountHead = Omit<CountFile, "receipts" | "slips"> & { sha256: string; countedAt: Date };

// A county's file is 9 MB, its head some KB; a count never changes.
const heads = new LRUCache<string, CountHead>({ max: 200 });

/** The count of a round. Null while nothing is counted. */
export async function countHead(roundId: string): Promise<CountHead | null> {
	const found = await countOf(roundId);
	if (!found) return null;
	const known = heads.get(found.sha256);
	if (known) return known;
	const head = { ...(await readHead(roundId)), ...found };
	heads.set(found.sha256, head);
	return head;
}

/** Whether and when a round was counted, and the hash of what was published. */
export async function countOf(roundId: string, reader: Reader = db): Promise<{ sha256: string; countedAt: Date } | null> {
	const { sha256, countedAt } = voteCounts;
	const [found] = await reader.select({ sha256, countedAt }).from(voteCounts).where(eq(voteCounts.roundId, roundId));
	return found ?? null;
}

async function readHead(roundId: string): Promise<CountFile> {
	const upToLists = sql<string>`substr(${voteCounts.file}, 1, instr(${voteCounts.file}, ${LISTS_BEGIN}) - 1)`;
	const [row] = await db.select({ head: upToLists }).from(voteCounts).where(eq(voteCounts.roundId, roundId));
	return JSON.parse(`${row?.head}}`) as CountFile;
}

/** The published file whole, by its round. */
export async function countedFile(roundId: string): Promise<{ text: string; sha256: string } | null> {
	const { file: text, sha256 } = voteCounts;
	const [found] = await db.select({ text, sha256 }).from(voteCounts).where(eq(voteCounts.roundId, roundId));
	return found ?? null;
}
