import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { people } from "./accounts.ts";
import { flag, id, moment, oneOf } from "./columns.ts";
import { households } from "./households.ts";
import { regions } from "./regions.ts";

/** Rules whose evidence is a list of the village: a clean-up day, help for a neighbour, the minutes, a check of the quarter, an editor's record. */
export const LIST_CODES = ["P04", "P05", "P07", "P08", "P09"] as const;

/** 记分名单: who took part in what, as the village wrote it down. It never changes; what it pays are rows of the ledger. */
export const pointLists = sqliteTable(
	"point_lists",
	{
		/** The key of its form, so that it is entered once. */
		id: id(),
		villageId: text()
			.notNull()
			.references(() => regions.id),
		code: text({ enum: LIST_CODES }).notNull(),
		/** "2026-11-20"; rule and limit go by this day. */
		heldOn: text().notNull(),
		occasion: text().notNull(),
		/** By what it is shown: who called the names, which minutes. */
		words: text().notNull(),
		/** The number of the paper list, if there is one. */
		paperNumber: text().notNull(),
		/** Who was helped, and says whether it is so. */
		helpedId: text().references(() => households.id),
		/** How many lines it has. */
		households: integer().notNull(),
		enteredBy: text()
			.notNull()
			.references(() => people.id),
		enteredAt: moment().notNull(),
	},
	(t) => [
		uniqueIndex("point_lists_once").on(t.villageId, t.code, t.heldOn, t.occasion),
		index("point_lists_of_village").on(t.villageId, t.enteredAt),
		index("point_lists_newest").on(t.enteredAt),
		index("point_lists_of_helped").on(t.helpedId),
		check("point_lists_code", oneOf(t.code, LIST_CODES)),
		check("point_lists_day", sql`${t.heldOn} glob '20[0-9][0-9]-[01][0-9]-[0-3][0-9]'`),
		check("point_lists_occasion", sql`length(${t.occasion}) between 2 and 60`),
		check("point_lists_words", sql`length(${t.words}) between 2 and 300`),
		check("point_lists_paper", sql`length(${t.paperNumber}) <= 40`),
		check("point_lists_helped", sql`(${t.helpedId} is not null) = (${t.code} = 'P05')`),
		check("point_lists_households", sql`${t.households} between 1 and 300`),
	],
);

export const pointListLines = sqliteTable(
	"point_list_lines",
	{
		listId: text()
			.notNull()
			.references(() => pointLists.id),
		householdId: text()
			.notNull()
			.references(() => households.id),
		position: integer().notNull(),
	},
	(t) => [primaryKey({ columns: [t.listId, t.householdId] }), index("point_list_lines_of_household").on(t.householdId)],
);

/** What the household says that was helped: by its own session, or to an officer who did not enter the list. */
export const pointListWords = sqliteTable("point_list_words", {
	listId: text()
		.primaryKey()
		.references(() => pointLists.id),
	isTrue: flag().notNull(),
	answeredBy: text()
		.notNull()
		.references(() => people.id),
	letInBy: text().references(() => people.id),
	saidBy: text(),
	saidByUnlisted: flag().notNull(),
	at: moment().notNull(),
});
