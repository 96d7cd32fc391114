import { and, eq, or, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import type { Errand } from "#domain/kiosk/types.ts";

/** 用积分换东西: for whom the village's store has something and who can pay for it, and who has something to collect. */
export async function storeAtKiosk(householdId: string): Promise<Errand[]> {
	const hasGoods = sql`exists (select 1 from store_goods where village_id = ${households.villageId} and ended_at is null)`;
	const canSpend = sql`(select redeemable_after from point_legs where household_id = ${households.id} order by entry_seq desc limit 1) > 0`;
	const waits = sql`exists (select 1 from store_orders where household_id = ${households.id} and stage = 'ordered')`;
	const stores = await db
		.select({ regionName: nameAmongAll("regions") })
		.from(households)
		.innerJoin(regions, eq(regions.id, households.villageId))
		.where(and(eq(households.id, householdId), or(and(hasGoods, canSpend), waits)));
	return stores.map(({ regionName }) => ({ path: "store", name: null, regionName, until: null }));
}
