import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { type Life, stepColumns, stepRules } from "../stages.ts";
import { people } from "./accounts.ts";
import { flag, id, moment } from "./columns.ts";
import { households } from "./households.ts";
import { pointEntries } from "./points.ts";
import { regions } from "./regions.ts";

export const CLOSE_STAGES = ["begun", "noticed", "locked"] as const;

/** Begun by one, when the record is over and nothing is disputed; noticed on the wall; locked by another. */
export const CLOSE_LIFE = {
	...{ rows: "point_close_stages", of: "point_closes", key: "close_id", begins: "begun" },
	next: { begun: ["noticed"], noticed: ["locked"], locked: [] },
} as const satisfies Life<(typeof CLOSE_STAGES)[number]>;

/** 月结: what a village's households earned, spent and have at the end of a month's record, the 25th. Entries from then on belong to the next month. */
export const pointCloses = sqliteTable(
	"point_closes",
	{
		id: id(),
		villageId: text()
			.notNull()
			.references(() => regions.id),
		month: text().notNull(),
		stage: text({ enum: CLOSE_STAGES }).notNull().default("begun"),
		stageAt: moment().notNull(),
		/** The record is what came from one moment on until before the other. */
		fromAt: moment().notNull(),
		endsAt: moment().notNull(),
		/** Every entry up to this one belongs to earlier months. */
		afterSeq: integer().notNull(),
		/** The newest entry of the whole ledger when it was begun: the head of its chain. */
		headSeq: integer().notNull(),
		headHash: text().notNull(),
		/** Sums of the sheet. */
		households: integer().notNull(),
		earned: integer().notNull(),
		spent: integer().notNull(),
		balance: integer().notNull(),
		/** Twelve characters of the chain's head and the sheet, printed on it. */
		code: text().notNull(),
		/** When the notice ends; null before it. */
		noticeUntil: moment(),
	},
	(t) => [
		uniqueIndex("point_closes_once").on(t.villageId, t.month),
		index("point_closes_of_village").on(t.villageId, t.endsAt),
		index("point_closes_by_code").on(t.code),
		check("point_closes_month", sql`${t.month} glob '20[0-9][0-9]-[01][0-9]'`),
		check("point_closes_code", sql`length(${t.code}) = 12`),
	],
);

export const pointCloseStages = sqliteTable(
	"point_close_stages",
	{
		closeId: text()
			.notNull()
			.references(() => pointCloses.id),
		...stepColumns(CLOSE_STAGES),
	},
	(t) => stepRules(CLOSE_LIFE, { ...t, thing: t.closeId }),
);

/** A line of the wall sheet 公示表: a door, never a name. Hamlet and number as they were then. */
export const pointCloseLines = sqliteTable(
	"point_close_lines",
	{
		closeId: text()
			.notNull()
			.references(() => pointCloses.id),
		position: integer().notNull(),
		householdId: text()
			.notNull()
			.references(() => households.id),
		hamlet: text().notNull(),
		number: text().notNull(),
		earned: integer().notNull(),
		/** Redeemed or expired, 0 or below. */
		spent: integer().notNull(),
		balance: integer().notNull(),
	},
	(t) => [
		primaryKey({ columns: [t.closeId, t.position] }),
		uniqueIndex("point_close_lines_once").on(t.closeId, t.householdId),
		index("point_close_lines_of_household").on(t.householdId),
	],
);

/** 对账: a household says that an entry of its own is not right. Somebody who did not write it answers. */
export const pointDisputes = sqliteTable(
	"point_disputes",
	{
		entrySeq: integer()
			.primaryKey()
			.references(() => pointEntries.seq),
		householdId: text()
			.notNull()
			.references(() => households.id),
		villageId: text()
			.notNull()
			.references(() => regions.id),
		/** May be empty: one tap is enough. */
		words: text().notNull(),
		madeBy: text()
			.notNull()
			.references(() => people.id),
		/** By whom it was said, if an officer wrote it down. */
		saidBy: text(),
		saidByUnlisted: flag().notNull(),
		madeAt: moment().notNull(),
		/** Three working days later, in Beijing. */
		dueOn: text().notNull(),
		isUpheld: flag(),
		/** By how many points the entry was put right, in the open month. */
		correction: integer(),
		answer: text(),
		answeredBy: text().references(() => people.id),
		answeredAt: moment(),
	},
	(t) => [
		index("point_disputes_open").on(t.villageId, t.entrySeq).where(sql`${t.answeredAt} is null`),
		index("point_disputes_of_household").on(t.householdId),
		check("point_disputes_words", sql`length(${t.words}) <= 500`),
		check("point_disputes_answer", sql`length(${t.answer}) between 5 and 500`),
		check("point_disputes_correction", sql`${t.isUpheld} or ${t.correction} = 0`),
		check(
			"point_disputes_whole",
			sql`(${t.answeredAt} is null) = (${t.isUpheld} is null) and (${t.answeredAt} is null) = (${t.answer} is null) and (${t.answeredAt} is null) = (${t.answeredBy} is null) and (${t.answeredAt} is null) = (${t.correction} is null)`,
		),
	],
);
