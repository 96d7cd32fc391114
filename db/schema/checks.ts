import { sql } from "drizzle-orm";
import { check, index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { people } from "./accounts.ts";
import { auditEntries } from "./audit.ts";
import { moment } from "./columns.ts";
import { regions } from "./regions.ts";

export const CHECK_ANSWERS = ["true", "untrue", "not_reached"] as const;
export const CHECK_WAYS = ["phone", "visit"] as const;

/** 抽查: a change of a household that was drawn to be asked about, by somebody who did not make it. */
export const householdChecks = sqliteTable(
	"household_checks",
	{
		/** The line of the trail that says what became what. */
		entrySeq: integer()
			.primaryKey()
			.references(() => auditEntries.seq),
		/** No reference: a household that was entered by mistake may still be taken back. */
		householdId: text().notNull(),
		/** The village. */
		regionId: text()
			.notNull()
			.references(() => regions.id),
		changedBy: text()
			.notNull()
			.references(() => people.id),
		drawnAt: moment().notNull(),
		answer: text({ enum: CHECK_ANSWERS }),
		how: text({ enum: CHECK_WAYS }),
		/** What the household said, or why nobody was reached. */
		words: text(),
		answeredBy: text().references(() => people.id),
		answeredAt: moment(),
	},
	(t) => [
		index("household_checks_open").on(t.regionId).where(sql`${t.answeredAt} is null`),
		index("household_checks_answered").on(t.answeredAt).where(sql`${t.answeredAt} is not null`),
		check("household_checks_answer", sql`${t.answer} in ('true', 'untrue', 'not_reached')`),
		check("household_checks_how", sql`${t.how} in ('phone', 'visit')`),
		check("household_checks_words", sql`length(${t.words}) between 2 and 300`),
		check(
			"household_checks_whole",
			sql`(${t.answer} is null) = (${t.answeredAt} is null) and (${t.answer} is null) = (${t.answeredBy} is null) and (${t.answer} is null) = (${t.how} is null) and (${t.answer} is null) = (${t.words} is null)`,
		),
	],
);
