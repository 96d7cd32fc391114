import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { people } from "./accounts.ts";
import { flag, moment } from "./columns.ts";
import { submissions } from "./submissions.ts";

/**
 * 替一户撤回: an officer took a shown pair back in its household's name. Until `finalAt` the household may say that these were not its words (`disownedAt`); then
 * the pair is shown again as it was.
 */
export const pairTakeBacks = sqliteTable(
	"pair_take_backs",
	{
		submissionId: text()
			.notNull()
			.references(() => submissions.id),
		/** From 1. */
		number: integer().notNull(),
		helperId: text()
			.notNull()
			.references(() => people.id),
		takenAt: moment().notNull(),
		finalAt: moment().notNull(),
		/** Who of the household told them so; null: the pair's own helper, who is not asked. */
		saidBy: text(),
		saidByUnlisted: flag().notNull().default(false),
		disownedAt: moment(),
		disownedBy: text().references(() => people.id),
		/** Who printed the slip to which the household's session goes back. */
		disownedLetInBy: text().references(() => people.id),
		/** Who of the household told an officer that it was not so; null: it said so itself. */
		disownedSaidBy: text(),
		disownedSaidByUnlisted: flag().notNull().default(false),
	},
	(t) => [primaryKey({ columns: [t.submissionId, t.number] })],
);
