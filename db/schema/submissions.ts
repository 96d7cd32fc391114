import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { type Life, stepColumns, stepRules } from "../stages.ts";
import { people } from "./accounts.ts";
import { leafCategories } from "./campaign.ts";
import { id, moment, oneOf } from "./columns.ts";
import { households } from "./households.ts";
import { photos } from "./photos.ts";
import { regions } from "./regions.ts";

export const STAGES = ["draft", "waiting", "published", "returned", "declined", "withdrawn"] as const;

/** What was decided waits again when the decision is undone. */
export const SUBMISSION_LIFE = {
	...{ rows: "submission_stages", of: "submissions", key: "submission_id", begins: "draft" },
	next: {
		draft: ["waiting", "withdrawn"],
		waiting: ["published", "returned", "declined", "withdrawn"],
		returned: ["waiting", "withdrawn"],
		published: ["waiting", "withdrawn"],
		declined: ["waiting", "withdrawn"],
		withdrawn: [],
	},
} as const satisfies Life<(typeof STAGES)[number]>;

/** A before/after pair of one household. `stage` and `version` follow from `submission_stages` (trigger), never the other way round. */
export const submissions = sqliteTable(
	"submissions",
	{
		id: id(),
		householdId: text()
			.notNull()
			.references(() => households.id),
		/** Copied from the household when made, so that lists need no join; a household does not move. */
		villageId: text()
			.notNull()
			.references(() => regions.id),
		hamletId: text()
			.notNull()
			.references(() => regions.id),
		/** Chosen by the phone or the form: sent twice = one submission. */
		idempotencyKey: text().notNull(),
		categoryCode: text().references(() => leafCategories.code),
		words: text().notNull().default(""),
		/** The 要我→我要 figure: who began it. */
		startedBy: text({ enum: ["self", "notice"] }),
		createdBy: text()
			.notNull()
			.references(() => people.id),
		createdAt: moment().notNull(),
		/** When the household last put something in or took something out. */
		editedAt: moment().notNull(),
		stage: text({ enum: STAGES }).notNull().default("draft"),
		/** Counts what was sent: 0 while never sent, 1 at the first sending, one more at each resending. */
		version: integer().notNull().default(0),
		/** When the current stage began. */
		stageAt: moment().notNull(),
		/** When it was first published; the wall is ordered by it. */
		publishedAt: moment(),
	},
	(t) => [
		uniqueIndex("submissions_once").on(t.householdId, t.idempotencyKey),
		index("submissions_by_household").on(t.householdId, t.createdAt),
		index("submissions_wall").on(t.publishedAt, t.id).where(sql`${t.stage} = 'published'`),
		index("submissions_wall_of_village").on(t.villageId, t.publishedAt, t.id).where(sql`${t.stage} = 'published'`),
		index("submissions_wall_of_category").on(t.categoryCode, t.publishedAt, t.id).where(sql`${t.stage} = 'published'`),
		// Covers the headline figures: years of pairs are counted without reading their words.
		index("submissions_figures").on(t.publishedAt, t.startedBy, t.hamletId).where(sql`${t.stage} = 'published'`),
		index("submissions_queue").on(t.villageId, t.stageAt).where(sql`${t.stage} = 'waiting'`),
		check("submissions_words", sql`length(${t.words}) <= 500`),
		check("submissions_started_by", sql`${t.startedBy} in ('self', 'notice')`),
	],
);

export const submissionStages = sqliteTable(
	"submission_stages",
	{
		submissionId: text()
			.notNull()
			.references(() => submissions.id),
		...stepColumns(STAGES),
	},
	(t) => stepRules(SUBMISSION_LIFE, { ...t, thing: t.submissionId }),
);

export const SIDES = ["before", "after"] as const;
export const PHOTOS_A_SIDE = 3;

export const submissionPhotos = sqliteTable(
	"submission_photos",
	{
		submissionId: text()
			.notNull()
			.references(() => submissions.id),
		side: text({ enum: SIDES }).notNull(),
		position: integer().notNull(),
		photoId: text()
			.notNull()
			.unique()
			.references(() => photos.id),
		/** Of the bytes as they came: a photo is its own key, so one that is sent again after a lost answer is not doubled. */
		sha256: text().notNull(),
	},
	(t) => [
		primaryKey({ columns: [t.submissionId, t.side, t.position] }),
		uniqueIndex("submission_photos_same_picture_once").on(t.submissionId, t.sha256),
		check("submission_photos_side", oneOf(t.side, SIDES)),
		check("submission_photos_position", sql`${t.position} between 1 and ${sql.raw(String(PHOTOS_A_SIDE))}`),
	],
);

/** What exactly was sent, each time: a moderator decides on a version, not on a moving thing. */
export const submissionVersions = sqliteTable(
	"submission_versions",
	{
		submissionId: text()
			.notNull()
			.references(() => submissions.id),
		version: integer().notNull(),
		categoryCode: text()
			.notNull()
			.references(() => leafCategories.code),
		words: text().notNull(),
		startedBy: text({ enum: ["self", "notice"] }).notNull(),
		/** Photo ids in order. */
		before: text({ mode: "json" }).$type<string[]>().notNull(),
		after: text({ mode: "json" }).$type<string[]>().notNull(),
		sentBy: text()
			.notNull()
			.references(() => people.id),
		sentAt: moment().notNull(),
	},
	(t) => [primaryKey({ columns: [t.submissionId, t.version] })],
);

/** 单独同意: consent of the household to show this submission in public, or to stand with it in a vote. Taken back = `withdrawnAt`; given again = a new row. */
export const consents = sqliteTable(
	"consents",
	{
		id: id(),
		householdId: text()
			.notNull()
			.references(() => households.id),
		submissionId: text()
			.notNull()
			.references(() => submissions.id),
		channel: text({ enum: ["public_display", "vote"] }).notNull(),
		/** What it is for within its channel: of a vote the round. Empty where the channel says it all. */
		occasion: text().notNull().default(""),
		givenBy: text()
			.notNull()
			.references(() => people.id),
		givenAt: moment().notNull(),
		withdrawnAt: moment(),
		withdrawnBy: text().references(() => people.id),
	},
	(t) => [uniqueIndex("consents_given_once").on(t.submissionId, t.channel, t.occasion).where(sql`${t.withdrawnAt} is null`)],
);
