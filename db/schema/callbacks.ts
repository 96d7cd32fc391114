import { sql } from "drizzle-orm";
import { check, index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { people } from "./accounts.ts";
import { CHECK_ANSWERS, CHECK_WAYS } from "./checks.ts";
import { moment, oneOf } from "./columns.ts";
import { households } from "./households.ts";
import { pointEntries } from "./points.ts";
import { regions } from "./regions.ts";

/** 回访: an entry of points that was drawn, or whose picture somebody found to be false (N02), and about which somebody who neither wrote nor signed it asks at its household. */
export const pointCallbacks = sqliteTable(
	"point_callbacks",
	{
		entrySeq: integer()
			.primaryKey()
			.references(() => pointEntries.seq),
		householdId: text()
			.notNull()
			.references(() => households.id),
		/** In whose books the entry stands. */
		villageId: text()
			.notNull()
			.references(() => regions.id),
		/** "2026-Q4"; null where no draw chose it. */
		quarter: text(),
		drawnAt: moment().notNull(),
		/** Why a picture behind it is false or an old one, and who found it. */
		found: text(),
		foundBy: text().references(() => people.id),
		foundAt: moment(),
		answer: text({ enum: CHECK_ANSWERS }),
		how: text({ enum: CHECK_WAYS }),
		/** What the household said, or why nobody was reached. */
		words: text(),
		answeredBy: text().references(() => people.id),
		answeredAt: moment(),
	},
	(t) => [
		index("point_callbacks_open").on(t.drawnAt, t.entrySeq).where(sql`${t.answeredAt} is null`),
		index("point_callbacks_of_village").on(t.villageId, t.quarter),
		index("point_callbacks_of_household").on(t.householdId),
		index("point_callbacks_to_rule").on(t.answeredAt).where(sql`${t.answer} = 'untrue' or ${t.foundBy} is not null`),
		check("point_callbacks_answer", oneOf(t.answer, CHECK_ANSWERS)),
		check("point_callbacks_how", oneOf(t.how, CHECK_WAYS)),
		check("point_callbacks_quarter", sql`${t.quarter} glob '20[0-9][0-9]-Q[1-4]'`),
		check("point_callbacks_drawn_or_found", sql`${t.quarter} is not null or ${t.foundBy} is not null`),
		check("point_callbacks_found", sql`length(${t.found}) between 5 and 300`),
		check(
			"point_callbacks_found_whole",
			sql`(${t.found} is null) = (${t.foundBy} is null) and (${t.found} is null) = (${t.foundAt} is null)`,
		),
		check("point_callbacks_words", sql`length(${t.words}) between 2 and 300`),
		check(
			"point_callbacks_whole",
			sql`(${t.answer} is null) = (${t.answeredAt} is null) and (${t.answer} is null) = (${t.answeredBy} is null) and (${t.answer} is null) = (${t.how} is null) and (${t.answer} is null) = (${t.words} is null)`,
		),
	],
);
