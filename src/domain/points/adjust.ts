import type { Tx } from "#db/client.ts";
import { monthAt } from "#domain/calendar/rules.ts";
import { Refusal } from "#domain/errors.ts";
import { accountOf, append, entryOf } from "./ledger.ts";
import { ruleInForce } from "./rulebook.ts";

export interface Adjustment {
	householdId: string;
	/** Signed. */
	points: number;
	/** The rule under which too much or too little was paid. */
	rule: string;
	source: string;
	evidence: string;
	/** The month that it corrects, "2026-11"; the present one otherwise. */
	month?: string;
	actorId: string | null;
	at: Date;
}

/** Puts a balance right by a row of its own. What is taken is honour first, and never more than there is. The same source again changes nothing. */
export async function adjust(tx: Tx, { rule, month, ...adjustment }: Adjustment): Promise<{ points: number }> {
	const { householdId, points, source, at } = adjustment;
	const standing = await entryOf(tx, source);
	if (standing) return { points: standing.points };
	const { balance } = await accountOf(tx, householdId);
	if (balance + points < 0) throw new Refusal("conflict", "points.belowZero", { params: { balance } });
	const { id: ruleId } = await ruleInForce(tx, rule, at, householdId);
	await append(tx, { ...adjustment, kind: "adjust", held: 0, refersTo: null, ruleId, month: month ?? monthAt(at) });
	return { points };
}
