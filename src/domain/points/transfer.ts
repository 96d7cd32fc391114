import type { Tx } from "#db/client.ts";
import { monthAt } from "#domain/calendar/rules.ts";
import { accountOf, append } from "./ledger.ts";
import { ruleInForce } from "./rulebook.ts";
import { MERGED } from "./rules.ts";

interface Transfer {
	from: string;
	to: string;
	actorId: string | null;
	at: Date;
}

/** The whole balance of a household that ended goes to the one that goes on, by a pair of rows. Returns how many points; a second time there are none left. */
export async function transferAll(tx: Tx, { from, to, actorId, at }: Transfer): Promise<number> {
	const { balance: points } = await accountOf(tx, from);
	if (points === 0) return 0;
	const { id: ruleId } = await ruleInForce(tx, MERGED, at);
	const row = { kind: "adjust" as const, held: 0, refersTo: null, ruleId, month: monthAt(at), actorId, at };
	await append(tx, { ...row, householdId: from, points: -points, source: `merger:${from}:out`, evidence: `household:${to}` });
	await append(tx, { ...row, householdId: to, points, source: `merger:${from}:in`, evidence: `household:${from}` });
	return points;
}
