import { hasEntry, headOf, type Of, publishedFile, wholeFile } from "#domain/published-files/published-files.ts";
import { typedCode } from "#domain/text.ts";
import { isReceipt, receiptHash } from "../ballots/receipts.ts";
import type { CountFile } from "./file.ts";

export type CountHead = Omit<CountFile, "receipts" | "slips"> & { sha256: string; countedAt: Date };

export function countOf(roundId: string): Of {
	return { kind: "count", subject: roundId };
}

export async function countHead(roundId: string): Promise<CountHead | null> {
	const found = await publishedFile(countOf(roundId));
	return found && { ...((await headOf(countOf(roundId))) as CountFile), sha256: found.sha256, countedAt: found.publishedAt };
}

/** Null before the count. The household is not looked up. */
export async function isReceiptCounted(roundId: string, typed: string): Promise<boolean | null> {
	if (!(await publishedFile(countOf(roundId)))) return null;
	const receipt = typedCode(typed);
	return isReceipt(receipt) && hasEntry(countOf(roundId), receiptHash(roundId, receipt));
}

export function countedFile(roundId: string): Promise<{ text: string; sha256: string } | null> {
	return wholeFile(countOf(roundId));
}
