import { blob, foreignKey, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { people } from "./accounts.ts";
import { moment } from "./columns.ts";

/** A file from which anybody can work out again what was decided: published once, for good. */
export const publishedFiles = sqliteTable(
	"published_files",
	{
		/** What it is about, e.g. "count"; each kind belongs to one area. */
		kind: text({ enum: ["board", "count"] }).notNull(),
		/** The id of that thing in its area. */
		subject: text().notNull(),
		/** Of all its pieces, one after the other. */
		sha256: text().notNull(),
		pieces: integer().notNull(),
		bytes: integer().notNull(),
		publishedBy: text()
			.notNull()
			.references(() => people.id),
		publishedAt: moment().notNull(),
	},
	(t) => [primaryKey({ columns: [t.kind, t.subject] })],
);

export const publishedPieces = sqliteTable(
	"published_pieces",
	{
		kind: text({ enum: ["board", "count"] }).notNull(),
		subject: text().notNull(),
		/** Piece 1 holds everything but the long lists. */
		place: integer().notNull(),
		bytes: blob({ mode: "buffer" }).notNull(),
		/** The key of the first entry that begins in this piece; empty where the lists begin, null if none begins. */
		firstKey: text(),
	},
	(t) => [
		primaryKey({ columns: [t.kind, t.subject, t.place] }),
		foreignKey({
			name: "published_pieces_of_a_file",
			columns: [t.kind, t.subject],
			foreignColumns: [publishedFiles.kind, publishedFiles.subject],
		}),
		uniqueIndex("published_pieces_by_key").on(t.kind, t.subject, t.firstKey),
	],
);
