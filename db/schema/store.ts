import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { people } from "./accounts.ts";
import { flag, id, moment, oneOf } from "./columns.ts";
import { photos } from "./photos.ts";
import { regions } from "./regions.ts";

const village = () =>
	text()
		.notNull()
		.references(() => regions.id);
const person = () => text().references(() => people.id);

/** 店长: who keeps a village's store. An appointment ends by `endedAt`; its row stays. */
export const storeKeepers = sqliteTable(
	"store_keepers",
	{
		id: id(),
		villageId: village(),
		personId: person().notNull(),
		addedBy: person().notNull(),
		addedAt: moment().notNull(),
		endedAt: moment(),
		endedBy: person(),
	},
	(t) => [
		uniqueIndex("store_keepers_once").on(t.villageId, t.personId).where(sql`${t.endedAt} is null`),
		index("store_keepers_of_person").on(t.personId),
		check("store_keepers_not_oneself", sql`${t.addedBy} <> ${t.personId}`),
		check("store_keepers_ended", sql`(${t.endedAt} is null) = (${t.endedBy} is null)`),
	],
);

/** 捐赠方: an office, a firm or a person who gave something, named as they want to be, or not at all. */
export const storeDonors = sqliteTable(
	"store_donors",
	{
		id: id(),
		villageId: village(),
		kind: text({ enum: ["office", "firm", "person"] }).notNull(),
		name: text().notNull(),
		/** Whether they agreed to be named. */
		isNamed: flag().notNull(),
		addedBy: person().notNull(),
		addedAt: moment().notNull(),
	},
	(t) => [
		uniqueIndex("store_donors_once").on(t.villageId, t.name),
		check("store_donors_kind", oneOf(t.kind, ["office", "firm", "person"])),
		check("store_donors_name", sql`length(${t.name}) between 2 and 60`),
	],
);

/** 货品. `stock` is what may still be ordered; it follows the movements (trigger). */
export const storeGoods = sqliteTable(
	"store_goods",
	{
		id: id(),
		villageId: village(),
		name: text().notNull(),
		/** What one of it is: 块, 袋 5 斤. */
		unit: text().notNull(),
		description: text().notNull().default(""),
		photoId: text().references(() => photos.id),
		stock: integer().notNull().default(0),
		addedBy: person().notNull(),
		addedAt: moment().notNull(),
		endedAt: moment(),
	},
	(t) => [
		uniqueIndex("store_goods_named_once").on(t.villageId, t.name).where(sql`${t.endedAt} is null`),
		index("store_goods_of_village").on(t.villageId),
		uniqueIndex("store_goods_by_photo").on(t.photoId),
		check("store_goods_stock", sql`${t.stock} >= 0`),
		check("store_goods_name", sql`length(${t.name}) between 1 and 30`),
		check("store_goods_unit", sql`length(${t.unit}) between 1 and 12`),
		check("store_goods_description", sql`length(${t.description}) <= 200`),
	],
);

/** A version of a good's price in points; the newest one counts. */
export const storePrices = sqliteTable(
	"store_prices",
	{
		id: id(),
		goodId: text()
			.notNull()
			.references(() => storeGoods.id),
		version: integer().notNull(),
		points: integer().notNull(),
		setBy: person().notNull(),
		setAt: moment().notNull(),
	},
	(t) => [uniqueIndex("store_prices_versions").on(t.goodId, t.version), check("store_prices_points", sql`${t.points} between 1 and 1000`)],
);

/** 进货: what came, bought or given. It counts once two people signed it. */
export const storeDeliveries = sqliteTable(
	"store_deliveries",
	{
		id: id(),
		goodId: text()
			.notNull()
			.references(() => storeGoods.id),
		quantity: integer().notNull(),
		/** What one cost the village, in fen; for its own books. 0: given. */
		unitCost: integer().notNull(),
		donorId: text().references(() => storeDonors.id),
		enteredBy: person().notNull(),
		enteredAt: moment().notNull(),
	},
	(t) => [
		index("store_deliveries_of_good").on(t.goodId, t.enteredAt),
		check("store_deliveries_quantity", sql`${t.quantity} between 1 and 10000`),
		check("store_deliveries_cost", sql`${t.unitCost} between 0 and 1000000`),
	],
);

/** 盘点: once a month everything is counted. The differences count once two people signed them. */
export const storeTakings = sqliteTable(
	"store_takings",
	{
		id: id(),
		villageId: village(),
		month: text().notNull(),
		countedBy: person().notNull(),
		countedAt: moment().notNull(),
	},
	(t) => [index("store_takings_of_village").on(t.villageId, t.month)],
);

export const storeTakingLines = sqliteTable(
	"store_taking_lines",
	{
		takingId: text()
			.notNull()
			.references(() => storeTakings.id),
		goodId: text()
			.notNull()
			.references(() => storeGoods.id),
		/** On the shelf by the books: what may be ordered, and what is laid aside. */
		expected: integer().notNull(),
		counted: integer().notNull(),
	},
	(t) => [
		primaryKey({ columns: [t.takingId, t.goodId] }),
		check("store_taking_lines_counts", sql`${t.expected} >= 0 and ${t.counted} between 0 and 100000`),
	],
);

const MOVEMENTS = ["in", "out", "back", "count"] as const;

/** 出入库: each change of a stock, once for each source; the stock never falls below 0. */
export const storeMovements = sqliteTable(
	"store_movements",
	{
		goodId: text()
			.notNull()
			.references(() => storeGoods.id),
		seq: integer().notNull(),
		kind: text({ enum: MOVEMENTS }).notNull(),
		/** Signed: what it adds. */
		quantity: integer().notNull(),
		stockAfter: integer().notNull(),
		/** The delivery, order or stock-taking that it comes from. */
		sourceId: text().notNull(),
		at: moment().notNull(),
	},
	(t) => [
		primaryKey({ columns: [t.goodId, t.seq] }),
		index("store_movements_of_month").on(t.goodId, t.at, t.seq),
		uniqueIndex("store_movements_once").on(t.sourceId, t.goodId, t.kind),
		check("store_movements_never_below_zero", sql`${t.stockAfter} >= 0`),
		check(
			"store_movements_kind",
			sql`case ${t.kind} when 'in' then ${t.quantity} > 0 when 'back' then ${t.quantity} > 0 when 'out' then ${t.quantity} < 0
				when 'count' then ${t.quantity} <> 0 else false end`,
		),
	],
);
