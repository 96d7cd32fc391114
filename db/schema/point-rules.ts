import { sql } from "drizzle-orm";
import { check, index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { people } from "./accounts.ts";
import { id, moment, oneOf } from "./columns.ts";
import { regions } from "./regions.ts";

/** P01 … P10, N01 and N02 as in the rule table of the domain; T01 is the balance of a household that was merged into another, T02 what was redeemed or expired. */
export const RULE_CODES = ["P01", "P02", "P03", "P04", "P05", "P06", "P07", "P08", "P09", "P10", "N01", "N02", "T01", "T02"] as const;
export const CAP_PERIODS = ["month", "quarter"] as const;

/** The rules of a village, one version. A draft changes until its meeting adopted it; then it stays as it is (triggers). */
export const ruleSets = sqliteTable(
	"rule_sets",
	{
		id: id(),
		/** Null: the rules with which the portal comes, in force where a village has none of its own. */
		villageId: text().references(() => regions.id),
		version: integer().notNull(),
		/** The meeting's document, and its day, "2026-11-20". */
		documentNumber: text().notNull().default(""),
		decidedOn: text().notNull().default(""),
		/** The first moment of a Beijing month; null while it is a draft. */
		effectiveFrom: moment(),
		draftedBy: text().references(() => people.id),
		draftedAt: moment().notNull(),
		adoptedBy: text().references(() => people.id),
		adoptedAt: moment(),
	},
	(t) => [
		uniqueIndex("rule_sets_versions").on(t.villageId, t.version),
		uniqueIndex("rule_sets_one_draft").on(t.villageId).where(sql`${t.adoptedAt} is null`),
		index("rule_sets_in_force").on(t.villageId, t.effectiveFrom),
		check("rule_sets_adopted", sql`(${t.adoptedAt} is null) = (${t.effectiveFrom} is null)`),
	],
);

/** What somebody entered of a meeting that adopted a draft: in force once a second person signed it (approvals). */
export const ruleAdoptions = sqliteTable(
	"rule_adoptions",
	{
		id: id(),
		setId: text()
			.notNull()
			.references(() => ruleSets.id),
		documentNumber: text().notNull(),
		decidedOn: text().notNull(),
		effectiveFrom: moment().notNull(),
		enteredBy: text()
			.notNull()
			.references(() => people.id),
		enteredAt: moment().notNull(),
	},
	(t) => [index("rule_adoptions_of_set").on(t.setId)],
);

/** A line of a set. It says points and how often, and has no room for anything else. */
export const pointRules = sqliteTable(
	"point_rules",
	{
		id: id(),
		setId: text()
			.notNull()
			.references(() => ruleSets.id),
		code: text({ enum: RULE_CODES }).notNull(),
		points: integer().notNull(),
		/** Of these, what waits for the look-back. */
		heldPoints: integer().notNull().default(0),
		/** By stars instead: what three, four and five of them bring. */
		gradePoints: text({ mode: "json" }).$type<[number, number, number]>(),
		capCount: integer(),
		capPeriod: text({ enum: CAP_PERIODS }),
		remark: text().notNull().default(""),
	},
	(t) => [
		uniqueIndex("point_rules_of_set").on(t.setId, t.code),
		check("point_rules_code", oneOf(t.code, RULE_CODES)),
		check(
			"point_rules_points",
			sql`case when ${t.code} in ('N02', 'T01', 'T02') then ${t.points} = 0 when ${t.code} = 'N01' then ${t.points} between -20 and 0
				else ${t.points} between 0 and 50 end`,
		),
		check("point_rules_held", sql`${t.heldPoints} between 0 and max(0, ${t.points})`),
		check(
			"point_rules_grades",
			sql`(${t.gradePoints} is not null) = (${t.code} = 'P03') and (${t.gradePoints} is null or json_array_length(${t.gradePoints}) = 3
				and ${t.gradePoints} ->> 0 between 0 and ${t.gradePoints} ->> 1 and ${t.gradePoints} ->> 1 <= ${t.gradePoints} ->> 2
				and ${t.gradePoints} ->> 2 <= 50 and ${t.gradePoints} ->> 0 = ${t.points})`,
		),
		check(
			"point_rules_cap",
			sql`(${t.capCount} is null) = (${t.capPeriod} is null) and (${t.capCount} is null or ${t.capCount} between 1 and 31)`,
		),
		check("point_rules_period", oneOf(t.capPeriod, CAP_PERIODS)),
		// Nobody loses more than twenty points in a quarter.
		check("point_rules_breach", sql`${t.code} <> 'N01' or coalesce(${t.capPeriod} = 'quarter' and -${t.points} * ${t.capCount} <= 20, 0)`),
		check("point_rules_remark", sql`length(${t.remark}) <= 100`),
	],
);
