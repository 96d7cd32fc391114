import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { people } from "../accounts.ts";
import { id, moment, oneOf } from "../columns.ts";
import { stories } from "./stories.ts";

/** 初审、复审、终审; the stage of a story has the name of the step that it waits for. */
export const REVIEW_STEPS = ["first", "second", "final"] as const;

/** What an editor has typed since the newest version: one draft for each of them, so that nobody's words replace another's. */
export const storyDrafts = sqliteTable(
	"story_drafts",
	{
		storyId: text()
			.notNull()
			.references(() => stories.id),
		personId: text()
			.notNull()
			.references(() => people.id),
		/** The version from which they went on; 0: none. */
		beganFrom: integer().notNull(),
		/** As typed, not yet checked. */
		typed: text({ mode: "json" }).$type<Record<string, unknown>>().notNull(),
		savedAt: moment().notNull(),
	},
	(t) => [primaryKey({ columns: [t.storyId, t.personId] }), check("story_drafts_length", sql`length(${t.typed}) <= 400000`)],
);

/** What each of the three said about a version. */
export const storyDecisions = sqliteTable(
	"story_decisions",
	{
		id: id(),
		storyId: text()
			.notNull()
			.references(() => stories.id),
		version: integer().notNull(),
		step: text({ enum: REVIEW_STEPS }).notNull(),
		outcome: text({ enum: ["passed", "returned"] }).notNull(),
		words: text().notNull(),
		decidedBy: text()
			.notNull()
			.references(() => people.id),
		decidedAt: moment().notNull(),
	},
	(t) => [
		index("story_decisions_of_story").on(t.storyId, t.version, t.decidedAt),
		check("story_decisions_step", oneOf(t.step, REVIEW_STEPS)),
		check("story_decisions_outcome", oneOf(t.outcome, ["passed", "returned"])),
		check("story_decisions_words", sql`length(${t.words}) <= 500 and (${t.outcome} = 'passed' or length(${t.words}) >= 4)`),
	],
);

/** A remark at a passage of a version, answered once. */
export const storyRemarks = sqliteTable(
	"story_remarks",
	{
		id: id(),
		storyId: text()
			.notNull()
			.references(() => stories.id),
		version: integer().notNull(),
		/** A block's id, or `title` or `summary`. */
		block: text().notNull(),
		/** The very words that are meant; empty: the whole block. */
		passage: text().notNull(),
		words: text().notNull(),
		madeBy: text()
			.notNull()
			.references(() => people.id),
		madeAt: moment().notNull(),
		answer: text(),
		answeredBy: text().references(() => people.id),
		answeredAt: moment(),
	},
	(t) => [
		index("story_remarks_of_story").on(t.storyId, t.madeAt),
		uniqueIndex("story_remarks_once").on(t.storyId, t.version, t.block, t.passage, t.words, t.madeBy),
		check("story_remarks_words", sql`length(${t.words}) between 2 and 300 and length(${t.passage}) <= 200`),
		check(
			"story_remarks_answered",
			sql`(${t.answer} is null) = (${t.answeredBy} is null) and (${t.answer} is null) = (${t.answeredAt} is null) and (${t.answer} is null or length(${t.answer}) between 1 and 300)`,
		),
	],
);
