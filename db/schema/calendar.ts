import { sql } from "drizzle-orm";
import { check, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { people } from "./accounts.ts";
import { moment, oneOf } from "./columns.ts";

/** 放假, 上班: how a day differs from its weekday. */
export const MARKS = ["rest", "work"] as const;

/** Days marked by the district's admin; they override the product's data. */
export const calendarDays = sqliteTable(
	"calendar_days",
	{
		day: text().primaryKey(),
		mark: text({ enum: MARKS }).notNull(),
		name: text().notNull(),
		markedBy: text()
			.notNull()
			.references(() => people.id),
		markedAt: moment().notNull(),
	},
	(t) => [
		check("calendar_days_day", sql`${t.day} is date(${t.day})`),
		check("calendar_days_mark", oneOf(t.mark, MARKS)),
		check("calendar_days_name", sql`length(${t.name}) between 1 and 20`),
	],
);
