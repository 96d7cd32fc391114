import { sql } from "drizzle-orm";
import { check, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { people } from "../accounts.ts";
import { moment } from "../columns.ts";
import { households } from "../households.ts";
import { regions } from "../regions.ts";
import { voteRounds } from "./rounds.ts";

export const voteRoll = sqliteTable(
	"vote_roll",
	{
		roundId: text()
			.notNull()
			.references(() => voteRounds.id),
		/** 1 … n in this round; ballots name a household only by it. */
		number: integer().notNull(),
		householdId: text()
			.notNull()
			.references(() => households.id),
		villageId: text()
			.notNull()
			.references(() => regions.id),
		addedAt: moment().notNull(),
		struckAt: moment(),
		struckBy: text().references(() => people.id),
		struckWhy: text(),
	},
	(t) => [
		primaryKey({ columns: [t.roundId, t.number] }),
		uniqueIndex("vote_roll_household_once").on(t.roundId, t.householdId),
		check("vote_roll_struck", sql`(${t.struckAt} is null) = (${t.struckWhy} is null)`),
	],
);

/** Households that were closed or left their village while a draft's roll names them, by a trigger: few beside the roll, so the announcement need not read it whole. */
export const voteRollStrays = sqliteTable(
	"vote_roll_strays",
	{
		roundId: text()
			.notNull()
			.references(() => voteRounds.id),
		householdId: text()
			.notNull()
			.references(() => households.id, { onDelete: "cascade" }),
	},
	(t) => [primaryKey({ columns: [t.roundId, t.householdId] })],
);

export const voteRollChecks = sqliteTable(
	"vote_roll_checks",
	{
		roundId: text()
			.notNull()
			.references(() => voteRounds.id),
		villageId: text()
			.notNull()
			.references(() => regions.id),
		checkedBy: text()
			.notNull()
			.references(() => people.id),
		checkedAt: moment().notNull(),
		households: integer().notNull(),
	},
	(t) => [primaryKey({ columns: [t.roundId, t.villageId] })],
);
