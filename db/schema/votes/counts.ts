import { sql } from "drizzle-orm";
import { blob, check, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { people } from "../accounts.ts";
import { flag, id, moment } from "../columns.ts";
import { households } from "../households.ts";
import { voteRounds } from "./rounds.ts";

/** One per round, for good. */
export const voteCounts = sqliteTable("vote_counts", {
	roundId: text()
		.primaryKey()
		.references(() => voteRounds.id),
	/** Of all pieces of its file, one after the other. */
	sha256: text().notNull(),
	countedBy: text()
		.notNull()
		.references(() => people.id),
	countedAt: moment().notNull(),
});

/** The published file of a count: canonical JSON, which `npm run recount` reads. */
export const voteCountPieces = sqliteTable(
	"vote_count_pieces",
	{
		roundId: text()
			.notNull()
			.references(() => voteCounts.roundId),
		/** Piece 1 holds everything but the long lists. */
		place: integer().notNull(),
		bytes: blob({ mode: "buffer" }).notNull(),
		/** The first receipt that begins in this piece; empty for the first piece of the list, null if there is none. */
		receiptsFrom: text(),
	},
	(t) => [primaryKey({ columns: [t.roundId, t.place] }), uniqueIndex("vote_count_pieces_by_receipt").on(t.roundId, t.receiptsFrom)],
);

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
