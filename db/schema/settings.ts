import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import { people } from "./accounts.ts";
import { moment } from "./columns.ts";

/** Settings that were changed; the defaults are in `domain/settings`. */
export const settings = sqliteTable("settings", {
	key: text().primaryKey(),
	value: text({ mode: "json" }).notNull(),
	changedBy: text().references(() => people.id),
	changedAt: moment().notNull(),
});
