import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { storeOrders } from "#db/schema/store-orders.ts";
import { notify } from "#domain/notices/notify.ts";
import { ORDER_LINES } from "./order-lines.ts";

interface ByKeeper {
	kind: "store_collected" | "store_cancelled_for";
	orderId: string;
	/** Who may be asked about it. */
	keeperId: string;
	at: Date;
}

/** What a keeper did with a household's order, the household hears: what it was, for how many points, and by whom. */
export async function tellHousehold(tx: Tx, { kind, orderId, keeperId, at }: ByKeeper): Promise<void> {
	const those = { householdId: storeOrders.householdId, points: storeOrders.points, lines: ORDER_LINES };
	const [order] = await tx.select(those).from(storeOrders).where(eq(storeOrders.id, orderId));
	const [keeper] = await tx.select({ name: people.name }).from(people).where(eq(people.id, keeperId));
	if (!order || !keeper) throw new Error(`order ${orderId} or its keeper is not there`);
	const goods = order.lines.map(({ name, quantity }) => ({ name, quantity }));
	const params = { keeper: keeper.name, goods, points: order.points };
	await notify(tx, { kind, params, subject: `store:${orderId}`, to: { householdId: order.householdId }, at });
}
