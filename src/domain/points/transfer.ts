import { and, asc, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { pointEntries } from "#db/schema/points.ts";
import { monthAt } from "#domain/calendar/rules.ts";
import { accountOf, append, movedFrom } from "./ledger.ts";
import { ruleInForce } from "./rulebook.ts";
import { MERGED } from "./rules.ts";

interface Transfer {
	from: string;
	to: string;
	actorId: string | null;
	at: Date;
}

/** The whole balance and what is held of a household that ended go to the one that goes on, by pairs of rows. Returns how many points; a second time there are none left. */
export async function transferAll(tx: Tx, { from, to, actorId, at }: Transfer): Promise<number> {
	await moveHeld(tx, { from, to, actorId, at });
	const { balance: points } = await accountOf(tx, from);
	if (points === 0) return 0;
	const { id: ruleId } = await ruleInForce(tx, MERGED, at);
	const row = { kind: "adjust" as const, held: 0, refersTo: null, ruleId, month: monthAt(at), actorId, at };
	await append(tx, { ...row, householdId: from, points: -points, source: `merger:${from}:out`, evidence: `household:${to}` });
	await append(tx, { ...row, householdId: to, points, source: `merger:${from}:in`, evidence: `household:${from}` });
	return points;
}

/** What waits for a look-back waits on in the other household, under the rule by which it was given. */
async function moveHeld(tx: Tx, { from, to, actorId, at }: Transfer): Promise<void> {
	const isOpen = sql`not exists (select 1 from point_entries after where after.refers_to = ${pointEntries.seq})`;
	const holds = await tx
		.select()
		.from(pointEntries)
		.where(and(eq(pointEntries.householdId, from), eq(pointEntries.kind, "hold"), isOpen))
		.orderBy(asc(pointEntries.seq));
	for (const { seq, held, ruleId, evidence, month } of holds) {
		const about = { points: 0, ruleId, evidence, month, actorId, at };
		await append(tx, { ...about, kind: "reverse", householdId: from, held: -held, refersTo: seq, source: `reversal:${seq}` });
		await append(tx, { ...about, kind: "hold", householdId: to, held, refersTo: null, source: movedFrom(seq) });
	}
}
