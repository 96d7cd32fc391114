import { sql } from "drizzle-orm";
import { check, index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { type Life, stepColumns, stepRules } from "../stages.ts";
import { people } from "./accounts.ts";
import { id, moment, oneOf } from "./columns.ts";
import { photos } from "./photos.ts";
import { regions } from "./regions.ts";
import { units } from "./spots/units.ts";

export const MODEL_STAGES = ["proposed", "declined", "noticed", "reviewed", "titled", "warned", "removed"] as const;

/** Proposed, noticed to everybody, reviewed by the town, titled by two of the district; warned after a check that was not passed, and then titled again or removed. */
export const MODEL_LIFE = {
	...{ rows: "model_village_stages", of: "model_villages", key: "model_village_id", begins: "proposed" },
	next: {
		proposed: ["noticed", "declined"],
		noticed: ["reviewed", "declined"],
		reviewed: ["titled", "declined"],
		titled: ["warned"],
		warned: ["titled", "removed"],
		removed: [],
		declined: [],
	},
} as const satisfies Life<(typeof MODEL_STAGES)[number]>;

/** 示范村: one proposal of a village and what becomes of it. Story and pictures are the village's, and outlast it. */
export const modelVillages = sqliteTable(
	"model_villages",
	{
		id: id(),
		villageId: text()
			.notNull()
			.references(() => regions.id),
		stage: text({ enum: MODEL_STAGES }).notNull().default("proposed"),
		stageAt: moment().notNull(),
		/** The first moment that is too late for an objection: at least five working days after the notice. */
		noticeEndsAt: moment(),
		titledAt: moment(),
	},
	(t) => [
		uniqueIndex("model_villages_one_a_village").on(t.villageId).where(sql`${t.stage} not in ('declined', 'removed')`),
		index("model_villages_of_village").on(t.villageId, t.stageAt),
		index("model_villages_titled").on(t.titledAt).where(sql`${t.titledAt} is not null`),
	],
);

export const modelVillageStages = sqliteTable(
	"model_village_stages",
	{
		modelVillageId: text()
			.notNull()
			.references(() => modelVillages.id),
		...stepColumns(MODEL_STAGES),
	},
	(t) => stepRules(MODEL_LIFE, { ...t, thing: t.modelVillageId }),
);

/** A version of the story. The public reads the newest one that the office above has shown. */
export const modelStories = sqliteTable(
	"model_stories",
	{
		id: id(),
		villageId: text()
			.notNull()
			.references(() => regions.id),
		number: integer().notNull(),
		/** Three paragraphs: why they began, what they did, how it stays so. */
		why: text().notNull(),
		what: text().notNull(),
		stays: text().notNull(),
		/** What they did, in single lines. */
		deeds: text({ mode: "json" }).$type<string[]>().notNull(),
		/** In whole yuan, by who paid; null: not told. */
		paidByState: integer(),
		paidByVillage: integer(),
		paidByOthers: integer(),
		paidByHouseholds: integer(),
		/** Who to ask: an office and its telephone. */
		unitId: text()
			.notNull()
			.references(() => units.id),
		/** The way there, in words. */
		route: text().notNull(),
		writtenBy: text()
			.notNull()
			.references(() => people.id),
		writtenAt: moment().notNull(),
		shownBy: text().references(() => people.id),
		shownAt: moment(),
	},
	(t) => [
		uniqueIndex("model_stories_in_order").on(t.villageId, t.number),
		check(
			"model_stories_words",
			sql`length(${t.why}) between 10 and 600 and length(${t.what}) between 10 and 600 and length(${t.stays}) between 10 and 600 and length(${t.route}) between 4 and 200`,
		),
		check("model_stories_deeds", sql`json_array_length(${t.deeds}) between 1 and 12`),
		check(
			"model_stories_costs",
			sql`min(coalesce(${t.paidByState}, 0), coalesce(${t.paidByVillage}, 0), coalesce(${t.paidByOthers}, 0), coalesce(${t.paidByHouseholds}, 0)) >= 0`,
		),
		check("model_stories_shown", sql`(${t.shownBy} is null) = (${t.shownAt} is null)`),
	],
);

/** One lane, square or pond before and after. */
export const modelPairs = sqliteTable(
	"model_pairs",
	{
		id: id(),
		villageId: text()
			.notNull()
			.references(() => regions.id),
		/** What one sees, also for those who do not see it. */
		words: text().notNull(),
		beforeId: text().references(() => photos.id),
		afterId: text().references(() => photos.id),
		addedBy: text()
			.notNull()
			.references(() => people.id),
		addedAt: moment().notNull(),
		takenOutAt: moment(),
	},
	(t) => [
		index("model_pairs_of_village").on(t.villageId, t.addedAt),
		uniqueIndex("model_pairs_by_before").on(t.beforeId),
		uniqueIndex("model_pairs_by_after").on(t.afterId),
		check("model_pairs_words", sql`length(${t.words}) between 2 and 40`),
		check("model_pairs_two_pictures", sql`${t.beforeId} <> ${t.afterId}`),
	],
);

/** 复查: at least once a year, by somebody who is not bound to the village. */
export const modelRechecks = sqliteTable(
	"model_rechecks",
	{
		id: id(),
		modelVillageId: text()
			.notNull()
			.references(() => modelVillages.id),
		number: integer().notNull(),
		result: text({ enum: ["passed", "warned"] }).notNull(),
		/** What was seen; everybody reads it. */
		words: text().notNull(),
		/** Until when it must be better. */
		until: moment(),
		checkedBy: text()
			.notNull()
			.references(() => people.id),
		checkedAt: moment().notNull(),
	},
	(t) => [
		uniqueIndex("model_rechecks_in_order").on(t.modelVillageId, t.number),
		check("model_rechecks_result", oneOf(t.result, ["passed", "warned"])),
		check("model_rechecks_words", sql`length(${t.words}) between 5 and 300`),
		check(
			"model_rechecks_term",
			sql`(${t.result} = 'warned') = (${t.until} is not null) and (${t.until} is null or ${t.until} >= ${t.checkedAt} + 30 * 86400000)`,
		),
	],
);
