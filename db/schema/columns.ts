import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { integer, text } from "drizzle-orm/sqlite-core";
import { newId } from "../ids.ts";

/** The key of a row: 16 random characters. */
export const id = () =>
	text()
		.primaryKey()
		.$defaultFn(() => newId());

/** A moment, as `Date`; milliseconds since 1970 in the file. */
export const moment = () => integer({ mode: "timestamp_ms" });

export const flag = () => integer({ mode: "boolean" });

/** A check that a column holds one of these words: the list is written once, for the type and for the database. */
export function oneOf(column: SQLWrapper, words: readonly string[]): SQL {
	return sql`${column} in (${sql.raw(words.map((word) => `'${word}'`).join(", "))})`;
}
