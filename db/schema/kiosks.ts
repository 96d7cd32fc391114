import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import { people } from "./accounts.ts";
import { id, moment } from "./columns.ts";
import { regions } from "./regions.ts";

/** Its name is of the time when a kiosk was for voting only. */
export const kiosks = sqliteTable("vote_kiosks", {
	id: id(),
	regionId: text()
		.notNull()
		.references(() => regions.id),
	openedBy: text()
		.notNull()
		.references(() => people.id),
	openedAt: moment().notNull(),
	closesAt: moment().notNull(),
	closedAt: moment(),
});
