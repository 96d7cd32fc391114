import { sql } from "drizzle-orm";
import { check, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { people } from "./accounts.ts";
import { flag, id, moment } from "./columns.ts";
import { households } from "./households.ts";
import { regions } from "./regions.ts";
import { voteRounds } from "./vote-rounds.ts";

export const FLAG_KINDS = ["burst", "device", "kiosk", "ring", "sample"] as const;

export const voteFlags = sqliteTable(
	"vote_flags",
	{
		id: id(),
		roundId: text()
			.notNull()
			.references(() => voteRounds.id),
		kind: text({ enum: FLAG_KINDS }).notNull(),
		/** What it was found by: found again, it is the same flag. */
		subject: text().notNull(),
		evidence: text({ mode: "json" }).$type<Record<string, unknown>>().notNull(),
		foundAt: moment().notNull(),
		answeredBy: text().references(() => people.id),
		answeredAt: moment(),
		/** What was found out. */
		note: text().notNull().default(""),
	},
	(t) => [
		uniqueIndex("vote_flags_once").on(t.roundId, t.kind, t.subject),
		// Who is asked at the door is drawn once.
		uniqueIndex("vote_flags_one_sample").on(t.roundId).where(sql`${t.kind} = 'sample'`),
		check("vote_flags_kind", sql`${t.kind} in ('burst', 'device', 'kiosk', 'ring', 'sample')`),
	],
);

/** One a round, for good. */
export const voteCounts = sqliteTable("vote_counts", {
	roundId: text()
		.primaryKey()
		.references(() => voteRounds.id),
	/** Canonical JSON, what `npm run recount` reads. */
	file: text().notNull(),
	sha256: text().notNull(),
	countedBy: text()
		.notNull()
		.references(() => people.id),
	countedAt: moment().notNull(),
});

export const voteObjections = sqliteTable(
	"vote_objections",
	{
		id: id(),
		roundId: text()
			.notNull()
			.references(() => voteRounds.id),
		number: integer().notNull(),
		householdId: text()
			.notNull()
			.references(() => households.id),
		madeBy: text()
			.notNull()
			.references(() => people.id),
		words: text().notNull(),
		madeAt: moment().notNull(),
		answer: text(),
		isUpheld: flag(),
		answeredBy: text().references(() => people.id),
		answeredAt: moment(),
	},
	(t) => [
		uniqueIndex("vote_objections_in_order").on(t.roundId, t.number),
		uniqueIndex("vote_objections_one_a_household").on(t.roundId, t.householdId),
		check("vote_objections_words", sql`length(${t.words}) between 5 and 500`),
		check("vote_objections_answer", sql`length(${t.answer}) between 1 and 500`),
	],
);

export const voteKiosks = sqliteTable("vote_kiosks", {
	id: id(),
	regionId: text()
		.notNull()
		.references(() => regions.id),
	openedBy: text()
		.notNull()
		.references(() => people.id),
	openedAt: moment().notNull(),
	closesAt: moment().notNull(),
	closedAt: moment(),
});
