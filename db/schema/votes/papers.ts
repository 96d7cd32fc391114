import { sql } from "drizzle-orm";
import { blob, check, foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { people } from "../accounts.ts";
import { flag, id, moment } from "../columns.ts";
import { voteRoll } from "./roll.ts";

export const paperBallots = sqliteTable(
	"paper_ballots",
	{
		id: id(),
		roundId: text().notNull(),
		rollNumber: integer().notNull(),
		/** SHA-256 of the code; the code itself is only on the paper. */
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
		// A foreign key cannot use a partial index; without this one, drawing up the roll again would search all papers for each line.
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

/** A household with a paper ballot and another one. Two people sign which of them counts. */
export const ballotConflicts = sqliteTable(
	"ballot_conflicts",
	{
		roundId: text().notNull(),
		rollNumber: integer().notNull(),
		paperBallotId: text()
			.notNull()
			.unique()
			.references(() => paperBallots.id),
		foundAt: moment().notNull(),
	},
	(t) => [
		primaryKey({ columns: [t.roundId, t.rollNumber] }),
		foreignKey({ columns: [t.roundId, t.rollNumber], foreignColumns: [voteRoll.roundId, voteRoll.number] }),
	],
);
