import { sql } from "drizzle-orm";
import { blob, check, foreignKey, index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { people } from "./accounts.ts";
import { flag, id, moment } from "./columns.ts";
import { voteRoll } from "./vote-rounds.ts";

export const CHANNELS = ["phone", "kiosk", "paper"] as const;

export const ballots = sqliteTable(
	"ballots",
	{
		seq: integer().primaryKey({ autoIncrement: true }),
		roundId: text().notNull(),
		rollNumber: integer().notNull(),
		/** 1 for the first, one more at each change. */
		version: integer().notNull(),
		channel: text({ enum: CHANNELS }).notNull(),
		/** 0 = taken back. */
		votes: integer().notNull(),
		sealed: blob({ mode: "buffer" }).notNull(),
		at: moment().notNull(),
		/** Marks under the round's key, so that many households on one device can be asked about; null on paper. */
		deviceMark: text(),
		networkMark: text(),
	},
	(t) => [
		foreignKey({ columns: [t.roundId, t.rollNumber], foreignColumns: [voteRoll.roundId, voteRoll.number] }),
		uniqueIndex("ballots_in_order").on(t.roundId, t.rollNumber, t.version),
		check("ballots_channel", sql`${t.channel} in ('phone', 'kiosk', 'paper')`),
		check("ballots_votes", sql`${t.votes} between 0 and 9`),
		check("ballots_sealed", sql`length(${t.sealed}) = 16`),
	],
);

export const paperBallots = sqliteTable(
	"paper_ballots",
	{
		id: id(),
		roundId: text().notNull(),
		rollNumber: integer().notNull(),
		/** SHA-256 of the code; the code itself is on the paper only. */
		codeHash: text().notNull().unique(),
		issuedBy: text()
			.notNull()
			.references(() => people.id),
		issuedAt: moment().notNull(),
		voidedAt: moment(),
		voidedBy: text().references(() => people.id),
		/** When two entries agreed and the paper was used up. */
		usedAt: moment(),
	},
	(t) => [
		foreignKey({ columns: [t.roundId, t.rollNumber], foreignColumns: [voteRoll.roundId, voteRoll.number] }),
		// A foreign key uses no partial index: without this one, a roll drawn up anew would look through all papers for each of its lines.
		index("paper_ballots_of_line").on(t.roundId, t.rollNumber),
		uniqueIndex("paper_ballots_one_valid").on(t.roundId, t.rollNumber).where(sql`${t.voidedAt} is null`),
	],
);

export const paperEntries = sqliteTable(
	"paper_entries",
	{
		id: id(),
		paperBallotId: text()
			.notNull()
			.references(() => paperBallots.id),
		attempt: integer().notNull(),
		enteredBy: text()
			.notNull()
			.references(() => people.id),
		/** Sealed like a ballot. */
		sealed: blob({ mode: "buffer" }).notNull(),
		votes: integer().notNull(),
		/** 废票: too many marks, or none that can be read. */
		spoiled: flag().notNull().default(false),
		at: moment().notNull(),
	},
	(t) => [
		uniqueIndex("paper_entries_once_a_person").on(t.paperBallotId, t.attempt, t.enteredBy),
		check("paper_entries_sealed", sql`length(${t.sealed}) = 16`),
		check("paper_entries_votes", sql`${t.votes} between 0 and 9`),
	],
);

export const ballotConflicts = sqliteTable(
	"ballot_conflicts",
	{
		id: id(),
		roundId: text().notNull(),
		rollNumber: integer().notNull(),
		paperBallotId: text()
			.notNull()
			.unique()
			.references(() => paperBallots.id),
		foundAt: moment().notNull(),
		proposed: text({ enum: ["paper", "other"] }),
		why: text(),
		proposedBy: text().references(() => people.id),
		proposedAt: moment(),
		settled: text({ enum: ["paper", "other"] }),
		settledBy: text().references(() => people.id),
		settledAt: moment(),
	},
	(t) => [
		foreignKey({ columns: [t.roundId, t.rollNumber], foreignColumns: [voteRoll.roundId, voteRoll.number] }),
		index("ballot_conflicts_of_round").on(t.roundId),
		check("ballot_conflicts_two_people", sql`${t.settledBy} is null or ${t.settledBy} <> ${t.proposedBy}`),
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
