import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { people } from "./accounts.ts";
import { moment } from "./columns.ts";

/** Who did what. Triggers keep it append-only and hash-chained. */
export const auditEntries = sqliteTable(
	"audit_entries",
	{
		seq: integer().primaryKey(),
		at: moment().notNull(),
		actorId: text().references(() => people.id),
		/** noun.verb, e.g. "submission.publish". */
		action: text().notNull(),
		/** The row concerned, e.g. "submission:3kd…". */
		subject: text().notNull(),
		detail: text({ mode: "json" }).$type<Record<string, unknown>>().notNull(),
		previousHash: text().notNull(),
		hash: text().notNull().unique(),
	},
	// Each index also holds `seq`, the rowid, so that the newest lines of one person or verb are read in order.
	(t) => [
		index("audit_entries_by_subject").on(t.subject),
		index("audit_entries_by_actor").on(t.actorId),
		index("audit_entries_by_action").on(t.action),
		index("audit_entries_by_time").on(t.at),
		// Where it was done, and the other place that it concerns, as the line itself keeps them.
		index("audit_entries_by_place").on(sql.raw("detail ->> '$.place.id'")),
		index("audit_entries_by_other_place").on(sql.raw("detail ->> '$.place.otherId'")),
	],
);
