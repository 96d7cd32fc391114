import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { people } from "./accounts.ts";
import { flag, id, moment, oneOf } from "./columns.ts";
import { households } from "./households.ts";
import { regions } from "./regions.ts";

/** What a village put into its fund for a quarter. It counts once a second person signed (approvals). */
export const villageFunds = sqliteTable(
	"village_funds",
	{
		id: id(),
		villageId: text()
			.notNull()
			.references(() => regions.id),
		/** "2026-Q4". */
		quarter: text().notNull(),
		/** In points; one is a yuan of the fund. */
		deposit: integer().notNull(),
		documentNumber: text().notNull(),
		enteredBy: text()
			.notNull()
			.references(() => people.id),
		enteredAt: moment().notNull(),
	},
	(t) => [
		uniqueIndex("village_funds_documents").on(t.villageId, t.documentNumber),
		check("village_funds_deposit", sql`${t.deposit} between 1 and 10000000`),
		check("village_funds_quarter", sql`${t.quarter} glob '20[0-9][0-9]-Q[1-4]'`),
		check("village_funds_document", sql`length(${t.documentNumber}) between 1 and 60`),
	],
);

/** What stands in a village's books (triggers); nothing is issued that its fund does not cover. */
export const villageAccounts = sqliteTable(
	"village_accounts",
	{
		villageId: text()
			.primaryKey()
			.references(() => regions.id),
		deposited: integer().notNull().default(0),
		/** Redeemable points that households have. */
		liability: integer().notNull().default(0),
		spent: integer().notNull().default(0),
	},
	(t) => [
		check("village_accounts_covered", sql`${t.liability} + ${t.spent} <= ${t.deposited}`),
		check("village_accounts_never_below_zero", sql`${t.liability} >= 0 and ${t.spent} >= 0`),
	],
);

/** What stands for a household's redeemable points goes along when it goes to another village, and a village's fund when it is merged (triggers). */
export const fundMoves = sqliteTable("fund_moves", {
	id: integer().primaryKey({ autoIncrement: true }),
	fromVillageId: text()
		.notNull()
		.references(() => regions.id),
	toVillageId: text()
		.notNull()
		.references(() => regions.id),
	/** Null: what was left of a fund. */
	householdId: text().references(() => households.id),
	points: integer().notNull(),
	/** Whether the debt goes along too; in a merger of households the ledger moves it. */
	isOwed: flag().notNull(),
	/** The newest entry of the ledger at the time. */
	afterSeq: integer().notNull(),
});

/** Redeemable points of a household by the month that brought them, for their expiry (triggers). */
export const pointLots = sqliteTable(
	"point_lots",
	{
		householdId: text()
			.notNull()
			.references(() => households.id),
		month: text().notNull(),
		given: integer().notNull(),
		expired: integer().notNull().default(0),
		/** When it was settled: spent, or expired. */
		endedAt: moment(),
	},
	(t) => [
		primaryKey({ columns: [t.householdId, t.month] }),
		index("point_lots_running").on(t.month, t.householdId).where(sql`${t.endedAt} is null`),
		check("point_lots_expired", sql`${t.expired} between 0 and ${t.given}`),
	],
);

export const EXPIRY_STEPS = ["ninety", "thirty"] as const;

/** That a household was told what expires, and when; without both nothing does (trigger). */
export const expiryAnnouncements = sqliteTable(
	"expiry_announcements",
	{
		householdId: text()
			.notNull()
			.references(() => households.id),
		month: text().notNull(),
		step: text({ enum: EXPIRY_STEPS }).notNull(),
		at: moment().notNull(),
	},
	(t) => [primaryKey({ columns: [t.householdId, t.month, t.step] }), check("expiry_announcements_step", oneOf(t.step, EXPIRY_STEPS))],
);
