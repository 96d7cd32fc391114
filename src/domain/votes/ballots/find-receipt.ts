import { desc, eq, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { voteCounts } from "#db/schema/vote-counts.ts";
import { receiptHash } from "./receipts.ts";

/** A receipt as people type it from paper: any case, with gaps, and the letters that look like digits. */
export function normalReceipt(typed: string): string {
	const plain = typed.normalize("NFKC").toLowerCase().replaceAll(/[\s-]/g, "");
	return plain.replaceAll("o", "0").replaceAll(/[il]/g, "1");
}

/** Whether the ballot of a receipt is in the published file of the last count; null while nothing is counted. No household is looked up for it. */
export async function isReceiptCounted(roundId: string, typed: string): Promise<boolean | null> {
	const hash = receiptHash(roundId, normalReceipt(typed));
	const isListed = sql<number>`instr(${voteCounts.file}, ${`["${hash}",`}) > 0`;
	const [found] = await db
		.select({ isListed })
		.from(voteCounts)
		.where(eq(voteCounts.roundId, roundId))
		.orderBy(desc(voteCounts.version))
		.limit(1);
	return found ? Boolean(found.isListed) : null;
}
