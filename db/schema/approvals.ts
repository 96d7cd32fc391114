import { sql } from "drizzle-orm";
import { check, index, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { people } from "./accounts.ts";
import { id, moment } from "./columns.ts";
import { households } from "./households.ts";
import { regions } from "./regions.ts";

/** What two people decide: one proposes, another signs or refuses. Areas read here what was signed and keep no copy. */
export const approvals = sqliteTable(
	"approvals",
	{
		id: id(),
		/** What is decided, e.g. "settlement"; each kind belongs to one area. */
		kind: text({
			enum: [
				"award",
				"board",
				"callback",
				"exposure",
				"fund",
				"invalidation",
				"model_village",
				"rules",
				"ruling",
				"scorer",
				"settlement",
				"store",
			],
		}).notNull(),
		/** The thing it is about, as its area names it. */
		subject: text().notNull(),
		/** The region whose office decides. */
		regionId: text()
			.notNull()
			.references(() => regions.id),
		/** The household concerned: it reads the reason, and nobody close to it decides. */
		householdId: text().references(() => households.id),
		outcome: text().notNull(),
		/** In words that the person or household concerned will read. */
		why: text().notNull(),
		proposedBy: text()
			.notNull()
			.references(() => people.id),
		proposedAt: moment().notNull(),
		/** `replaced`: another proposal took its place before an answer. */
		answer: text({ enum: ["signed", "refused", "replaced"] }),
		answeredBy: text().references(() => people.id),
		answeredAt: moment(),
		/** Why not, where it was refused; read by everybody who reads the proposal. */
		answerWhy: text(),
	},
	(t) => [
		uniqueIndex("approvals_one_stands").on(t.kind, t.subject).where(sql`${t.answer} is null or ${t.answer} = 'signed'`),
		index("approvals_of_subject").on(t.kind, t.subject),
		index("approvals_of_household").on(t.householdId),
		check("approvals_why", sql`length(${t.why}) between 5 and 300`),
		check("approvals_answer", sql`${t.answer} in ('signed', 'refused', 'replaced')`),
		check("approvals_whole", sql`(${t.answer} is null) = (${t.answeredBy} is null) and (${t.answer} is null) = (${t.answeredAt} is null)`),
		check("approvals_two_people", sql`${t.answer} = 'replaced' or ${t.answeredBy} <> ${t.proposedBy}`),
	],
);
