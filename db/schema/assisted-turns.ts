import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { people } from "./accounts.ts";
import { moment } from "./columns.ts";
import { submissions } from "./submissions.ts";

/** 接手: a colleague goes on with what an officer began for a household; whoever took it last is its helper. */
export const assistedTurns = sqliteTable(
	"assisted_turns",
	{
		submissionId: text()
			.notNull()
			.references(() => submissions.id),
		/** From 1; who began it has none. */
		turn: integer().notNull(),
		helperId: text()
			.notNull()
			.references(() => people.id),
		at: moment().notNull(),
	},
	(t) => [primaryKey({ columns: [t.submissionId, t.turn] }), index("assisted_turns_by_helper").on(t.helperId)],
);
