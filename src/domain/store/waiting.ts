import { and, count, eq, inArray } from "drizzle-orm";
import { db } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { storeOrders } from "#db/schema/store-orders.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import type { Waiting } from "#domain/office/types.ts";
import { storesKeptBy } from "./keepers.ts";

/** For keepers the way to their counter, whether somebody waits or not: no role leads there. */
export async function storeWaiting(viewer: Viewer): Promise<Waiting[]> {
	const ids = (await storesKeptBy(viewer)).map(({ villageId }) => villageId);
	if (ids.length === 0) return [];
	const waits = and(inArray(storeOrders.villageId, ids), eq(storeOrders.stage, literal("ordered")));
	const [open] = await db.select({ orders: count() }).from(storeOrders).where(waits);
	return [{ key: "storeDesk.atCounter", params: { orders: open?.orders ?? 0 }, way: "/staff/store" }];
}
