import { isReceiptCounted } from "#domain/votes/counts/counted.ts";
import { requireUnhurried } from "./throttle.ts";

/** Whether a receipt was counted (null: nothing is counted yet). Refused if this network asks too often. */
export async function lookUpReceipt(roundId: string, typed: string, address: string): Promise<boolean | null> {
	await requireUnhurried("receipts", address);
	return isReceiptCounted(roundId, typed);
}
