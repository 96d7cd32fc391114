import type { Tx } from "#db/client.ts";
import { monthAt } from "#domain/calendar/rules.ts";
import { append, entryAfter, entryOf, movedFrom } from "./ledger.ts";

/** Moves the points held for this source into the balance. Nothing happens if none are held, or they were vested or reversed before. */
export async function vest(
	tx: Tx,
	{ source, decidedBy, at }: { source: string; decidedBy: string | null; at: Date },
): Promise<{ points: number }> {
	const held = await entryOf(tx, source);
	if (held?.kind !== "hold") return { points: 0 };
	const after = await entryAfter(tx, held);
	if (after?.kind === "vest") return { points: after.points };
	// Taken back, or moved to the household into which this one was merged.
	if (after) return vest(tx, { source: movedFrom(held.seq), decidedBy, at });
	const { householdId, ruleId, evidence, seq } = held;
	const figures = { points: held.held, held: -held.held, refersTo: seq };
	await append(tx, {
		householdId,
		ruleId,
		evidence,
		...figures,
		kind: "vest",
		source: `vesting:${seq}`,
		month: monthAt(at),
		actorId: decidedBy,
		at,
	});
	return { points: held.held };
}
