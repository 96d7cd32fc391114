import { sql } from "drizzle-orm";
import { check, index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { people } from "./accounts.ts";
import { flag, id, moment, oneOf } from "./columns.ts";
import { households } from "./households.ts";
import { photos } from "./photos.ts";
import { regions } from "./regions.ts";
import { CAUSES } from "./spots/spots.ts";
import { submissions } from "./submissions.ts";

/** How many days after it was shown a pair may be looked back at. */
export const LOOKBACK_DAYS = [7, 30, 90] as const;
export const LOOKBACK_ANSWERS = ["clean", "partly", "relapsed"] as const;

/** 回头看: whether a yard is still as its after picture shows it. A trigger opens them with the publication; each day's draw decides which are made. */
export const lookbacks = sqliteTable(
	"lookbacks",
	{
		id: id(),
		submissionId: text()
			.notNull()
			.references(() => submissions.id),
		day: integer().notNull(),
		dueAt: moment().notNull(),
		/** The one that found it partly clean, after which somebody comes once more. */
		againOf: text().unique(),
		/** Without a draw: the pair was taken back, or its household ended. */
		closedAt: moment(),
		/** Of the seed by which it was decided whether it is made; null until then. */
		month: text(),
		/** Where the household lived then. */
		villageId: text().references(() => regions.id),
		hamletId: text().references(() => regions.id),
		stratum: integer(),
		/** The chance with which it was drawn, in percent. */
		chance: integer(),
		isDrawn: flag(),
		/** Null while nobody may go, or has a day free. */
		inspectorId: text().references(() => people.id),
		/** From which day on, in Beijing. */
		onDay: text(),
		answer: text({ enum: LOOKBACK_ANSWERS }),
		cause: text({ enum: CAUSES }),
		note: text().notNull().default(""),
		photoId: text().references(() => photos.id),
		answeredAt: moment(),
		/** Since when the household lets it be told on its courtyard's page. */
		shownAt: moment(),
		/** When its effect on the held points was final. */
		settledAt: moment(),
	},
	(t) => [
		uniqueIndex("lookbacks_once").on(t.submissionId, t.day).where(sql`${t.againOf} is null`),
		index("lookbacks_of_pair").on(t.submissionId),
		index("lookbacks_due").on(t.dueAt).where(sql`${t.month} is null and ${t.closedAt} is null`),
		index("lookbacks_of_month").on(t.month, t.id).where(sql`${t.month} is not null`),
		index("lookbacks_of_inspector").on(t.inspectorId, t.onDay).where(sql`${t.inspectorId} is not null`),
		index("lookbacks_of_hamlet").on(t.hamletId, t.answeredAt).where(sql`${t.answeredAt} is not null`),
		index("lookbacks_unsettled").on(t.dueAt).where(sql`${t.settledAt} is null and (${t.day} = 90 or ${t.answer} = 'relapsed')`),
		uniqueIndex("lookbacks_photos").on(t.photoId).where(sql`${t.photoId} is not null`),
		check("lookbacks_day", sql`${t.day} in (7, 30, 90)`),
		check("lookbacks_answer", oneOf(t.answer, LOOKBACK_ANSWERS)),
		check("lookbacks_cause", oneOf(t.cause, CAUSES)),
		check("lookbacks_chance", sql`${t.chance} between 1 and 100 and ${t.stratum} between 0 and 3`),
		check(
			"lookbacks_drawn_whole",
			sql`(${t.month} is null) = (${t.isDrawn} is null) and (${t.month} is null) = (${t.chance} is null) and (${t.month} is null) = (${t.stratum} is null)`,
		),
		check("lookbacks_to_whom_drawn", sql`${t.inspectorId} is null or (${t.isDrawn} and ${t.onDay} is not null)`),
		check(
			"lookbacks_answered_whole",
			sql`(${t.answer} is null) = (${t.answeredAt} is null) and (${t.answer} is null) = (${t.photoId} is null)`,
		),
		check("lookbacks_fault_has_cause", sql`${t.answer} is null or (${t.answer} = 'clean') = (${t.cause} is null)`),
		check("lookbacks_note", sql`length(${t.note}) <= 300`),
	],
);

/** 申诉: a household's words against what a look back found, and what another person than the inspector decided. Until then the held points stay held. */
export const lookbackAppeals = sqliteTable(
	"lookback_appeals",
	{
		lookbackId: text()
			.primaryKey()
			.references(() => lookbacks.id),
		householdId: text()
			.notNull()
			.references(() => households.id),
		words: text().notNull(),
		madeBy: text()
			.notNull()
			.references(() => people.id),
		/** By whom it was said, if an officer wrote it down. */
		saidBy: text(),
		madeAt: moment().notNull(),
		/** Three working days later, in Beijing. */
		dueOn: text().notNull(),
		isUpheld: flag(),
		answer: text(),
		answeredBy: text().references(() => people.id),
		answeredAt: moment(),
	},
	(t) => [
		index("lookback_appeals_open").on(t.dueOn).where(sql`${t.answeredAt} is null`),
		check("lookback_appeals_words", sql`length(${t.words}) between 5 and 500`),
		check(
			"lookback_appeals_whole",
			sql`(${t.answeredAt} is null) = (${t.isUpheld} is null) and (${t.answeredAt} is null) = (${t.answer} is null) and (${t.answeredAt} is null) = (${t.answeredBy} is null)`,
		),
	],
);

/** What the look backs say of a place with all below it, or of a kind of work: worked out anew each night, so that no page does. */
export const lookbackFigures = sqliteTable("lookback_figures", {
	/** A region's id, or a category's code. */
	about: text().primaryKey(),
	figures: text({ mode: "json" }).notNull(),
	madeAt: moment().notNull(),
});
