import { and, asc, desc, eq, sql } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import { db, type Reader } from "#db/client.ts";
import { voteCounts } from "#db/schema/vote-counts.ts";
import { type CountFile, LISTS_BEGIN } from "./file.ts";

/** A count without its two long lists: what pages show. */
export type CountHead = Omit<CountFile, "receipts" | "slips"> & { sha256: string; countedAt: Date };

// A county's file is 20 MB, its head some KB; a count never changes.
const heads = new LRUCache<string, CountHead>({ max: 200 });

/** The count of a round that stands: the last one, or the one asked for. Null while nothing is counted. */
export async function countHead(roundId: string, count?: number, reader: Reader = db): Promise<CountHead | null> {
	const [found] = await reader
		.select({ version: voteCounts.version, sha256: voteCounts.sha256, countedAt: voteCounts.countedAt })
		.from(voteCounts)
		.where(ofRound(roundId, count))
		.orderBy(desc(voteCounts.version))
		.limit(1);
	if (!found) return null;
	const known = heads.get(found.sha256);
	if (known) return known;
	const head = { ...(await readHead(reader, roundId, found.version)), sha256: found.sha256, countedAt: found.countedAt };
	heads.set(found.sha256, head);
	return head;
}

async function readHead(reader: Reader, roundId: string, version: number): Promise<CountFile> {
	const upToLists = sql<string>`substr(${voteCounts.file}, 1, instr(${voteCounts.file}, ${LISTS_BEGIN}) - 1)`;
	const [row] = await reader.select({ head: upToLists }).from(voteCounts).where(ofRound(roundId, version));
	return JSON.parse(`${row?.head}}`) as CountFile;
}

/** The published file whole, by its round: the last one, or the one with this hash. */
export async function countedFile(roundId: string, sha256?: string, reader: Reader = db): Promise<{ text: string; sha256: string } | null> {
	const [found] = await reader
		.select({ text: voteCounts.file, sha256: voteCounts.sha256 })
		.from(voteCounts)
		.where(and(eq(voteCounts.roundId, roundId), sha256 ? eq(voteCounts.sha256, sha256) : undefined))
		.orderBy(desc(voteCounts.version))
		.limit(1);
	return found ?? null;
}

/** Every count of a round, the first one first. */
export async function countsOf(roundId: string, reader: Reader = db) {
	const { version, sha256, countedAt } = voteCounts;
	return reader.select({ version, sha256, countedAt }).from(voteCounts).where(eq(voteCounts.roundId, roundId)).orderBy(asc(version));
}

function ofRound(roundId: string, count?: number) {
	return and(eq(voteCounts.roundId, roundId), count ? eq(voteCounts.version, count) : undefined);
}
