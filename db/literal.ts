import { type SQL, sql } from "drizzle-orm";

/**
 * A word of the program in the statement itself. Where a column decides whether a partial index may be used (`where level = 'village'`), SQLite looks at the value
 * that it is compared with: of a parameter it knows that only when asked, and plans the whole statement anew each time.
 */
export function literal(word: string): SQL {
	if (!/^[\w.%]+$/.test(word)) throw new Error(`no word of the program: ${word}`);
	return sql.raw(`'${word}'`);
}
