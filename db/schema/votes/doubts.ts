import { sql } from "drizzle-orm";
import { check, foreignKey, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { people } from "../accounts.ts";
import { id, moment } from "../columns.ts";
import { voteRoll } from "./roll.ts";
import { voteRounds } from "./rounds.ts";

export const FLAG_KINDS = ["device", "kiosk", "ring", "sample"] as const;

export const voteFlags = sqliteTable(
	"vote_flags",
	{
		id: id(),
		roundId: text()
			.notNull()
			.references(() => voteRounds.id),
		kind: text({ enum: FLAG_KINDS }).notNull(),
		/** By what it was found; the same thing found again is the same flag. */
		subject: text().notNull(),
		evidence: text({ mode: "json" }).$type<Record<string, unknown>>().notNull(),
		foundAt: moment().notNull(),
		answeredBy: text().references(() => people.id),
		answeredAt: moment(),
		/** What was found out, or why nobody asked. */
		note: text().notNull().default(""),
		/** Nobody went to the drawn households; everybody reads the note. */
		isWaived: integer({ mode: "boolean" }).notNull().default(false),
	},
	(t) => [
		uniqueIndex("vote_flags_once").on(t.roundId, t.kind, t.subject),
		// The households to visit are drawn once.
		uniqueIndex("vote_flags_one_sample").on(t.roundId).where(sql`${t.kind} = 'sample'`),
		check("vote_flags_kind", sql`${t.kind} in ('device', 'kiosk', 'ring', 'sample')`),
	],
);

/** 申请复核: a household appeals once against an invalidation. */
export const ballotAppeals = sqliteTable(
	"ballot_appeals",
	{
		roundId: text().notNull(),
		rollNumber: integer().notNull(),
		words: text().notNull(),
		/** A member of the household, or an officer who wrote down what it said. */
		madeBy: text()
			.notNull()
			.references(() => people.id),
		madeAt: moment().notNull(),
	},
	(t) => [
		primaryKey({ columns: [t.roundId, t.rollNumber] }),
		foreignKey({ columns: [t.roundId, t.rollNumber], foreignColumns: [voteRoll.roundId, voteRoll.number] }),
		check("ballot_appeals_words", sql`length(${t.words}) between 5 and 500`),
	],
);
