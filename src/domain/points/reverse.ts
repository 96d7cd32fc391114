import type { Tx } from "#db/client.ts";
import { accountOf, append, entryAfter, entryOf, type LedgerEntry } from "./ledger.ts";
import { reversible } from "./rules.ts";

interface Reversal {
	source: string;
	decidedBy: string | null;
	at: Date;
}

/** `points` were taken from the balance or from the held points; `short` is what was already spent. */
interface Reversed {
	points: number;
	short: number;
}

/** Held points go entirely; paid points only as far as the balance reaches, because spent points never become a debt. */
export async function reverse(tx: Tx, { source, ...reversal }: Reversal): Promise<Reversed> {
	const given = await entryOf(tx, source);
	if (!given) return { points: 0, short: 0 };
	const after = await entryAfter(tx, given);
	if (after?.kind === "vest") return reverse(tx, { source: after.source, ...reversal });
	const worth = given.kind === "hold" ? given.held : given.points;
	if (after) return reversed(worth, -(after.points + after.held));
	const { balance } = await accountOf(tx, given.householdId);
	const taken = given.kind === "hold" ? worth : reversible({ points: worth, balance });
	if (taken > 0) await append(tx, reversalOf(given, taken, reversal));
	return reversed(worth, taken);
}

function reversed(worth: number, points: number): Reversed {
	return { points, short: worth - points };
}

function reversalOf(
	{ kind, seq, householdId, ruleId, evidence, month }: LedgerEntry,
	taken: number,
	{ decidedBy, at }: Omit<Reversal, "source">,
) {
	const figures = kind === "hold" ? { points: 0, held: -taken } : { points: -taken, held: 0 };
	const about = { householdId, ruleId, evidence, month, refersTo: seq };
	return { ...about, ...figures, kind: "reverse" as const, source: `reversal:${seq}`, actorId: decidedBy, at };
}
