import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { integer, text } from "drizzle-orm/sqlite-core";
import { newId } from "../ids.ts";

export const id = () =>
	text()
		.primaryKey()
		.$defaultFn(() => newId());

/** A `Date`; stored as milliseconds since 1970. */
export const moment = () => integer({ mode: "timestamp_ms" });

export const flag = () => integer({ mode: "boolean" });

/** A check that a column holds one of these words, so that the list is written once for type and database. */
export function oneOf(column: SQLWrapper, words: readonly string[]): SQL {
	return sql`${column} in (${sql.raw(words.map((word) => `'${word}'`).join(", "))})`;
}
