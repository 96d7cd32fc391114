import { Placeholder, type SQL, sql } from "drizzle-orm";

/** A list to look in, as one parameter: a statement has room for some thousands only, and stays one statement whatever the list's length. A placeholder gets the list as JSON. */
export function among(values: Iterable<string | null> | Placeholder): SQL {
	return sql`(select value from json_each(${values instanceof Placeholder ? values : JSON.stringify([...values])}))`;
}
