import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { flag } from "./columns.ts";

/** The leaf codes of the taxonomy (Q1-01 清理生活垃圾 …). They are data, so that a county may change its slogans. */
export const leafCategories = sqliteTable("leaf_categories", {
	code: text().primaryKey(),
	name: text().notNull(),
	nameEn: text().notNull(),
	/** The unit for reporting to higher levels. */
	unit: text().notNull(),
	/** In plain words, for the card that a villager taps. */
	plain: text().notNull(),
	plainEn: text().notNull(),
	isForCourtyard: flag().notNull(),
	position: integer().notNull(),
});

/** 三清, 三拆, 三整治: groups of leaves. */
export const sloganGroups = sqliteTable("slogan_groups", {
	code: text().primaryKey(),
	name: text().notNull(),
	nameEn: text().notNull(),
	position: integer().notNull(),
});

export const sloganGroupLeaves = sqliteTable(
	"slogan_group_leaves",
	{
		groupCode: text()
			.notNull()
			.references(() => sloganGroups.code),
		leafCode: text()
			.notNull()
			.references(() => leafCategories.code),
	},
	(t) => [primaryKey({ columns: [t.groupCode, t.leafCode] })],
);
