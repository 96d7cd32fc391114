import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
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
		check("vote_flags_kind", sql`${t.kind} in ('device', 'kiosk', 'ring', 'sample')`),
	],
);

export const ballotInvalidations = sqliteTable(
	"ballot_invalidations",
	{
		id: id(),
		roundId: text().notNull(),
		rollNumber: integer().notNull(),
		reason: text({ enum: ["bought", "coerced", "not_by_household", "duplicate_paper"] }).notNull(),
		/** What was found, in words that the household will read. */
		why: text().notNull(),
		proposedBy: text()
			.notNull()
			.references(() => people.id),
		proposedAt: moment().notNull(),
		/** The second signature, or the refusal to sign. */
		answer: text({ enum: ["signed", "refused"] }),
		answeredBy: text().references(() => people.id),
		answeredAt: moment(),
	},
	(t) => [
		foreignKey({ columns: [t.roundId, t.rollNumber], foreignColumns: [voteRoll.roundId, voteRoll.number] }),
		index("ballot_invalidations_of_line").on(t.roundId, t.rollNumber),
		uniqueIndex("ballot_invalidations_one_stands").on(t.roundId, t.rollNumber).where(sql`${t.answer} is not 'refused'`),
		check("ballot_invalidations_two_people", sql`${t.answeredBy} is null or ${t.answeredBy} <> ${t.proposedBy}`),
		check("ballot_invalidations_why", sql`length(${t.why}) between 5 and 300`),
		check("ballot_invalidations_answer", sql`(${t.answer} is null) = (${t.answeredBy} is null)`),
	],
);

export const ballotAppeals = sqliteTable(
	"ballot_appeals",
	{
		id: id(),
		/** A household appeals once against what was signed. */
		invalidationId: text()
			.notNull()
			.unique()
			.references(() => ballotInvalidations.id),
		words: text().notNull(),
		/** A member of the household, or an officer who wrote down what it said. */
		madeBy: text()
			.notNull()
			.references(() => people.id),
		madeAt: moment().notNull(),
		proposed: text({ enum: ["stands", "restored"] }),
		/** What was found on looking again, in words that the household will read. */
		why: text(),
		proposedBy: text().references(() => people.id),
		proposedAt: moment(),
		settled: text({ enum: ["stands", "restored"] }),
		settledBy: text().references(() => people.id),
		settledAt: moment(),
	},
	(t) => [
		check("ballot_appeals_words", sql`length(${t.words}) between 5 and 500`),
		check("ballot_appeals_why", sql`${t.why} is null or length(${t.why}) between 5 and 300`),
		check("ballot_appeals_two_people", sql`${t.settledBy} is null or ${t.settledBy} <> ${t.proposedBy}`),
		check("ballot_appeals_proposal", sql`(${t.proposed} is null) = (${t.proposedBy} is null)`),
		check("ballot_appeals_settlement", sql`(${t.settled} is null) = (${t.settledBy} is null)`),
	],
);
