import type { Tx } from "#db/client.ts";
import { monthAt } from "#domain/calendar/rules.ts";
import { accountsOf, append, entryAfter, entryOf, type LedgerEntry, movedFrom } from "./ledger.ts";
import { reversible } from "./rules.ts";

interface Reversal {
	source: string;
	/** What was found, if it is something else than why the points were given. */
	evidence?: string;
	decidedBy: string | null;
	at: Date;
}

/** `points` were taken from the balance or from the held points (below 0: they came back); `short` is what was already spent. */
interface Reversed {
	points: number;
	short: number;
}

/**
 * Held points go entirely; paid points only as far as what is left of their kind reaches (redeemable or honour), because spent points never become a debt. What
 * was redeemed comes back.
 */
export async function reverse(tx: Tx, { source, ...reversal }: Reversal): Promise<Reversed> {
	const given = await entryOf(tx, source);
	if (!given) return { points: 0, short: 0 };
	const after = await entryAfter(tx, given);
	if (after?.kind === "vest") return reverse(tx, { source: after.source, ...reversal });
	const moved = after && (await entryOf(tx, movedFrom(given.seq)));
	if (moved) return reverse(tx, { source: moved.source, ...reversal });
	const worth = given.kind === "hold" ? given.held : given.points;
	if (after) return reversed(worth, -(after.points + after.held));
	const taken = given.kind === "issue" || given.kind === "vest" ? await leftOf(tx, given) : worth;
	if (taken !== 0) await append(tx, reversalOf(given, taken, reversal));
	return reversed(worth, taken);
}

async function leftOf(tx: Tx, { householdId, points, redeemable }: LedgerEntry): Promise<number> {
	const account = await accountsOf(tx, householdId);
	return reversible({ points, balance: redeemable ? account.redeemable : account.balance - account.redeemable });
}

function reversed(worth: number, points: number): Reversed {
	return { points, short: worth - points };
}

function reversalOf(
	{ kind, seq, householdId, ruleId, evidence: given, month }: LedgerEntry,
	taken: number,
	{ evidence = given, decidedBy, at }: Omit<Reversal, "source">,
) {
	const figures = kind === "hold" ? { points: 0, held: -taken } : { points: -taken, held: 0 };
	// Points that came back have their time before them again.
	const about = { householdId, ruleId, evidence, month: kind === "redeem" ? monthAt(at) : month, refersTo: seq };
	return { ...about, ...figures, kind: "reverse" as const, source: `reversal:${seq}`, actorId: decidedBy, at };
}
