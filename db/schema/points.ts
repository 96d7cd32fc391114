import { sql } from "drizzle-orm";
import { type AnySQLiteColumn, check, index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { people } from "./accounts.ts";
import { id, moment } from "./columns.ts";
import { households } from "./households.ts";

/** A rule in one of its versions: a village changes a rule by a new version, never by an edit (trigger). */
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
 * The ledger 台账. Append-only, each source once, never below zero, one hash chain: all by triggers. An entry moves two figures of its household: the
 * balance, which can be spent, and what is held 暂存 until a later look (a hold adds to it; a vest moves it over; a reversal takes it back).
 */
export const pointEntries = sqliteTable(
	"point_entries",
	{
		seq: integer().primaryKey(),
		householdId: text()
			.notNull()
			.references(() => households.id),
		kind: text({ enum: ENTRY_KINDS }).notNull(),
		/** What it adds to the balance, signed. */
		points: integer().notNull(),
		/** What it adds to what is held, signed. */
		held: integer().notNull(),
		balanceAfter: integer().notNull(),
		heldAfter: integer().notNull(),
		/** The entry that this one vests or takes back; each only once. */
		refersTo: integer()
			.unique()
			.references((): AnySQLiteColumn => pointEntries.seq),
		ruleId: text()
			.notNull()
			.references(() => pointRules.id),
		/** What it is for, e.g. "decision:3kd…": crediting a source twice pays once. */
		source: text().notNull().unique(),
		/** The submission, re-check or list that shows why. */
		evidence: text().notNull(),
		/** The Beijing month that the cap counts in, "2026-11". */
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
