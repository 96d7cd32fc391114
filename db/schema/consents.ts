import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { people } from "./accounts.ts";
import { flag, id, moment, oneOf } from "./columns.ts";
import { households } from "./households.ts";
import { regions } from "./regions.ts";

/** Where something of a household may be shown: on a wall of the village, on this site, in the office's WeChat, in a newspaper or on television. */
export const CHANNELS = ["village_board", "site", "wechat", "press"] as const;

/** They ticked it themselves, heard the text, or signed the printed form. */
export const HOW_GIVEN = ["own", "spoken", "paper"] as const;

/**
 * 按渠道同意: a household agrees that one thing of it, a pair or a story, is shown in one channel. A pair's consent to this site is its `consents` row. Withdrawn =
 * `withdrawnAt`; given again = a new row.
 */
export const channelConsents = sqliteTable(
	"channel_consents",
	{
		id: id(),
		householdId: text()
			.notNull()
			.references(() => households.id),
		/** "submission:ID" or "story:ID"; a trigger looks whether it tells of the household. */
		item: text().notNull(),
		channel: text({ enum: CHANNELS }).notNull(),
		/** Which edition of the text was agreed to. */
		textEdition: text().notNull(),
		how: text({ enum: HOW_GIVEN }).notNull(),
		/** The member who agreed, or the officer who wrote the yes down. */
		recordedBy: text()
			.notNull()
			.references(() => people.id),
		/** Of a story: the version that they read. 0 for a pair, whose words do not change while it is shown. */
		storyVersion: integer().notNull().default(0),
		givenAt: moment().notNull(),
		/** The first moment at which it stands no more; null: until they take it back. */
		endsAt: moment(),
		/** Who of the household said so or signed, by name; null if they ticked it themselves. */
		saidBy: text(),
		/** They are none of its members, and the officer said so. */
		saidByUnlisted: flag().notNull().default(false),
		/** Under which number the signed sheet is kept. */
		paperCode: text(),
		withdrawnAt: moment(),
		withdrawnBy: text().references(() => people.id),
		/** Who of the household took it back, if an officer wrote that down. */
		withdrawnSaidBy: text(),
		withdrawnSaidByUnlisted: flag().notNull().default(false),
	},
	(t) => [
		uniqueIndex("channel_consents_one_standing").on(t.item, t.householdId, t.channel, t.storyVersion).where(sql`${t.withdrawnAt} is null`),
		index("channel_consents_by_household").on(t.householdId, t.givenAt),
		index("channel_consents_ending").on(t.endsAt).where(sql`${t.withdrawnAt} is null and ${t.endsAt} is not null`),
		index("channel_consents_by_paper").on(t.paperCode).where(sql`${t.paperCode} is not null`),
		check("channel_consents_item", sql`${t.item} glob 'submission:?*' or ${t.item} glob 'story:?*'`),
		check("channel_consents_channel", oneOf(t.channel, CHANNELS)),
		check("channel_consents_how", oneOf(t.how, HOW_GIVEN)),
		check("channel_consents_said", sql`(${t.how} = 'own') = (${t.saidBy} is null) and (${t.how} = 'paper') = (${t.paperCode} is not null)`),
		check("channel_consents_names", sql`length(${t.saidBy}) between 1 and 240 and length(${t.withdrawnSaidBy}) between 1 and 240`),
		check("channel_consents_edition", sql`length(${t.textEdition}) between 1 and 20 and length(${t.paperCode}) = 8`),
	],
);

/** 发出的: something made from pairs, stories or a place for one channel, with the address that its QR code holds. What is made again alike keeps its token. */
export const issued = sqliteTable(
	"issued",
	{
		id: id(),
		token: text().notNull().unique(),
		/** What it is (poster, card, sheet), and in which design. */
		kind: text().notNull(),
		design: text().notNull(),
		channel: text({ enum: CHANNELS }).notNull(),
		/** "submission:ID", "story:ID" or "region:ID": where its address leads. */
		subject: text().notNull(),
		/** Whose office it is of. */
		regionId: text()
			.notNull()
			.references(() => regions.id),
		contentHash: text().notNull(),
		issuedBy: text()
			.notNull()
			.references(() => people.id),
		/** The first time; the trail has the others. */
		issuedAt: moment().notNull(),
		/** The last time, of which the trail has its line. */
		lastIssuedAt: moment().notNull().default(sql`0`),
	},
	(t) => [
		uniqueIndex("issued_once").on(t.subject, t.kind, t.design, t.channel, t.contentHash),
		index("issued_in_region").on(t.regionId, t.issuedAt),
		index("issued_by_last").on(t.lastIssuedAt, t.id),
		check("issued_channel", oneOf(t.channel, CHANNELS)),
		check("issued_subject", sql`${t.subject} glob 'submission:?*' or ${t.subject} glob 'story:?*' or ${t.subject} glob 'region:?*'`),
		check("issued_words", sql`length(${t.token}) = 10 and length(${t.kind}) between 1 and 40 and length(${t.design}) between 1 and 40`),
	],
);

/** Whom it shows, by what of theirs: each needs a standing consent. */
export const issuedShows = sqliteTable(
	"issued_shows",
	{
		issuedId: text()
			.notNull()
			.references(() => issued.id),
		householdId: text()
			.notNull()
			.references(() => households.id),
		item: text().notNull(),
	},
	(t) => [primaryKey({ columns: [t.issuedId, t.householdId, t.item] }), index("issued_shows_by_item").on(t.item)],
);

/** 张贴的: a printed copy that hangs somewhere, until somebody took it down. */
export const postedCopies = sqliteTable(
	"posted_copies",
	{
		id: id(),
		issuedId: text()
			.notNull()
			.references(() => issued.id),
		/** In words: the wall beside the shop. */
		place: text().notNull(),
		postedBy: text()
			.notNull()
			.references(() => people.id),
		postedAt: moment().notNull(),
		takenDownAt: moment(),
		takenDownBy: text().references(() => people.id),
	},
	(t) => [
		uniqueIndex("posted_copies_hang_once").on(t.issuedId, t.place).where(sql`${t.takenDownAt} is null`),
		check("posted_copies_place", sql`length(${t.place}) between 2 and 60`),
		check("posted_copies_taken_down", sql`(${t.takenDownAt} is null) = (${t.takenDownBy} is null)`),
	],
);
