import { sql } from "drizzle-orm";
import { type AnySQLiteColumn, check, index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { people } from "./accounts.ts";
import { id, moment } from "./columns.ts";
import { households } from "./households.ts";

/** One version of a rule. A village changes a rule by adding a version (trigger). */
export const pointRules = sqliteTable(
	"point_rules",
	{
		id: id(),
		/** P01 … N02, as in the rule table of the domain. */
		code: text().notNull(),
		version: integer().notNull(),
		points: integer().notNull(),
		capCount: integer(),
		capPeriod: text({ enum: ["month", "quarter"] }),
		effectiveFrom: moment().notNull(),
		/** The village meeting or document that decided it. */
		decidedIn: text().notNull(),
	},
	(t) => [uniqueIndex("point_rules_versions").on(t.code, t.version)],
);

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
				when 'reverse' then (${t.points} < 0 and ${t.held} = 0) or (${t.points} = 0 and ${t.held} < 0)
				when 'adjust' then ${t.points} <> 0 and ${t.held} = 0
				when 'redeem' then ${t.points} < 0 and ${t.held} = 0
				when 'expire' then ${t.points} < 0 and ${t.held} = 0
				else false end`,
		),
	],
);
