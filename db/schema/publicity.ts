import { sql } from "drizzle-orm";
import { check, index, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { people } from "./accounts.ts";
import { id, moment, oneOf } from "./columns.ts";
import { regions } from "./regions.ts";
import { stories } from "./stories/stories.ts";

export const ENTRY_KINDS = ["broadcast", "wechat", "board", "press", "clean_up", "visit", "other"] as const;

/** 排期: what an office means to send out or to do at a moment. A moved one keeps its row; a called-off one stays. */
export const calendarEntries = sqliteTable(
	"calendar_entries",
	{
		id: id(),
		regionId: text()
			.notNull()
			.references(() => regions.id),
		kind: text({ enum: ENTRY_KINDS }).notNull(),
		title: text().notNull(),
		startsAt: moment().notNull(),
		/** Who sees to it, in words: half of them have no account. */
		who: text().notNull(),
		/** Which story goes out by it. */
		storyId: text().references(() => stories.id),
		createdBy: text()
			.notNull()
			.references(() => people.id),
		createdAt: moment().notNull(),
		calledOffAt: moment(),
		calledOffBy: text().references(() => people.id),
	},
	(t) => [
		index("calendar_entries_by_time").on(t.startsAt).where(sql`${t.calledOffAt} is null`),
		uniqueIndex("calendar_entries_once").on(t.regionId, t.kind, t.startsAt, t.title).where(sql`${t.calledOffAt} is null`),
		check("calendar_entries_kind", oneOf(t.kind, ENTRY_KINDS)),
		check("calendar_entries_words", sql`length(${t.title}) between 2 and 40 and length(${t.who}) <= 30`),
		check("calendar_entries_called_off", sql`(${t.calledOffAt} is null) = (${t.calledOffBy} is null)`),
		// 静音时段: Beijing is eight hours ahead; 7:30 is minute 450 of the day, 20:00 is minute 1200.
		check("calendar_entries_quiet", sql`${t.kind} <> 'broadcast' or (${t.startsAt} / 60000 + 480) % 1440 between 450 and 1199`),
	],
);

/** The secret address under which somebody's own calendar reads this one, kept as it is, for its page shows it again; a new one ends the old. */
export const calendarFeeds = sqliteTable("calendar_feeds", {
	personId: text()
		.primaryKey()
		.references(() => people.id),
	token: text().notNull().unique(),
	madeAt: moment().notNull(),
});
