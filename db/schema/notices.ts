import { sql } from "drizzle-orm";
import { check, index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { people } from "./accounts.ts";
import { id, moment } from "./columns.ts";
import { households } from "./households.ts";
import { regions } from "./regions.ts";

/** Who is meant where it is no particular person: those who hold the office over the region. */
export const OFFICES = ["admins", "witnesses"] as const;

/**
 * 消息: what a household, a person or an office should hear, until it was read or done: then the row is deleted, and nothing tells by whom or when.
 * Never changed (trigger).
 */
export const notices = sqliteTable(
	"notices",
	{
		id: id(),
		/** Which sentence; the catalogue has it. */
		kind: text().notNull(),
		/** What the sentence is made of. */
		params: text({ mode: "json" }).$type<Record<string, unknown>>().notNull(),
		/** The row that it is about, e.g. "submission:3kd…", as in the trail. */
		subject: text().notNull(),
		/** Kind, occasion and addressee: told twice is once. */
		source: text().notNull().unique(),
		householdId: text().references(() => households.id),
		personId: text().references(() => people.id),
		office: text({ enum: OFFICES }),
		regionId: text().references(() => regions.id),
		/** An office is not told what one of its people did to those themselves. */
		causedBy: text().references(() => people.id),
		/** Nor is whoever is close to this household. */
		concernedHouseholdId: text().references(() => households.id),
		createdAt: moment().notNull(),
	},
	(t) => [
		index("notices_by_household").on(t.householdId, t.createdAt).where(sql`${t.householdId} is not null`),
		index("notices_by_person").on(t.personId, t.createdAt).where(sql`${t.personId} is not null`),
		index("notices_by_region").on(t.regionId).where(sql`${t.regionId} is not null`),
		index("notices_by_subject").on(t.subject),
		check(
			"notices_one_addressee",
			sql`(${t.householdId} is not null) + (${t.personId} is not null) + (${t.office} is not null) = 1 and (${t.office} is null) = (${t.regionId} is null)`,
		),
		check("notices_office", sql`${t.office} in ('admins', 'witnesses')`),
	],
);
