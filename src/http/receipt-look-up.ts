import { Refusal } from "#domain/errors.ts";
import { isReceiptCounted } from "#domain/votes/counts/counted.ts";
import { type Problem, problemOf } from "./problems.ts";
import { requireUnhurried } from "./throttle.ts";

/** Whether a receipt was counted (null: nothing is counted yet), or why it was not looked up. */
export type LookedUp = { isCounted: boolean | null; problem?: undefined } | { isCounted: null; problem: Problem };

/** Looks up a receipt, unless this network asks too often. */
export async function lookUpReceipt(roundId: string, typed: string, { address, m }: Pick<App.Locals, "address" | "m">): Promise<LookedUp> {
	try {
		await requireUnhurried("receipts", address);
	} catch (refusal) {
		if (!(refusal instanceof Refusal)) throw refusal;
		return { isCounted: null, problem: problemOf(refusal, m) };
	}
	return { isCounted: await isReceiptCounted(roundId, typed) };
}
