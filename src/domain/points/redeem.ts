import type { Tx } from "#db/client.ts";
import { monthAt } from "#domain/calendar/rules.ts";
import { Refusal } from "#domain/errors.ts";
import { append, entryOf, redeemableOf } from "./ledger.ts";
import { ruleInForce } from "./rulebook.ts";
import { SPENT } from "./rules.ts";

export interface Redemption {
	householdId: string;
	/** How many are spent, above 0. */
	points: number;
	/** The order, e.g. "order:3kd…"; each is paid once. */
	source: string;
	evidence: string;
	actorId: string | null;
	at: Date;
}

/** Takes points that the village's fund stands for; what is honour, or held, buys nothing. Cancelled by `reverse` of the same source. */
export async function redeem(tx: Tx, { points, ...order }: Redemption): Promise<{ points: number }> {
	const standing = await entryOf(tx, order.source);
	if (standing) return { points: -standing.points };
	const redeemable = await redeemableOf(tx, order.householdId);
	if (points > redeemable) throw new Refusal("conflict", "points.notEnough", { params: { points, redeemable } });
	const { id: ruleId } = await ruleInForce(tx, SPENT, order.at);
	await append(tx, { ...order, kind: "redeem", points: -points, held: 0, refersTo: null, ruleId, month: monthAt(order.at) });
	return { points };
}
