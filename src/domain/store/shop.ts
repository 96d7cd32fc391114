import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { households } from "#db/schema/households.ts";
import { photos } from "#db/schema/photos.ts";
import { regions } from "#db/schema/regions.ts";
import { storeGoods, storePrices } from "#db/schema/store.ts";
import { storeOrders } from "#db/schema/store-orders.ts";
import { cursorOf } from "#domain/paging.ts";
import { knownPictures } from "#domain/photos/picture.ts";
import { ORDER_LINES } from "./order-lines.ts";
import { pickupCodeOf } from "./pickups.ts";
import { stockOf } from "./rules.ts";
import type { Good, NothingToSpend, OwnOrder } from "./types.ts";

/** The store of a household's village as it sees it, what it may spend there, and if that is nothing, why. */
export async function shopOf(householdId: string, at: Date) {
	const { village, donors, balance, redeemable, hasFund, hasRules } = await purseOf(householdId, at);
	const goods = await goodsIn(village.villageId);
	const nothing: NothingToSpend | null =
		redeemable > 0 ? null : balance === 0 ? "noPoints" : !hasFund ? "noFund" : !hasRules ? "noRules" : "honourOnly";
	return { village, goods, donors, balance, redeemable, nothing };
}

async function purseOf(householdId: string, at: Date) {
	const rules = sql`select 1 from rule_sets where village_id = regions.id and effective_from <= ${at.getTime()}`;
	const [purse] = await db
		.select({
			villageId: regions.id,
			village: nameAmongAll("regions"),
			balance: sql<number>`coalesce((select balance_after from point_entries where household_id = households.id order by seq desc limit 1), 0)`,
			redeemable: sql<number>`coalesce((select redeemable_after from point_legs where household_id = households.id order by entry_seq desc limit 1), 0)`,
			donors: DONORS,
			hasFund: sql<number>`exists (select 1 from village_accounts where village_id = regions.id and deposited > 0)`,
			hasRules: sql<number>`exists (${rules})`,
		})
		.from(households)
		.innerJoin(regions, eq(regions.id, households.villageId))
		.where(eq(households.id, householdId));
	if (!purse) throw new Error(`household ${householdId} is not there`);
	const { villageId, village, hasFund, hasRules, ...points } = purse;
	return { village: { villageId, name: village }, ...points, hasFund: Boolean(hasFund), hasRules: Boolean(hasRules) };
}

/** What a village's store offers, each at its price of now. */
export async function goodsIn(villageId: string): Promise<Good[]> {
	const isNewest = sql`${storePrices.version} = (select max(version) from store_prices where good_id = ${storeGoods.id})`;
	const goods = await db
		.select({
			goodId: storeGoods.id,
			name: storeGoods.name,
			unit: storeGoods.unit,
			description: storeGoods.description,
			stock: storeGoods.stock,
			priceId: storePrices.id,
			points: storePrices.points,
			photoId: photos.id,
			revision: photos.revision,
		})
		.from(storeGoods)
		.innerJoin(storePrices, and(eq(storePrices.goodId, storeGoods.id), isNewest))
		.leftJoin(photos, eq(photos.id, storeGoods.photoId))
		.where(and(eq(storeGoods.villageId, villageId), isNull(storeGoods.endedAt)));
	const pictures = await knownPictures(goods.flatMap(({ photoId, revision }) => (photoId ? [{ photoId, revision: revision ?? 0 }] : [])));
	const shown = goods.map(({ photoId, revision: _, ...good }) => ({
		...good,
		state: stockOf(good.stock),
		picture: pictures.get(photoId ?? "") ?? null,
	}));
	return shown.sort((one, other) => one.points - other.points || one.name.localeCompare(other.name, "zh-CN"));
}

/** 价目 for everybody: what a village's store offers and who gave it; null if there is no such village. */
export async function priceList(villageId: string) {
	const [village] = await db
		.select({ villageId: regions.id, name: nameAmongAll("regions"), donors: DONORS })
		.from(regions)
		.where(and(eq(regions.id, villageId), eq(regions.level, literal("village")), isNull(regions.validTo)));
	return village ? { village, goods: await goodsIn(villageId) } : null;
}

const ORDERS_A_PAGE = 10;
const CURSOR = cursorOf("orders", "time", "id");

/** The household's own orders, the newest first; what waits for it bears its code. */
export async function ordersOf(householdId: string, older?: string | null) {
	const before = CURSOR.read(older);
	const isOlder = before && sql`(${storeOrders.orderedAt}, ${storeOrders.id}) < (${before[0].getTime()}, ${before[1]})`;
	const rows = await db
		.select({ ...ORDER, saidBy: storeOrders.saidBy })
		.from(storeOrders)
		.where(and(eq(storeOrders.householdId, householdId), isOlder))
		.orderBy(desc(storeOrders.orderedAt), desc(storeOrders.id))
		.limit(ORDERS_A_PAGE + 1);
	const { page, next } = CURSOR.cut(rows, ORDERS_A_PAGE, (row) => [row.orderedAt, row.orderId]);
	const orders: OwnOrder[] = page.map((row) => ({ ...row, code: row.stage === "ordered" ? pickupCodeOf(row.orderId) : null }));
	return { orders, next, isFirst: before === undefined };
}

/** 换走的东西: what the village's households collected, by their doors, for its villagers alone. */
export async function takenIn(householdId: string, older?: string | null) {
	const before = CURSOR.read(older);
	const isOlder = before && sql`(${storeOrders.orderedAt}, ${storeOrders.id}) < (${before[0].getTime()}, ${before[1]})`;
	const ofVillage = sql`${storeOrders.villageId} = (select village_id from households where id = ${householdId})`;
	const rows = await db
		.select({ ...ORDER, hamlet: regions.name, number: households.number })
		.from(storeOrders)
		.innerJoin(households, eq(households.id, storeOrders.householdId))
		.innerJoin(regions, eq(regions.id, households.hamletId))
		.where(and(ofVillage, eq(storeOrders.stage, literal("collected")), isOlder))
		.orderBy(desc(storeOrders.orderedAt), desc(storeOrders.id))
		.limit(TAKEN_A_PAGE + 1);
	const { page, next } = CURSOR.cut(rows, TAKEN_A_PAGE, (row) => [row.orderedAt, row.orderId]);
	return { taken: page, next, isFirst: before === undefined };
}

const TAKEN_A_PAGE = 30;

/** Who gave something and agreed to be named. */
const DONORS = sql`(select json_group_array(name order by added_at) from store_donors where village_id = regions.id and is_named)`.mapWith(
	(names: string) => JSON.parse(names) as string[],
);

const ORDER = {
	orderId: storeOrders.id,
	stage: storeOrders.stage,
	stageAt: storeOrders.stageAt,
	points: storeOrders.points,
	orderedAt: storeOrders.orderedAt,
	lapsesAt: storeOrders.lapsesAt,
	lines: ORDER_LINES,
};
