import { sql } from "drizzle-orm";
import { type AnySQLiteColumn, check, index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { id, moment } from "./columns.ts";

export const REGION_LEVELS = ["district", "town", "village", "hamlet"] as const;

/** 区 → 镇/街道 → 村/社区 → 自然村/组. `path` is the ids from the top ("/a/b/c/"), so that a scope is a prefix. */
export const regions = sqliteTable(
	"regions",
	{
		id: id(),
		code: text().notNull().unique(),
		codeSource: text({ enum: ["national", "local"] }).notNull(),
		level: text({ enum: REGION_LEVELS }).notNull(),
		name: text().notNull(),
		parentId: text().references((): AnySQLiteColumn => regions.id),
		path: text().notNull().unique(),
		validFrom: moment().notNull(),
		validTo: moment(),
		mergedIntoId: text().references((): AnySQLiteColumn => regions.id),
	},
	(t) => [
		index("regions_by_parent").on(t.parentId),
		index("hamlets_by_day").on(t.validFrom).where(sql`level = 'hamlet' and valid_to is null`),
		index("villages_by_name").on(t.name).where(sql`level = 'village'`),
		check("regions_level", sql`${t.level} in ('district', 'town', 'village', 'hamlet')`),
		check("regions_parent", sql`(${t.level} = 'district') = (${t.parentId} is null)`),
	],
);
