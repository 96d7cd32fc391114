import { sql } from "drizzle-orm";
import { check, index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { type Life, stepColumns, stepRules } from "../stages.ts";
import { people } from "./accounts.ts";
import { id, moment, oneOf } from "./columns.ts";
import { households } from "./households.ts";
import { ratingResults } from "./ratings.ts";
import { regions } from "./regions.ts";

export const TITLE_STAGES = ["proposed", "declined", "noticed", "titled", "warned", "removed", "given_up"] as const;
/** Who put a courtyard forward. */
export const TITLE_ORIGINS = ["village", "household"] as const;
export const TITLE_FINDINGS = ["passed", "warned", "failed"] as const;

/** Proposed and agreed to by the household, noticed in the village, titled by the town; warned after a check that was not passed, and then titled again or removed. The household leaves whenever it likes. */
export const TITLE_LIFE = {
	...{ rows: "courtyard_title_stages", of: "courtyard_titles", key: "title_id", begins: "proposed" },
	next: {
		proposed: ["noticed", "declined"],
		noticed: ["titled", "declined"],
		titled: ["warned", "given_up"],
		warned: ["titled", "removed", "given_up"],
		removed: [],
		given_up: [],
		declined: [],
	},
} as const satisfies Life<(typeof TITLE_STAGES)[number]>;

/** 示范户: one proposal of a courtyard and what becomes of it. Its id is the number of the plaque. */
export const courtyardTitles = sqliteTable(
	"courtyard_titles",
	{
		id: id(),
		householdId: text()
			.notNull()
			.references(() => households.id),
		villageId: text()
			.notNull()
			.references(() => regions.id),
		origin: text({ enum: TITLE_ORIGINS }).notNull(),
		/** The settled rating for which it is proposed; a household in hardship, which is not rated, may ask without one. */
		resultId: text().references(() => ratingResults.id),
		nominatedBy: text()
			.notNull()
			.references(() => people.id),
		nominatedAt: moment().notNull(),
		/** The household's own yes to notice and title. */
		agreedAt: moment(),
		agreedBy: text().references(() => people.id),
		/** By whom it was said, if an officer wrote it down. */
		saidBy: text(),
		stage: text({ enum: TITLE_STAGES }).notNull().default("proposed"),
		stageAt: moment().notNull(),
		/** From when on the next step may, or must, be taken; null while it is the household's turn, and when all is over. The triggers set it. */
		dueAt: moment(),
		/** The first moment that is too late for an objection. */
		noticeEndsAt: moment(),
		titledAt: moment(),
		/** Since when the household lets courtyard and title lead to each other. */
		shownAt: moment(),
	},
	(t) => [
		uniqueIndex("courtyard_titles_one_a_household").on(t.householdId).where(sql`${t.stage} not in ('declined', 'removed', 'given_up')`),
		index("courtyard_titles_of_household").on(t.householdId, t.stageAt),
		index("courtyard_titles_of_village").on(t.villageId, t.stageAt),
		index("courtyard_titles_newest").on(t.stageAt, t.id),
		index("courtyard_titles_due").on(t.dueAt, t.id).where(sql`${t.dueAt} is not null`),
		index("courtyard_titles_noticed").on(t.noticeEndsAt, t.id).where(sql`${t.stage} = 'noticed'`),
		check("courtyard_titles_origin", oneOf(t.origin, TITLE_ORIGINS)),
		check(
			"courtyard_titles_agreed",
			sql`(${t.agreedAt} is null) = (${t.agreedBy} is null) and (${t.saidBy} is null or ${t.agreedAt} is not null)`,
		),
		check("courtyard_titles_own_wish", sql`${t.origin} = 'village' or (${t.agreedAt} is not null and ${t.agreedBy} = ${t.nominatedBy})`),
	],
);

export const courtyardTitleStages = sqliteTable(
	"courtyard_title_stages",
	{
		titleId: text()
			.notNull()
			.references(() => courtyardTitles.id),
		...stepColumns(TITLE_STAGES),
	},
	(t) => stepRules(TITLE_LIFE, { ...t, thing: t.titleId }),
);

/** 复核: each quarter, or when a look back found a relapse. A warning has a term and says what help is offered; after the term somebody else looks. */
export const courtyardTitleChecks = sqliteTable(
	"courtyard_title_checks",
	{
		id: id(),
		titleId: text()
			.notNull()
			.references(() => courtyardTitles.id),
		number: integer().notNull(),
		result: text({ enum: TITLE_FINDINGS }).notNull(),
		words: text().notNull(),
		/** Of a warning: which help is offered, and by whom. */
		help: text().notNull().default(""),
		/** Of a warning: until when it must be better. Failed: until when the household may say what it thinks of it. */
		until: moment(),
		checkedBy: text()
			.notNull()
			.references(() => people.id),
		checkedAt: moment().notNull(),
		/** What the household says to it, once. */
		reply: text(),
		repliedBy: text().references(() => people.id),
		repliedAt: moment(),
		/** By whom it was said, if an officer wrote it down. */
		replySaidBy: text(),
	},
	(t) => [
		uniqueIndex("courtyard_title_checks_in_order").on(t.titleId, t.number),
		check("courtyard_title_checks_result", oneOf(t.result, TITLE_FINDINGS)),
		check("courtyard_title_checks_words", sql`length(${t.words}) between 5 and 300 and length(${t.reply}) between 5 and 500`),
		check("courtyard_title_checks_help", sql`${t.result} <> 'warned' or length(${t.help}) between 5 and 300`),
		check(
			"courtyard_title_checks_term",
			sql`(${t.result} = 'passed') = (${t.until} is null) and (${t.result} <> 'warned' or ${t.until} >= ${t.checkedAt} + 30 * 86400000) and (${t.result} <> 'failed' or ${t.until} >= ${t.checkedAt} + 3 * 86400000)`,
		),
		check(
			"courtyard_title_checks_replied",
			sql`(${t.reply} is null) = (${t.repliedBy} is null) and (${t.reply} is null) = (${t.repliedAt} is null)`,
		),
	],
);

/** Since when a household lets its courtyard's page tell its stars; null: no more. */
export const starsShown = sqliteTable("stars_shown", {
	householdId: text()
		.primaryKey()
		.references(() => households.id),
	shownAt: moment(),
});
