import { and, eq, gte, lt, sql, sum } from "drizzle-orm";
import type { Reader } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { storeOrders } from "#db/schema/store-orders.ts";
import { isIndependent, isIndependentOf } from "#domain/accounts/independence.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import { monthAt, startOf } from "#domain/calendar/rules.ts";
import { Refusal } from "#domain/errors.ts";
import { BY_ONE_HAND } from "./types.ts";

interface HandedOut {
	order: Pick<typeof storeOrders.$inferSelect, "householdId" | "villageId" | "way" | "orderedBy" | "points">;
	by: { personId: string };
	at: Date;
}

/** What keepers who depend on each other order in a household's name goes over the counter by their own hands up to so many points a month, beyond that by an independent one's. */
export async function requireOtherHand(reader: Reader, { order, by, at }: HandedOut): Promise<void> {
	const { householdId, villageId, way, orderedBy, points } = order;
	if (way !== "keeper" || points + (await takenThrough(reader, { householdId, orderedBy, at })) <= BY_ONE_HAND) return;
	if (await isIndependent(reader, { one: by.personId, other: orderedBy, regionId: villageId })) return;
	throw new Refusal("forbidden", "store.otherHand", { field: "isHandedOut", params: { limit: BY_ONE_HAND } });
}

/** The points for which something was collected this month that this keeper, or one who depends on them, had ordered for the household. */
async function takenThrough(reader: Reader, { householdId, orderedBy, at }: { householdId: string; orderedBy: string; at: Date }) {
	const month = monthAt(at);
	const [taken] = await reader
		.select({ points: sum(storeOrders.points) })
		.from(storeOrders)
		.where(
			and(
				...[
					eq(storeOrders.householdId, householdId),
					sql`not ${isIndependentOf(orderedBy, { other: "store_orders.ordered_by", regionId: "store_orders.village_id" })}`,
				],
				...[eq(storeOrders.way, literal("keeper")), eq(storeOrders.stage, literal("collected"))],
				...[gte(storeOrders.stageAt, startOf(`${month}-01`)), lt(storeOrders.stageAt, startOf(`${monthAfter(month, 1)}-01`))],
			),
		);
	return Number(taken?.points ?? 0);
}
