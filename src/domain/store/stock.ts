import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { db, type Reader, type Tx, write } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { approvals } from "#db/schema/approvals.ts";
import { storeDeliveries, storeDonors, storeGoods, storeMovements, storeTakingLines, storeTakings } from "#db/schema/store.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import type { KindRules } from "#domain/approvals/answer.ts";
import { propose } from "#domain/approvals/propose.ts";
import { record } from "#domain/audit/trail.ts";
import { monthAt } from "#domain/calendar/rules.ts";
import { Refusal } from "#domain/errors.ts";
import { ADMIN_ROLES } from "#domain/regions/scope.ts";
import { tidyCode } from "#domain/text.ts";
import { requireGood, requireStore } from "./keepers.ts";
import { fenOf, requireKey, wholeWithin } from "./rules.ts";
import { DELIVERY_MOST } from "./types.ts";

interface Delivering {
	/** Of its form: sent again, it is the same delivery. */
	key: string;
	goodId: string;
	quantity: string;
	/** What one cost, in yuan; nothing where it was given. */
	cost: string;
	donorId: string;
	/** The receipt, or who handed it over. */
	why: string;
	by: Viewer;
	at: Date;
}

/** 进货: entered and signed for by one; in stock once another one signed. */
export async function deliver({ key, goodId, donorId, why, by, at, ...typed }: Delivering): Promise<{ deliveryId: string }> {
	requireKey(key);
	const quantity = wholeWithin(typed.quantity, { least: 1, most: DELIVERY_MOST });
	if (quantity === undefined)
		throw new Refusal("invalid", "storeDesk.quantityBounds", { field: "quantity", params: { limit: DELIVERY_MOST } });
	const unitCost = tidyCode(typed.cost) === "" && donorId ? 0 : fenOf(typed.cost);
	if (unitCost === undefined) throw new Refusal("invalid", "storeDesk.costMissing", { field: "cost" });
	return write(async (tx) => {
		const good = await requireGood(tx, by, goodId, { orKeeper: true });
		if (good.endedAt) throw new Refusal("conflict", "storeDesk.goodEnded", { params: { name: good.name } });
		if (donorId) await requireDonor(tx, donorId, good.villageId);
		const entered = { goodId, quantity, unitCost, donorId: donorId || null, enteredBy: by.personId, enteredAt: at };
		const [known] = await tx.select({ deliveryId: storeDeliveries.id }).from(storeDeliveries).where(eq(storeDeliveries.id, key));
		if (known) return known;
		await tx.insert(storeDeliveries).values({ ...entered, id: key });
		const about = { kind: "store", regionId: good.villageId, householdId: null, outcome: "in" } as const;
		await propose(tx, { ...about, subject: `delivery/${key}`, why, by, at });
		await record(tx, { at, actorId: by.personId, action: "store.deliver", subject: `store:${goodId}`, detail: { quantity, unitCost } });
		return { deliveryId: key };
	});
}

async function requireDonor(tx: Tx, donorId: string, villageId: string): Promise<void> {
	const own = and(eq(storeDonors.id, donorId), eq(storeDonors.villageId, villageId));
	if ((await tx.select({ id: storeDonors.id }).from(storeDonors).where(own)).length === 0)
		throw new Refusal("invalid", "storeDesk.donorMissing", { field: "donorId" });
}

interface Counting {
	/** Of its form: sent again, it is the same stock-taking. */
	key: string;
	villageId: string;
	/** By good, as it was typed. */
	counted: Record<string, string>;
	why: string;
	by: Viewer;
	at: Date;
}

/** 盘点: what lies on the shelf, laid aside or not. Without a difference it stands at once, otherwise once another one signed. */
export async function takeStock({ key, villageId, counted, why, by, at }: Counting): Promise<{ takingId: string; differences: number }> {
	requireKey(key);
	return write(async (tx) => {
		await requireStore(tx, by, villageId, ADMIN_ROLES, { orKeeper: true });
		const [known] = await tx.select({ takingId: storeTakings.id }).from(storeTakings).where(eq(storeTakings.id, key));
		if (known) return { ...known, differences: (await differencesOf(tx, key)).length };
		const shelf = await onTheShelf(villageId, tx);
		if (shelf.length === 0) throw new Refusal("conflict", "storeDesk.nothingToCount");
		const lines = shelf.map(({ goodId, name, expected }) => {
			const number = wholeWithin(counted[goodId] ?? "", { least: 0, most: DELIVERY_MOST });
			if (number === undefined) throw new Refusal("invalid", "storeDesk.countMissing", { field: `count-${goodId}`, params: { name } });
			return { goodId, expected, counted: number };
		});
		await requireNoneOpen(tx, villageId);
		await tx.insert(storeTakings).values({ id: key, villageId, month: monthAt(at), countedBy: by.personId, countedAt: at });
		await tx.insert(storeTakingLines).values(lines.map((line) => ({ ...line, takingId: key })));
		const differences = lines.filter(({ expected, counted: found }) => expected !== found).length;
		const about = { kind: "store", regionId: villageId, householdId: null, outcome: "count" } as const;
		if (differences > 0) await propose(tx, { ...about, subject: `taking/${key}`, why, by, at });
		await record(tx, { at, actorId: by.personId, action: "store.take_stock", subject: `region:${villageId}`, detail: { differences } });
		return { takingId: key, differences };
	});
}

/** One at a time: the next one counts from what the last one found. */
async function requireNoneOpen(tx: Tx, villageId: string): Promise<void> {
	const open = and(
		eq(approvals.kind, literal("store")),
		eq(approvals.regionId, villageId),
		isNull(approvals.answer),
		sql`${approvals.outcome} = 'count'`,
	);
	if ((await tx.select({ id: approvals.id }).from(approvals).where(open)).length > 0) throw new Refusal("conflict", "storeDesk.countOpen");
}

/** What should lie there: what may be ordered, and what is laid aside. */
export function onTheShelf(villageId: string, reader: Reader = db) {
	const aside = sql<number>`coalesce((select sum(l.quantity) from store_orders o join store_order_lines l on l.order_id = o.id
		where o.village_id = ${villageId} and o.stage = 'ordered' and l.good_id = store_goods.id), 0)`;
	return reader
		.select({
			goodId: storeGoods.id,
			name: storeGoods.name,
			unit: storeGoods.unit,
			aside,
			expected: sql<number>`${storeGoods.stock} + ${aside}`,
		})
		.from(storeGoods)
		.where(and(eq(storeGoods.villageId, villageId), sql`(${storeGoods.endedAt} is null or ${storeGoods.stock} > 0)`))
		.orderBy(storeGoods.name);
}

/** The second signature of a delivery or of a stock-taking. */
export const STORE_APPROVAL: KindRules = {
	require: async () => undefined,
	async takeEffect(tx, { subject }, { at }) {
		const [what, id = ""] = subject.split("/");
		const moved = what === "delivery" ? await deliveredIn(tx, id) : await differencesOf(tx, id);
		for (const one of moved) await move(tx, { ...one, kind: what === "delivery" ? "in" : "count", sourceId: id, at });
	},
	pages: ({ regionId }) => [`store:${regionId}`],
};

async function deliveredIn(tx: Tx, deliveryId: string) {
	const those = { goodId: storeDeliveries.goodId, quantity: storeDeliveries.quantity };
	return tx.select(those).from(storeDeliveries).where(eq(storeDeliveries.id, deliveryId));
}

async function differencesOf(tx: Tx, takingId: string) {
	const lines = await tx.select().from(storeTakingLines).where(eq(storeTakingLines.takingId, takingId));
	return lines.flatMap(({ goodId, expected, counted }) => (counted === expected ? [] : [{ goodId, quantity: counted - expected }]));
}

interface Movement {
	goodId: string;
	kind: "in" | "out" | "back" | "count";
	/** Signed: what it adds. */
	quantity: number;
	sourceId: string;
	at: Date;
}

/** Each change of a stock; more than there is does not go out. */
export async function move(tx: Tx, { goodId, quantity, ...movement }: Movement): Promise<void> {
	const [good] = await tx.select({ stock: storeGoods.stock, name: storeGoods.name }).from(storeGoods).where(eq(storeGoods.id, goodId));
	const stockAfter = (good?.stock ?? 0) + quantity;
	if (stockAfter < 0) {
		const params = { name: good?.name ?? "", left: good?.stock ?? 0 };
		throw new Refusal("conflict", movement.kind === "count" ? "storeDesk.countAgain" : "store.notEnough", { params, field: `q-${goodId}` });
	}
	const [last] = await tx
		.select({ seq: storeMovements.seq })
		.from(storeMovements)
		.where(eq(storeMovements.goodId, goodId))
		.orderBy(desc(storeMovements.seq))
		.limit(1);
	await tx.insert(storeMovements).values({ ...movement, goodId, quantity, stockAfter, seq: (last?.seq ?? 0) + 1 });
}
