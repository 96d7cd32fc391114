import { eq, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { voteCounts } from "#db/schema/vote-counts.ts";
import { typedCode } from "#platform/ids.ts";
import { receiptHash } from "./receipts.ts";

/** Whether the ballot of a receipt is in the published file; null while nothing is counted. No household is looked up for it. */
export async function isReceiptCounted(roundId: string, typed: string): Promise<boolean | null> {
	const hash = receiptHash(roundId, typedCode(typed));
	const isListed = sql<number>`instr(${voteCounts.file}, ${`["${hash}",`}) > 0`;
	const [found] = await db.select({ isListed }).from(voteCounts).where(eq(voteCounts.roundId, roundId));
	return found ? Boolean(found.isListed) : null;
}
