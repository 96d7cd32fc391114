import { sql } from "drizzle-orm";
import { type AnySQLiteColumn, check, index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { people } from "./accounts.ts";
import { moment } from "./columns.ts";
import { households } from "./households.ts";
import { pointRules } from "./point-rules.ts";
import { regions } from "./regions.ts";

export const ENTRY_KINDS = ["issue", "hold", "vest", "adjust", "redeem", "expire", "reverse"] as const;

/**
 * The ledger 台账. Triggers keep it append-only, each source once, never below zero, in one hash chain. An entry moves two figures of its household: the
 * balance, which can be spent, and the held points 暂存 (a hold adds to them, a vest moves them to the balance, a reversal takes them back).
 */
export const pointEntries = sqliteTable(
	"point_entries",
	{
		seq: integer().primaryKey(),
		householdId: text()
			.notNull()
			.references(() => households.id),
		kind: text({ enum: ENTRY_KINDS }).notNull(),
		/** Signed: what it adds to the balance. */
		points: integer().notNull(),
		/** Signed: what it adds to the held points. */
		held: integer().notNull(),
		/** Of `points`, what the village's fund stands for; the rest is honour. Null in entries from before there were funds: all of it is. */
		redeemable: integer(),
		balanceAfter: integer().notNull(),
		heldAfter: integer().notNull(),
		/** The entry that this one vests or reverses; at most one refers to each. */
		refersTo: integer()
			.unique()
			.references((): AnySQLiteColumn => pointEntries.seq),
		ruleId: text()
			.notNull()
			.references(() => pointRules.id),
		/** What it is for, e.g. "decision:3kd…"; paid once. */
		source: text().notNull().unique(),
		/** The submission, re-check or list that shows why. */
		evidence: text().notNull(),
		/** The Beijing month of the cap, "2026-11". */
		month: text().notNull(),
		actorId: text().references(() => people.id),
		at: moment().notNull(),
		previousHash: text().notNull(),
		hash: text().notNull().unique(),
	},
	(t) => [
		index("point_entries_by_household").on(t.householdId, t.seq),
		check("point_entries_never_below_zero", sql`${t.balanceAfter} >= 0 and ${t.heldAfter} >= 0`),
		check("point_entries_refer", sql`(${t.refersTo} is not null) = (${t.kind} in ('vest', 'reverse'))`),
		check(
			"point_entries_kind",
			sql`case ${t.kind}
				when 'issue' then ${t.points} > 0 and ${t.held} = 0
				when 'hold' then ${t.points} = 0 and ${t.held} > 0
				when 'vest' then ${t.points} > 0 and ${t.held} = -${t.points}
				when 'reverse' then (${t.points} <> 0 and ${t.held} = 0) or (${t.points} = 0 and ${t.held} < 0)
				when 'adjust' then ${t.points} <> 0 and ${t.held} = 0
				when 'redeem' then ${t.points} < 0 and ${t.held} = 0
				when 'expire' then ${t.points} < 0 and ${t.held} = 0
				else false end`,
		),
	],
);

/**
 * The two sides of each entry (trigger): what the household has more or less of, and what the village's books have instead. The sum of an entry is 0. Points
 * that are redeemable are owed by the village and come out of its fund; what was redeemed is `spent`. Honour and held points come from nowhere: `given`.
 */
export const pointLegs = sqliteTable(
	"point_legs",
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
		redeemable: integer().notNull(),
		honour: integer().notNull(),
		held: integer().notNull(),
		fund: integer().notNull(),
		spent: integer().notNull(),
		given: integer().notNull(),
		redeemableAfter: integer().notNull(),
		honourAfter: integer().notNull(),
	},
	(t) => [
		index("point_legs_by_household").on(t.householdId, t.entrySeq),
		check("point_legs_balance", sql`${t.redeemable} + ${t.honour} + ${t.held} + ${t.fund} + ${t.spent} + ${t.given} = 0`),
		check("point_legs_never_below_zero", sql`${t.redeemableAfter} >= 0 and ${t.honourAfter} >= 0`),
	],
);
