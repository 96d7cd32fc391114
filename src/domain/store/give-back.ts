import { and, eq, lte } from "drizzle-orm";
import { db, type Tx, write } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { ORDER_LIFE, storeOrderLines, storeOrders } from "#db/schema/store-orders.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { notify } from "#domain/notices/notify.ts";
import { reverse } from "#domain/points/reverse.ts";
import { requireImpartial } from "#domain/recusal.ts";
import { takeStep } from "#domain/stages.ts";
import { changed } from "#platform/changes.ts";
import { isClockSteady } from "#platform/steady-clock.ts";
import { requireKeeper } from "./keepers.ts";
import { move } from "./stock.ts";
import { tellHousehold } from "./tell.ts";

interface Cancelling {
	orderId: string;
	/** The household itself, or a keeper whom it asked. */
	by: Pick<Viewer, "personId" | "householdId">;
	at: Date;
}

/** 不要了: points and goods go back. Nothing happens the second time. The household hears of it if a keeper did it. */
export async function cancelOrder({ orderId, by, at }: Cancelling): Promise<void> {
	const villageId = await write(async (tx) => {
		const [order] = await tx.select().from(storeOrders).where(eq(storeOrders.id, orderId));
		if (!order) throw new Refusal("not_found", "common.notFound");
		const isKeepers = order.householdId !== by.householdId;
		if (isKeepers) {
			await requireKeeper(tx, by, order.villageId);
			await requireImpartial(tx, by, order.householdId);
		}
		if (order.stage === "cancelled") return order.villageId;
		if (order.stage !== "ordered") throw new Refusal("conflict", `store.tooLate.${order.stage}`);
		await giveBack(tx, { orderId, stage: "cancelled", actorId: by.personId, at });
		if (isKeepers) await tellHousehold(tx, { kind: "store_cancelled_for", orderId, keeperId: by.personId, at });
		return order.villageId;
	});
	changed([`store:${villageId}`]);
}

/** 过期: what nobody collected for two weeks. Each by itself; not by a clock that has just jumped. */
export async function lapseOrders(at: Date, isSteady: () => boolean = isClockSteady): Promise<void> {
	if (!isSteady()) return;
	const due = await dueOrders(at);
	for (const { orderId, householdId, points, villageId } of due) {
		await write(async (tx) => {
			const [order] = await tx.select().from(storeOrders).where(eq(storeOrders.id, orderId));
			if (order?.stage !== "ordered") return;
			await giveBack(tx, { orderId, stage: "lapsed", actorId: null, at });
			await notify(tx, { kind: "store_lapsed", params: { points }, subject: `store:${orderId}`, to: { householdId }, at });
		});
		changed([`store:${villageId}`]);
	}
}

function dueOrders(at: Date) {
	const those = {
		orderId: storeOrders.id,
		householdId: storeOrders.householdId,
		points: storeOrders.points,
		villageId: storeOrders.villageId,
	};
	return db
		.select(those)
		.from(storeOrders)
		.where(and(eq(storeOrders.stage, literal("ordered")), lte(storeOrders.lapsesAt, at)))
		.limit(500);
}

interface Back {
	orderId: string;
	stage: "cancelled" | "lapsed";
	actorId: string | null;
	at: Date;
}

async function giveBack(tx: Tx, { orderId, stage, actorId, at }: Back): Promise<void> {
	const lines = await tx.select().from(storeOrderLines).where(eq(storeOrderLines.orderId, orderId));
	for (const { goodId, quantity } of lines) await move(tx, { goodId, kind: "back", quantity, sourceId: orderId, at });
	await reverse(tx, { source: `order:${orderId}`, decidedBy: actorId, at });
	await takeStep(tx, ORDER_LIFE, { id: orderId, stage, actorId, at });
	const action = stage === "cancelled" ? "store.cancel" : "store.lapse";
	await record(tx, { at, actorId, action, subject: `store:${orderId}` });
}
