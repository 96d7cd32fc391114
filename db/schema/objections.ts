import { sql } from "drizzle-orm";
import { check, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { people } from "./accounts.ts";
import { flag, id, moment } from "./columns.ts";
import { households } from "./households.ts";

/** 异议: what a household says against something that was published for it, and the answer. */
export const objections = sqliteTable(
	"objections",
	{
		id: id(),
		/** What was published, e.g. "round"; each kind belongs to one area. */
		kind: text({ enum: ["board", "model_village", "rating", "round", "title"] }).notNull(),
		/** Its id in that area. */
		subject: text().notNull(),
		number: integer().notNull(),
		householdId: text()
			.notNull()
			.references(() => households.id),
		madeBy: text()
			.notNull()
			.references(() => people.id),
		words: text().notNull(),
		madeAt: moment().notNull(),
		answer: text(),
		isUpheld: flag(),
		answeredBy: text().references(() => people.id),
		answeredAt: moment(),
	},
	(t) => [
		uniqueIndex("objections_in_order").on(t.kind, t.subject, t.number),
		uniqueIndex("objections_one_a_household").on(t.kind, t.subject, t.householdId),
		check("objections_words", sql`length(${t.words}) between 5 and 500`),
		check("objections_answer", sql`length(${t.answer}) between 1 and 500`),
		check(
			"objections_answered_whole",
			sql`(${t.answer} is null) = (${t.isUpheld} is null) and (${t.answer} is null) = (${t.answeredBy} is null) and (${t.answer} is null) = (${t.answeredAt} is null)`,
		),
	],
);
