import { sql } from "drizzle-orm";
import { check, index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { people } from "./accounts.ts";
import { id, moment } from "./columns.ts";
import { households } from "./households.ts";
import { regions } from "./regions.ts";

/** Addressed to everybody who holds the office over the region. */
export const OFFICES = ["admins", "witnesses"] as const;

/**
 * 消息: what a household, a person or an office should hear. When it is read or done, the row is deleted without a trace of who and when. It is never changed
 * (trigger).
 */
export const notices = sqliteTable(
	"notices",
	{
		id: id(),
		/** Which sentence of `i18n`. */
		kind: text().notNull(),
		/** The parameters of the sentence. */
		params: text({ mode: "json" }).$type<Record<string, unknown>>().notNull(),
		/** The row that it is about, as in the trail, e.g. "submission:3kd…". */
		subject: text().notNull(),
		/** Kind, occasion and addressee, so that each is told once. */
		source: text().notNull().unique(),
		householdId: text().references(() => households.id),
		personId: text().references(() => people.id),
		office: text({ enum: OFFICES }),
		regionId: text().references(() => regions.id),
		/** Who did it: an office does not tell them. */
		causedBy: text().references(() => people.id),
		/** Officers close to this household are not told. */
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
