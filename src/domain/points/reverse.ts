import type { Tx } from "#db/client.ts";
import { append, balanceOf, entryOf, type LedgerEntry } from "./ledger.ts";
import { reversible } from "./rules.ts";

/**
 * Takes an award back by a row of its own, as far as the balance reaches: spent points are not debts. Again changes nothing.
 * `points` is what was taken; `short` what was spent already.
 */
export async function reverseCredit(
	tx: Tx,
	{ source, by, at }: { source: string; by: string; at: Date },
): Promise<{ points: number; short: number }> {
	const award = await entryOf(tx, source);
	if (!award) return { points: 0, short: 0 };
	const standing = await entryOf(tx, `reversal:${award.seq}`);
	const points = standing ? -standing.points : reversible({ points: award.points, balance: await balanceOf(tx, award.householdId) });
	if (!standing && points > 0) await append(tx, reversalOf(award, { points, by, at }));
	return { points, short: award.points - points };
}

function reversalOf(
	{ householdId, ruleId, evidence, month, seq }: LedgerEntry,
	{ points, by, at }: { points: number; by: string; at: Date },
) {
	const source = `reversal:${seq}`;
	return { householdId, kind: "reverse" as const, points: -points, ruleId, source, evidence, month, actorId: by, at };
}
