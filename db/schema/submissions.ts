import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { type Life, stepColumns, stepRules } from "../stages.ts";
import { people } from "./accounts.ts";
import { leafCategories } from "./campaign.ts";
import { flag, id, moment, oneOf } from "./columns.ts";
import { households } from "./households.ts";
import { photos } from "./photos.ts";
import { regions } from "./regions.ts";

export const STAGES = ["draft", "waiting", "published", "returned", "declined", "withdrawn"] as const;

/** A decided submission waits again when its decision is undone, a withdrawn one is shown again when its household disowned that (`pair_take_backs`). */
export const SUBMISSION_LIFE = {
	...{ rows: "submission_stages", of: "submissions", key: "submission_id", begins: "draft" },
	next: {
		draft: ["waiting", "withdrawn"],
		waiting: ["published", "returned", "declined", "withdrawn"],
		returned: ["waiting", "withdrawn"],
		published: ["waiting", "withdrawn"],
		declined: ["waiting", "withdrawn"],
		withdrawn: ["published"],
	},
} as const satisfies Life<(typeof STAGES)[number]>;

/** A before/after pair of one household. A trigger sets `stage` and `version` from `submission_stages`. */
export const submissions = sqliteTable(
	"submissions",
	{
		id: id(),
		householdId: text()
			.notNull()
			.references(() => households.id),
		/** Those of the household, so that lists need no join; a trigger keeps them so. */
		villageId: text()
			.notNull()
			.references(() => regions.id),
		hamletId: text()
			.notNull()
			.references(() => regions.id),
		/** Chosen by the phone or the form, so that sending twice makes one submission. */
		idempotencyKey: text().notNull(),
		categoryCode: text().references(() => leafCategories.code),
		words: text().notNull().default(""),
		/** Who began it, for the figure 要我→我要. */
		startedBy: text({ enum: ["self", "notice"] }),
		createdBy: text()
			.notNull()
			.references(() => people.id),
		createdAt: moment().notNull(),
		/** When the household last changed it. */
		editedAt: moment().notNull(),
		stage: text({ enum: STAGES }).notNull().default("draft"),
		/** 0 until the first sending, then one more for each sending. */
		version: integer().notNull().default(0),
		stageAt: moment().notNull(),
		/** When its newest version was sent, by a trigger; the order of the queue. A decision and its undoing do not move it. */
		sentAt: moment(),
		/** When it was first published; the wall's order. */
		publishedAt: moment(),
	},
	(t) => [
		uniqueIndex("submissions_once").on(t.householdId, t.idempotencyKey),
		index("submissions_by_household").on(t.householdId, t.createdAt),
		index("submissions_wall").on(t.publishedAt, t.id).where(sql`${t.stage} = 'published'`),
		index("submissions_wall_of_household").on(t.householdId, t.publishedAt, t.id).where(sql`${t.stage} = 'published'`),
		index("submissions_wall_of_village").on(t.villageId, t.publishedAt, t.id).where(sql`${t.stage} = 'published'`),
		index("submissions_wall_of_village_and_category")
			.on(t.villageId, t.categoryCode, t.publishedAt, t.id)
			.where(sql`${t.stage} = 'published'`),
		index("submissions_wall_of_category").on(t.categoryCode, t.publishedAt, t.id).where(sql`${t.stage} = 'published'`),
		index("submissions_of_hamlet").on(t.hamletId, t.publishedAt).where(sql`${t.stage} = 'published'`),
		index("submissions_waiting").on(t.sentAt, t.id).where(sql`${t.stage} = 'waiting'`),
		index("submissions_waiting_of_village").on(t.villageId, t.sentAt, t.id).where(sql`${t.stage} = 'waiting'`),
		index("submissions_drafts").on(t.editedAt).where(sql`${t.stage} = 'draft'`),
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
		/** Of the bytes as they came. It is the photo's key, so a photo sent again after a lost answer is not doubled. */
		sha256: text().notNull(),
	},
	(t) => [
		primaryKey({ columns: [t.submissionId, t.side, t.position] }),
		uniqueIndex("submission_photos_same_picture_once").on(t.submissionId, t.sha256),
		check("submission_photos_side", oneOf(t.side, SIDES)),
		check("submission_photos_position", sql`${t.position} between 1 and ${sql.raw(String(PHOTOS_A_SIDE))}`),
	],
);

/** What was sent, each time. A moderator decides on a version. */
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

/** 单独同意: the household agrees to show this submission in public or in a vote. Withdrawn = `withdrawnAt`; given again = a new row; `withdrawnSaidBy`: who told an officer so. */
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
		/** What it is for within the channel: the round of a vote; otherwise empty. */
		occasion: text().notNull().default(""),
		givenBy: text()
			.notNull()
			.references(() => people.id),
		givenAt: moment().notNull(),
		withdrawnAt: moment(),
		withdrawnBy: text().references(() => people.id),
		...{ withdrawnSaidBy: text(), withdrawnSaidByUnlisted: flag().notNull().default(false) },
	},
	(t) => [uniqueIndex("consents_given_once").on(t.submissionId, t.channel, t.occasion).where(sql`${t.withdrawnAt} is null`)],
);

export const HOW_ASSISTED = ["spoken", "paper"] as const;

/** 代填: the officer who began a pair for a household (version 0), and each version that they sent with the household's yes. */
export const assistedSubmissions = sqliteTable(
	"assisted_submissions",
	{
		submissionId: text()
			.notNull()
			.references(() => submissions.id),
		version: integer().notNull(),
		helperId: text()
			.notNull()
			.references(() => people.id),
		at: moment().notNull(),
		/** Who of the household agreed, by name. */
		saidBy: text(),
		/** They are none of its members, and the helper said so. */
		saidByUnlisted: flag().notNull().default(false),
		/** They heard the text, or signed the printed form. */
		how: text({ enum: HOW_ASSISTED }),
		/** Which edition of the text on consent was read aloud. */
		readText: text(),
	},
	(t) => [
		primaryKey({ columns: [t.submissionId, t.version] }),
		index("assisted_submissions_by_helper").on(t.helperId, t.at),
		check("assisted_submissions_how", sql`${t.how} in ('spoken', 'paper')`),
		check(
			"assisted_submissions_whole",
			sql`(${t.version} = 0) = (${t.saidBy} is null) and (${t.version} = 0) = (${t.how} is null) and (${t.version} = 0) = (${t.readText} is null)`,
		),
		check("assisted_submissions_said_by", sql`length(${t.saidBy}) between 1 and 240 and length(${t.readText}) between 1 and 20`),
	],
);
