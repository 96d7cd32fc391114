import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { type Life, stepColumns, stepRules } from "../stages.ts";
import { people } from "./accounts.ts";
import { flag, id, moment, oneOf } from "./columns.ts";
import { households } from "./households.ts";
import { regions } from "./regions.ts";
import { storeGoods, storePrices } from "./store.ts";

export const ORDER_STAGES = ["ordered", "collected", "cancelled", "lapsed"] as const;

export const ORDER_LIFE = {
	...{ rows: "store_order_stages", of: "store_orders", key: "order_id", begins: "ordered" },
	next: { ordered: ["collected", "cancelled", "lapsed"], collected: [], cancelled: [], lapsed: [] },
} as const satisfies Life<(typeof ORDER_STAGES)[number]>;

export const ORDER_WAYS = ["own", "kiosk", "keeper"] as const;

/** 换货单: what a household exchanges its points for. Points, stock and order change in one transaction (trigger). */
export const storeOrders = sqliteTable(
	"store_orders",
	{
		id: id(),
		/** Of the form; sent again, it is the same order. */
		formKey: text().notNull().unique(),
		villageId: text()
			.notNull()
			.references(() => regions.id),
		householdId: text()
			.notNull()
			.references(() => households.id),
		points: integer().notNull(),
		/** 取货码: what is kept of it opens nothing. */
		codeHash: text().notNull(),
		stage: text({ enum: ORDER_STAGES }).notNull().default("ordered"),
		stageAt: moment().notNull(),
		way: text({ enum: ORDER_WAYS }).notNull(),
		orderedBy: text()
			.notNull()
			.references(() => people.id),
		/** Who printed the slip to which the session goes back. */
		letInBy: text().references(() => people.id),
		/** Who of the household said so to the keeper. */
		saidBy: text(),
		saidByUnlisted: flag().notNull().default(false),
		orderedAt: moment().notNull(),
		lapsesAt: moment().notNull(),
	},
	(t) => [
		index("store_orders_of_household").on(t.householdId, t.orderedAt),
		index("store_orders_of_village").on(t.villageId, t.orderedAt),
		index("store_orders_by_code").on(t.codeHash),
		index("store_orders_open").on(t.villageId, t.lapsesAt).where(sql`${t.stage} = 'ordered'`),
		check("store_orders_points", sql`${t.points} > 0`),
		check("store_orders_way", oneOf(t.way, ORDER_WAYS)),
		check("store_orders_said", sql`(${t.way} = 'keeper') = (${t.saidBy} is not null)`),
		check("store_orders_lapse", sql`${t.lapsesAt} > ${t.orderedAt}`),
	],
);

export const storeOrderLines = sqliteTable(
	"store_order_lines",
	{
		orderId: text()
			.notNull()
			.references(() => storeOrders.id),
		goodId: text()
			.notNull()
			.references(() => storeGoods.id),
		priceId: text()
			.notNull()
			.references(() => storePrices.id),
		quantity: integer().notNull(),
		points: integer().notNull(),
	},
	(t) => [
		primaryKey({ columns: [t.orderId, t.goodId] }),
		index("store_order_lines_of_good").on(t.goodId),
		check("store_order_lines_quantity", sql`${t.quantity} between 1 and 99`),
	],
);

export const storeOrderStages = sqliteTable(
	"store_order_stages",
	{
		orderId: text()
			.notNull()
			.references(() => storeOrders.id),
		...stepColumns(ORDER_STAGES),
	},
	(t) => stepRules(ORDER_LIFE, { ...t, thing: t.orderId }),
);
