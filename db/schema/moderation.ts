import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { people } from "./accounts.ts";
import { id, moment, oneOf } from "./columns.ts";
import { regions } from "./regions.ts";
import { submissions } from "./submissions.ts";

/** Who has an item open now. A claim ends at `expiresAt`, so an item is never blocked for good. */
export const claims = sqliteTable("claims", {
	submissionId: text()
		.primaryKey()
		.references(() => submissions.id),
	moderatorId: text()
		.notNull()
		.references(() => people.id),
	claimedAt: moment().notNull(),
	expiresAt: moment().notNull(),
});

export const MEANT_SIDES = ["before", "after", "both"] as const;
export const OUTCOMES = ["published", "returned", "declined"] as const;

/** A moderator's decision on a version of a submission. One decision stands per version; an undone one stays as a row. */
export const decisions = sqliteTable(
	"decisions",
	{
		id: id(),
		submissionId: text()
			.notNull()
			.references(() => submissions.id),
		version: integer().notNull(),
		outcome: text({ enum: OUTCOMES }).notNull(),
		/** Free words to the household. */
		note: text().notNull().default(""),
		moderatorId: text()
			.notNull()
			.references(() => people.id),
		decidedAt: moment().notNull(),
		undoneAt: moment(),
		undoneBy: text().references(() => people.id),
		/** Where the submission's household lives, by a trigger, so that a village's history is read without the county's. */
		villageId: text().references(() => regions.id),
	},
	(t) => [
		uniqueIndex("decisions_one_stands").on(t.submissionId, t.version).where(sql`${t.undoneAt} is null`),
		index("decisions_by_moderator").on(t.moderatorId, t.decidedAt),
		index("decisions_by_submission").on(t.submissionId),
		index("decisions_by_outcome").on(t.outcome, t.decidedAt, t.id),
		index("decisions_of_village").on(t.villageId, t.outcome, t.decidedAt, t.id),
		check("decisions_outcome", oneOf(t.outcome, OUTCOMES)),
		check("decisions_note", sql`length(${t.note}) <= 500`),
	],
);

/** The canned reasons of a decision; their words are in `i18n`. */
export const decisionReasons = sqliteTable(
	"decision_reasons",
	{
		decisionId: text()
			.notNull()
			.references(() => decisions.id),
		reason: text().notNull(),
		/** Which of the two photos is meant; null if nobody said so. */
		side: text({ enum: MEANT_SIDES }),
	},
	(t) => [primaryKey({ columns: [t.decisionId, t.reason] })],
);
