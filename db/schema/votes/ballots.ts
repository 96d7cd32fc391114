import { sql } from "drizzle-orm";
import { blob, check, foreignKey, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { moment } from "../columns.ts";
import { voteRoll } from "./roll.ts";

export const CHANNELS = ["phone", "kiosk", "paper"] as const;

export const ballots = sqliteTable(
	"ballots",
	{
		seq: integer().primaryKey({ autoIncrement: true }),
		roundId: text().notNull(),
		rollNumber: integer().notNull(),
		/** 1 for the first ballot, one more for each change. */
		version: integer().notNull(),
		channel: text({ enum: CHANNELS }).notNull(),
		/** 0 = taken back. */
		votes: integer().notNull(),
		sealed: blob({ mode: "buffer" }).notNull(),
		at: moment().notNull(),
		/** A mark of the phone or of the kiosk's place, under the round's key, so that many households on one can be asked about; null on paper. */
		deviceMark: text(),
	},
	(t) => [
		foreignKey({ columns: [t.roundId, t.rollNumber], foreignColumns: [voteRoll.roundId, voteRoll.number] }),
		uniqueIndex("ballots_in_order").on(t.roundId, t.rollNumber, t.version),
		check("ballots_channel", sql`${t.channel} in ('phone', 'kiosk', 'paper')`),
		check("ballots_votes", sql`${t.votes} between 0 and 9`),
		check("ballots_sealed", sql`length(${t.sealed}) = 16`),
	],
);
