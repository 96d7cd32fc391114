import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { type Life, stepColumns, stepRules } from "../stages.ts";
import { people } from "./accounts.ts";
import { flag, id, moment, oneOf } from "./columns.ts";
import { households } from "./households.ts";
import { photos } from "./photos.ts";
import { regions } from "./regions.ts";

/** A: yard and frontage. B: rooms too; in person, with consent, and never public. */
export const PROFILES = ["A", "B"] as const;
export const RATING_STAGES = ["opened", "drawn", "closed", "settled"] as const;
export const PRESENCES = ["there", "absent"] as const;
export const WEATHERS = ["dry", "rain", "snow", "wind"] as const;

/** 评分表: a version of the items, their marks and the stars. What was used once stays. */
export const ratingSheets = sqliteTable(
	"rating_sheets",
	{
		id: id(),
		profile: text({ enum: PROFILES }).notNull(),
		version: integer().notNull(),
		/** From which score on there are one to five stars, in tenths of a point. */
		starsFrom: text({ mode: "json" }).$type<number[]>().notNull(),
		/** Who adopted it: a document's number, or "default". */
		adoptedIn: text().notNull(),
		adoptedAt: moment().notNull(),
	},
	(t) => [
		uniqueIndex("rating_sheets_versions").on(t.profile, t.version),
		check("rating_sheets_profile", oneOf(t.profile, PROFILES)),
		check("rating_sheets_stars", sql`json_array_length(${t.starsFrom}) = 5`),
	],
);

export const ratingItems = sqliteTable(
	"rating_items",
	{
		sheetId: text()
			.notNull()
			.references(() => ratingSheets.id),
		code: text().notNull(),
		position: integer().notNull(),
		marks: text({ mode: "json" }).$type<number[]>().notNull(),
		mayNotApply: flag().notNull(),
	},
	(t) => [
		primaryKey({ columns: [t.sheetId, t.code] }),
		check("rating_items_code", sql`${t.code} glob '[AB][1-8]'`),
		check("rating_items_marks", sql`json_array_length(${t.marks}) >= 2`),
	],
);

/** 评分员: appointed for a village by two people, neither of whom they are. */
export const scorers = sqliteTable(
	"scorers",
	{
		id: id(),
		personId: text()
			.notNull()
			.references(() => people.id),
		villageId: text()
			.notNull()
			.references(() => regions.id),
		appointedBy: text()
			.notNull()
			.references(() => people.id),
		appointedAt: moment().notNull(),
		standsFrom: moment(), // since a second person signed
		endedAt: moment(),
	},
	(t) => [
		uniqueIndex("scorers_once").on(t.personId, t.villageId).where(sql`${t.endedAt} is null`),
		index("scorers_of_village").on(t.villageId),
		check("scorers_appointed_by_another", sql`${t.appointedBy} <> ${t.personId}`),
	],
);

/** Opened, so that relations are declared; drawn; closed, with objections; settled: the points. */
export const RATING_LIFE = {
	...{ rows: "rating_stages", of: "rating_rounds", key: "rating_id", begins: "opened" },
	next: { opened: ["drawn"], drawn: ["closed"], closed: ["settled"], settled: [] },
} as const satisfies Life<(typeof RATING_STAGES)[number]>;

/** 一轮评分: a village in a month by one sheet. */
export const ratingRounds = sqliteTable(
	"rating_rounds",
	{
		id: id(),
		villageId: text()
			.notNull()
			.references(() => regions.id),
		month: text().notNull(),
		sheetId: text()
			.notNull()
			.references(() => ratingSheets.id),
		stage: text({ enum: RATING_STAGES }).notNull().default("opened"),
		stageAt: moment().notNull(),
		/** SHA-256 of the seed by which scorers are drawn. The seed itself follows with the draw. */
		commitment: text().notNull(),
		seed: text(),
		objectionsUntil: moment(),
	},
	(t) => [
		uniqueIndex("rating_rounds_once").on(t.villageId, t.month, t.sheetId),
		index("rating_rounds_by_month").on(t.month),
		check("rating_rounds_month", sql`${t.month} glob '20[0-9][0-9]-[01][0-9]'`),
		check("rating_rounds_hashes", sql`length(${t.commitment}) = 64 and (${t.seed} is null or length(${t.seed}) = 64)`),
	],
);

export const ratingStages = sqliteTable(
	"rating_stages",
	{
		ratingId: text()
			.notNull()
			.references(() => ratingRounds.id),
		...stepColumns(RATING_STAGES),
	},
	(t) => stepRules(RATING_LIFE, { ...t, thing: t.ratingId }),
);

/** 评分单: one scorer at one household. It is closed once, with its marks. */
export const ratingLooks = sqliteTable(
	"rating_looks",
	{
		id: id(),
		ratingId: text()
			.notNull()
			.references(() => ratingRounds.id),
		householdId: text()
			.notNull()
			.references(() => households.id),
		/** 1; 2 and more are visits after a spread that was too wide, or after an objection that was right. */
		visit: integer().notNull(),
		scorerId: text()
			.notNull()
			.references(() => people.id),
		drawnAt: moment().notNull(),
		closedAt: moment(),
		/** In tenths of a point. */
		score: integer(),
		presence: text({ enum: PRESENCES }),
		weather: text({ enum: WEATHERS }),
		agreedBy: text(), // profile B: who let rooms be seen
		photoId: text().references(() => photos.id), // for the household and the office alone
	},
	(t) => [
		uniqueIndex("rating_looks_once").on(t.ratingId, t.householdId, t.visit, t.scorerId),
		index("rating_looks_of_scorer").on(t.scorerId, t.ratingId),
		index("rating_looks_of_household").on(t.householdId),
		uniqueIndex("rating_looks_by_photo").on(t.photoId),
		check("rating_looks_visit", sql`${t.visit} between 1 and 9`),
		check("rating_looks_score", sql`${t.score} between 0 and 1000`),
		check("rating_looks_presence", oneOf(t.presence, PRESENCES)),
		check("rating_looks_weather", oneOf(t.weather, WEATHERS)),
		check("rating_looks_agreed", sql`length(${t.agreedBy}) between 2 and 40`),
		check(
			"rating_looks_whole",
			sql`(${t.closedAt} is null) = (${t.score} is null) and (${t.closedAt} is null) = (${t.presence} is null) and (${t.closedAt} is null) = (${t.weather} is null)`,
		),
	],
);

/** Null: the item does not apply. */
export const ratingMarks = sqliteTable(
	"rating_marks",
	{
		lookId: text()
			.notNull()
			.references(() => ratingLooks.id),
		code: text().notNull(),
		mark: integer(),
	},
	(t) => [primaryKey({ columns: [t.lookId, t.code] })],
);

/** The median of one visit. The newest visit of a household counts. */
export const ratingResults = sqliteTable(
	"rating_results",
	{
		id: id(),
		ratingId: text()
			.notNull()
			.references(() => ratingRounds.id),
		householdId: text()
			.notNull()
			.references(() => households.id),
		visit: integer().notNull(),
		score: integer().notNull(),
		spread: integer().notNull(),
		stars: integer().notNull(),
		at: moment().notNull(),
	},
	(t) => [
		uniqueIndex("rating_results_once").on(t.ratingId, t.householdId, t.visit),
		index("rating_results_of_household").on(t.householdId, t.at),
		check("rating_results_stars", sql`${t.stars} between 0 and 5`),
	],
);
