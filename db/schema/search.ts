import { sql } from "drizzle-orm";
import { check, index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { flag } from "./columns.ts";
import { households } from "./households.ts";
import { regions } from "./regions.ts";

/**
 * What the finder knows: a row for each place and household. Its `number` is the row of `search_index`, a table of FTS5 that drizzle does not know: the characters
 * of the name, its pinyin, the digits of number or code, and the places above. Triggers add rows and mark those whose words changed as `isStale`.
 */
export const searchEntries = sqliteTable(
	"search_entries",
	{
		number: integer().primaryKey({ autoIncrement: true }),
		regionId: text()
			.unique()
			.references(() => regions.id, { onDelete: "cascade" }),
		householdId: text()
			.unique()
			.references(() => households.id, { onDelete: "cascade" }),
		isStale: flag().notNull().default(true),
	},
	(t) => [
		index("search_entries_stale").on(t.number).where(sql`${t.isStale} = 1`),
		check("search_entries_one_thing", sql`(${t.regionId} is null) <> (${t.householdId} is null)`),
	],
);
