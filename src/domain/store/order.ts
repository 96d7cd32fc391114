import { and, eq, inArray, sql } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { literal } from "#db/literal.ts";
import { households } from "#db/schema/households.ts";
import { storeGoods, storePrices } from "#db/schema/store.ts";
import { ORDER_LIFE, storeOrderLines, storeOrders } from "#db/schema/store-orders.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { hasPrinted } from "#domain/households/merged.ts";
import { requireSpeaker, type Said } from "#domain/households/speaker.ts";
import { notify } from "#domain/notices/notify.ts";
import { redeem } from "#domain/points/redeem.ts";
import { requireImpartial } from "#domain/recusal.ts";
import { takeStep } from "#domain/stages.ts";
import { changed } from "#platform/changes.ts";
import { handOut } from "./collect.ts";
import { requireKeeper } from "./keepers.ts";
import { requireOtherHand } from "./other-hand.ts";
import { pickupCodeOf, pickupHash } from "./pickups.ts";
import { lapsesAfter, requireKey } from "./rules.ts";
import { move } from "./stock.ts";
import { type OrderWay, QUANTITY_MOST, type Wanted } from "./types.ts";

interface Ordering {
	/** Of its form: sent again, it is the same order. */
	key: string;
	wanted: Wanted[];
	at: Date;
}

interface OwnOrder extends Ordering {
	by: { personId: string; householdId: string; letInBy?: string | null };
	way: "own" | "kiosk";
}

/** How many may be laid aside for one household. */
export const MOST_OPEN = 5;

/** 换: points, goods and order in one transaction. */
export async function placeOrder({ by, way, ...ordering }: OwnOrder): Promise<{ orderId: string }> {
	const who = { householdId: by.householdId, orderedBy: by.personId, letInBy: by.letInBy ?? null, saidBy: null, saidByUnlisted: false };
	const { orderId, villageId } = await write((tx) => enter(tx, { ...ordering, ...who, way }));
	changed([`store:${villageId}`]);
	return { orderId };
}

interface KeepersOrder extends Ordering, Said {
	householdId: string;
	by: Viewer;
	/** Whether the goods go over the counter at once. */
	isHandedOut: boolean;
}

/** 代换: a keeper orders what somebody of the household asks for at the counter. The household hears of it. */
export async function orderFor({
	householdId,
	by,
	isHandedOut,
	saidBy: named,
	speaker,
	...ordering
}: KeepersOrder): Promise<{ orderId: string }> {
	const { orderId, villageId } = await write(async (tx) => {
		await requireKeeper(tx, by, await villageOf(tx, householdId));
		await requireImpartial(tx, by, householdId);
		if (await hasPrinted(tx, by.personId, householdId)) throw new Refusal("forbidden", "store.printedSlip");
		const said = await requireSpeaker(tx, householdId, { saidBy: named, speaker });
		const who = { householdId, orderedBy: by.personId, letInBy: null, ...said };
		const entered = await enter(tx, { ...ordering, ...who, way: "keeper" });
		if (entered.isThere) return entered;
		const { at } = ordering;
		const { points } = entered;
		if (isHandedOut) {
			await requireOtherHand(tx, { order: { ...entered, householdId, way: "keeper", orderedBy: by.personId }, by, at });
			await handOut(tx, { ...entered, by, at });
		}
		const params = { keeper: by.name, points };
		await notify(tx, { kind: "store_ordered_for", params, subject: `store:${entered.orderId}`, to: { householdId }, at });
		return entered;
	});
	changed([`store:${villageId}`]);
	return { orderId };
}

async function villageOf(tx: Tx, householdId: string): Promise<string> {
	const [home] = await tx.select().from(households).where(eq(households.id, householdId));
	if (!home) throw new Refusal("not_found", "common.notFound");
	if (home.closedAt) throw new Refusal("conflict", "store.householdEnded");
	return home.villageId;
}

interface Entering extends Ordering {
	householdId: string;
	way: OrderWay;
	orderedBy: string;
	letInBy: string | null;
	saidBy: string | null;
	saidByUnlisted: boolean;
}

async function enter(tx: Tx, { key, wanted, at, ...who }: Entering) {
	requireKey(key);
	const { householdId } = who;
	const [known] = await tx.select().from(storeOrders).where(eq(storeOrders.formKey, key));
	if (known && known.householdId !== householdId) throw new Refusal("not_found", "common.notFound");
	if (known) return { orderId: known.id, villageId: known.villageId, points: known.points, isThere: true };
	const villageId = await villageOf(tx, householdId);
	await requireFewOpen(tx, householdId);
	const lines = await pricedLines(tx, villageId, wanted);
	const points = lines.reduce((sum, line) => sum + line.points, 0);
	const { orderId, codeHash } = await freeCode(tx);
	const order = { id: orderId, formKey: key, villageId, points, codeHash, stageAt: at, orderedAt: at, lapsesAt: lapsesAfter(at) };
	await tx.insert(storeOrders).values({ ...who, ...order });
	await tx.insert(storeOrderLines).values(lines.map((line) => ({ ...line, orderId })));
	for (const { goodId, quantity } of lines) await move(tx, { goodId, kind: "out", quantity: -quantity, sourceId: orderId, at });
	await redeem(tx, { householdId, points, source: `order:${orderId}`, evidence: `order:${orderId}`, actorId: who.orderedBy, at });
	await takeStep(tx, ORDER_LIFE, { id: orderId, stage: "ordered", actorId: who.orderedBy, at });
	const action = who.way === "keeper" ? "store.order_for" : "store.order";
	await record(tx, { at, actorId: who.orderedBy, action, subject: `store:${orderId}`, detail: { household: householdId, points } });
	return { orderId, villageId, points, isThere: false };
}

async function requireFewOpen(tx: Tx, householdId: string): Promise<void> {
	const open = and(eq(storeOrders.householdId, householdId), eq(storeOrders.stage, literal("ordered")));
	if ((await tx.select({ id: storeOrders.id }).from(storeOrders).where(open)).length >= MOST_OPEN)
		throw new Refusal("conflict", "store.tooManyOpen", { params: { limit: MOST_OPEN } });
}

/** At the prices of now. If one is another than was read, the household is asked again. */
async function pricedLines(tx: Tx, villageId: string, wanted: Wanted[]) {
	const chosen = [...new Map(wanted.filter(({ quantity }) => quantity > 0).map((one) => [one.goodId, one])).values()];
	if (chosen.length === 0) throw new Refusal("invalid", "store.nothingChosen");
	const ids = chosen.map(({ goodId }) => goodId);
	const isNewest = sql`${storePrices.version} = (select max(version) from store_prices where good_id = ${storeGoods.id})`;
	const goods = await tx
		.select({
			goodId: storeGoods.id,
			name: storeGoods.name,
			priceId: storePrices.id,
			price: storePrices.points,
			endedAt: storeGoods.endedAt,
		})
		.from(storeGoods)
		.innerJoin(storePrices, and(eq(storePrices.goodId, storeGoods.id), isNewest))
		.where(and(inArray(storeGoods.id, ids), eq(storeGoods.villageId, villageId)));
	const changes: string[] = [];
	let field: string | undefined;
	const lines = [];
	for (const { goodId, priceId, quantity } of chosen) {
		const good = goods.find((one) => one.goodId === goodId);
		if (!good) throw new Refusal("not_found", "common.notFound");
		if (good.endedAt) throw new Refusal("conflict", "store.goodGone", { params: { name: good.name }, field: `q-${goodId}` });
		if (!Number.isInteger(quantity) || quantity > QUANTITY_MOST)
			throw new Refusal("invalid", "store.quantityBounds", { params: { limit: QUANTITY_MOST }, field: `q-${goodId}` });
		if (good.priceId !== priceId) {
			changes.push(`${good.name} ${await pointsRead(tx, priceId)} → ${good.price}`);
			field ??= `q-${goodId}`;
		}
		lines.push({ goodId, priceId: good.priceId, quantity, points: good.price * quantity });
	}
	if (changes.length > 0) throw new Refusal("conflict", "store.priceChanged", { params: { changes: changes.join("；") }, field });
	return lines;
}

async function pointsRead(tx: Tx, priceId: string): Promise<string> {
	const [read] = await tx.select({ points: storePrices.points }).from(storePrices).where(eq(storePrices.id, priceId));
	return read ? String(read.points) : "?";
}

/** An id whose code no order has that waits still. */
async function freeCode(tx: Tx): Promise<{ orderId: string; codeHash: string }> {
	for (;;) {
		const orderId = newId();
		const codeHash = pickupHash(pickupCodeOf(orderId));
		const waiting = and(eq(storeOrders.codeHash, codeHash), eq(storeOrders.stage, literal("ordered")));
		if ((await tx.select({ id: storeOrders.id }).from(storeOrders).where(waiting)).length === 0) return { orderId, codeHash };
	}
}
