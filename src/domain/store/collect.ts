import { and, desc, eq, sql } from "drizzle-orm";
import { db, type Reader, type Tx, write } from "#db/client.ts";
import { perDatabase } from "#db/remembered.ts";
import { ORDER_LIFE, storeOrders } from "#db/schema/store-orders.ts";
import { Tries } from "#domain/accounts/tries.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { dayAt } from "#domain/calendar/rules.ts";
import { Refusal } from "#domain/errors.ts";
import { requireImpartial } from "#domain/recusal.ts";
import { takeStep } from "#domain/stages.ts";
import { HOUR_MS } from "#platform/clock.ts";
import { requireStores } from "./keepers.ts";
import { requireOtherHand } from "./other-hand.ts";
import { pickupHash } from "./pickups.ts";
import { pickupCode } from "./rules.ts";
import { tellHousehold } from "./tell.ts";

export interface Collecting {
	/** As it was typed or scanned. */
	code: string;
	/** Of whom stands at the counter, where the keeper knows it. */
	householdId?: string | undefined;
	by: Viewer;
	at: Date;
}

/** Wrong codes of a keeper: who guesses is slow. */
const tries = perDatabase(() => new Tries({ most: 10, seconds: HOUR_MS / 4000 }));

/** The order behind a code, before it is handed out; refused like the handing out itself. */
export function orderOfCode(asked: Collecting): Promise<{ orderId: string }> {
	return throttled(asked, () => requireWaiting(db, asked));
}

/** 取货: once, by a keeper of the store who is not close to the household and did not let the order in. The household hears of it. */
export function collect(asked: Collecting): Promise<{ orderId: string }> {
	return throttled(asked, () =>
		write(async (tx) => {
			const order = await requireWaiting(tx, asked);
			const { orderId } = order;
			await handOut(tx, { orderId, by: asked.by, at: asked.at });
			await tellHousehold(tx, { kind: "store_collected", orderId, keeperId: asked.by.personId, at: asked.at });
			return { orderId };
		}),
	);
}

/** Without a word to the household: whoever calls it tells. */
export async function handOut(tx: Tx, { orderId, by, at }: { orderId: string; by: Viewer; at: Date }): Promise<void> {
	await takeStep(tx, ORDER_LIFE, { id: orderId, stage: "collected", actorId: by.personId, at });
	await record(tx, { at, actorId: by.personId, action: "store.collect", subject: `store:${orderId}` });
}

async function throttled<T>({ by }: Collecting, work: () => Promise<T>): Promise<T> {
	await requireStores(by);
	const key = by.personId;
	await tries().begin(key);
	let outcome: "proven" | "failed" | "unknown" = "unknown";
	try {
		const done = await work();
		outcome = "proven";
		return done;
	} catch (failure) {
		if (failure instanceof Refusal && failure.key === "store.wrongCode") outcome = "failed";
		throw failure;
	} finally {
		tries().end(key, outcome);
	}
}

async function requireWaiting(reader: Reader, { code: typed, householdId, by, at }: Collecting) {
	const code = pickupCode(typed);
	const order = code ? await orderIn(reader, by, code) : undefined;
	if (!order) throw new Refusal("invalid", "store.wrongCode", { field: "code" });
	if (householdId && order.householdId !== householdId) throw new Refusal("conflict", "store.anothersCode", { field: "code" });
	if (order.stage === "collected")
		throw new Refusal("conflict", "store.usedCode", { field: "code", params: { day: dayAt(order.stageAt) } });
	if (order.stage !== "ordered") throw new Refusal("conflict", "store.orderOver", { field: "code" });
	await requireImpartial(reader, by, order.householdId);
	if (order.letInBy === by.personId) throw new Refusal("forbidden", "store.ownSlip");
	await requireOtherHand(reader, { order, by, at });
	return { orderId: order.id, householdId: order.householdId };
}

/** Of the stores that this person keeps: of another's code nobody learns anything. What waits comes first, for a code may come again. */
async function orderIn(reader: Reader, by: Viewer, code: string) {
	const keeps = sql`${storeOrders.villageId} in (select village_id from store_keepers where person_id = ${by.personId} and ended_at is null)`;
	const [order] = await reader
		.select()
		.from(storeOrders)
		.where(and(eq(storeOrders.codeHash, pickupHash(code)), keeps))
		.orderBy(sql`${storeOrders.stage} = 'ordered' desc`, desc(storeOrders.orderedAt))
		.limit(1);
	return order;
}
