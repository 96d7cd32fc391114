import { asc, eq, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { collect } from "#domain/store/collect.ts";
import { cancelOrder, lapseOrders } from "#domain/store/give-back.ts";
import { priceOf } from "#domain/store/goods.ts";
import { orderFor, placeOrder } from "#domain/store/order.ts";
import { pickupCodeOf } from "#domain/store/pickups.ts";
import { lapsesAfter } from "#domain/store/rules.ts";
import type { Home } from "./homes.ts";
import { hoursAfter, type Step, step } from "./steps.ts";
import type { OrderTale } from "./store-tales.ts";

type Customer = Pick<Home, "householdId" | "personId" | "headName">;

export interface Counter {
	villageId: string;
	villager: Customer;
	/** All households of the demo; those of other villages are passed over. */
	homes: Customer[];
	/** Ids of goods and donors by their names. */
	goods: Map<string, string>;
	/** Who enters what came, and stands at the counter. */
	keeper: Viewer;
	/** Who printed the slips with which households sit down at the kiosk. */
	printer: string;
	until: Date;
}

/** An order, and what becomes of it. Without a household that can pay it there is none. */
export function orderStep(counter: Counter, tale: OrderTale, at: Date): Step {
	const take = async () => {
		const placed = await place(counter, tale, at);
		return placed ? afterwards(counter, { tale, ...placed, at }).filter((later) => later.at < counter.until) : [];
	};
	return { at, take };
}

async function place(counter: Counter, { goods, way, who, fate }: OrderTale, at: Date) {
	const wanted = [];
	let points = 0;
	for (const [name, quantity] of goods) {
		const goodId = counter.goods.get(name) ?? "";
		const price = await priceOf(db, goodId);
		wanted.push({ goodId, quantity, priceId: price?.id ?? "" });
		points += (price?.points ?? 0) * quantity;
	}
	const customer = await nextIn(counter, { way, points, who });
	if (!customer) return null;
	const { householdId, personId, headName: saidBy } = customer;
	const ordering = { key: `demo-order-${at.getTime()}`, wanted, at };
	if (way === "keeper") {
		const { orderId } = await orderFor({ ...ordering, householdId, saidBy, by: counter.keeper, isHandedOut: fate === "handed" });
		return { orderId, by: { personId, householdId } };
	}
	const by = { personId, householdId, letInBy: way === "kiosk" ? counter.printer : null };
	return { ...(await placeOrder({ ...ordering, by, way })), by };
}

/** Who orders next: among households that can pay the one with the fewest orders so far, then by door; a keeper orders for those without a phone first. */
async function nextIn(
	counter: Counter,
	{ way, points, who }: Pick<OrderTale, "way" | "who"> & { points: number },
): Promise<Customer | undefined> {
	const { villageId, villager, homes } = counter;
	const orders = sql`(select count(*) from store_orders where household_id = households.id)`;
	const rows = await db
		.select({ householdId: households.id, headName: households.headName })
		.from(households)
		.where(sql`${eq(households.villageId, villageId)} and closed_at is null and ${points} <=
			(select redeemable_after from point_legs where household_id = households.id order by entry_seq desc limit 1)`)
		.orderBy(orders, asc(households.number), asc(households.publicCode));
	const able = rows.flatMap((row): Customer[] => {
		const home = homes.find(({ householdId }) => householdId === row.householdId);
		return way === "keeper" || home ? [{ personId: "", ...row, ...home }] : [];
	});
	if (who === "villager") return able.find(({ householdId }) => householdId === villager.householdId);
	const others = able.filter(({ householdId }) => householdId !== villager.householdId);
	return way === "keeper" ? (others.find(({ personId }) => personId === "") ?? others[0]) : others[0];
}

interface Placed {
	tale: OrderTale;
	orderId: string;
	by: { personId: string; householdId: string };
	at: Date;
}

function afterwards({ keeper }: Counter, { tale: { fate }, orderId, by, at: orderedAt }: Placed): Step[] {
	const handOut = (at: Date) => collect({ code: pickupCodeOf(orderId), by: keeper, at });
	switch (fate) {
		case "collected":
			return [step(hoursAfter(orderedAt, 25), handOut)];
		case "cancelled":
			return [step(hoursAfter(orderedAt, 14), (at) => cancelOrder({ orderId, by, at }))];
		case "givenBack":
			return [step(hoursAfter(orderedAt, 1.5), (at) => cancelOrder({ orderId, by: keeper, at }))];
		case "lapses":
			return [step(hoursAfter(lapsesAfter(orderedAt), 1), (at) => lapseOrders(at, () => true))];
		default:
			return [];
	}
}
