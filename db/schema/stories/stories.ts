import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { type Life, stepColumns, stepRules } from "../../stages.ts";
import { people } from "../accounts.ts";
import { flag, id, moment } from "../columns.ts";
import { households } from "../households.ts";
import { regions } from "../regions.ts";
import { submissions } from "../submissions.ts";

export const STORY_STAGES = ["writing", "first", "second", "final", "approved", "published", "ended", "dropped"] as const;

/** Written, looked at by three people (初审, 复审, 终审), published at its time and ended at its time. It goes back to its writer from everywhere. */
export const STORY_LIFE = {
	...{ rows: "story_stages", of: "stories", key: "story_id", begins: "writing" },
	next: {
		writing: ["first", "dropped"],
		first: ["second", "writing"],
		second: ["final", "writing"],
		final: ["approved", "writing"],
		approved: ["published", "writing"],
		published: ["ended", "writing"],
		ended: ["writing"],
		dropped: [],
	},
} as const satisfies Life<(typeof STORY_STAGES)[number]>;

export const BLOCK_KINDS = ["heading", "paragraph", "quote", "pair", "picture", "list", "link"] as const;

/** One part of a story. `text` has no markup but **bold** and [links](address). */
export interface Block {
	/** Stays with the block through all versions, so that remarks find it again. */
	id: string;
	kind: (typeof BLOCK_KINDS)[number];
	/** Of a list one line each; of a pair or a picture what stands below it. */
	text: string;
	/** Of a quote who said it, of a link its address, of a pair its id, of a picture `id/side/position`, or `own/photoId`. */
	more: string;
}

/** 供稿、摄影、编辑、审核、监制, as they are printed. */
export interface Credits {
	words: string;
	photos: string;
	editor: string;
	checked: string;
	chief: string;
}

/** 典型案例: a good example told to everybody. A trigger sets `stage` from `story_stages` and `version` from `story_versions`. */
export const stories = sqliteTable(
	"stories",
	{
		id: id(),
		/** The place that it tells of. */
		regionId: text()
			.notNull()
			.references(() => regions.id),
		/** The pair from which it was begun, so that beginning twice begins one. */
		begunFromId: text().references(() => submissions.id),
		stage: text({ enum: STORY_STAGES }).notNull().default("writing"),
		stageAt: moment().notNull(),
		/** The newest; 0 before the first. */
		version: integer().notNull().default(0),
		/** When it is to be published; null: when somebody says so. */
		startsAt: moment(),
		/** The first moment at which it is public no more; null: it stays. */
		endsAt: moment(),
		createdBy: text()
			.notNull()
			.references(() => people.id),
		createdAt: moment().notNull(),
		/** When it was published last. */
		publishedAt: moment(),
	},
	(t) => [
		index("stories_of_place").on(t.regionId, t.stage),
		index("stories_published").on(t.publishedAt).where(sql`${t.stage} = 'published'`),
		index("stories_due").on(t.startsAt).where(sql`${t.stage} = 'approved'`),
		uniqueIndex("stories_begun_once").on(t.begunFromId).where(sql`${t.stage} <> 'dropped'`),
		check("stories_time", sql`${t.endsAt} is null or ${t.startsAt} is null or ${t.endsAt} > ${t.startsAt}`),
	],
);

export const storyStages = sqliteTable(
	"story_stages",
	{
		storyId: text()
			.notNull()
			.references(() => stories.id),
		...stepColumns(STORY_STAGES),
	},
	(t) => stepRules(STORY_LIFE, { ...t, thing: t.storyId }),
);

export const storyVersions = sqliteTable(
	"story_versions",
	{
		storyId: text()
			.notNull()
			.references(() => stories.id),
		number: integer().notNull(),
		title: text().notNull(),
		summary: text().notNull(),
		blocks: text({ mode: "json" }).$type<Block[]>().notNull(),
		/** The one big pair at its head. */
		leadId: text().references(() => submissions.id),
		/** What it cost, in words. */
		cost: text().notNull(),
		/** How to do the same, in single lines. */
		howTo: text({ mode: "json" }).$type<string[]>().notNull(),
		credits: text({ mode: "json" }).$type<Credits>().notNull(),
		/** A machine helped to draft it: everybody who reads it is told (标识办法 of 2025). */
		isMachineDrafted: flag().notNull().default(false),
		writtenBy: text()
			.notNull()
			.references(() => people.id),
		writtenAt: moment().notNull(),
	},
	(t) => [
		primaryKey({ columns: [t.storyId, t.number] }),
		check("story_versions_words", sql`length(${t.title}) between 2 and 64 and length(${t.summary}) <= 120 and length(${t.cost}) <= 200`),
		check("story_versions_blocks", sql`json_array_length(${t.blocks}) between 1 and 60 and json_array_length(${t.howTo}) <= 12`),
	],
);

/** The pairs that a version shows; a trigger writes them down. */
export const storyPairs = sqliteTable(
	"story_pairs",
	{
		storyId: text()
			.notNull()
			.references(() => stories.id),
		version: integer().notNull(),
		submissionId: text()
			.notNull()
			.references(() => submissions.id),
	},
	(t) => [primaryKey({ columns: [t.storyId, t.version, t.submissionId] }), index("story_pairs_of_pair").on(t.submissionId)],
);

/** Of whom it tells: without their consent in a channel it does not go there. */
export const storyHouseholds = sqliteTable(
	"story_households",
	{
		storyId: text()
			.notNull()
			.references(() => stories.id),
		householdId: text()
			.notNull()
			.references(() => households.id),
		/** Who said that it tells of them without a pair; null: it shows a pair of theirs. */
		addedBy: text().references(() => people.id),
	},
	(t) => [primaryKey({ columns: [t.storyId, t.householdId] }), index("story_households_of_household").on(t.householdId)],
);
