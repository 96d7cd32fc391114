import { type SQL, type SQLWrapper, sql } from "drizzle-orm";

interface Wanted {
	/** The table's name. */
	table: string;
	/** Of several lists it also says which rows a `list` has. */
	where: SQL | undefined;
	/** The last columns of an index. */
	order: readonly string[];
	isDescending?: boolean;
	most: number | SQLWrapper;
}

/**
 * The rowids of the first rows in order. Of several `lists` (a query with a row for each: the villages of a town) the first rows of each are read from an index and
 * put together, so that it costs the same however long each list is.
 */
export function firstRows({ table, where, order, isDescending = false, most }: Wanted, lists?: SQL): SQL {
	const by = (prefix: string) => sql.raw(order.map((column) => `${prefix}${column}${isDescending ? " desc" : ""}`).join(", "));
	const name = sql.raw(table);
	const first = sql`(select ${name}.rowid from ${name} where ${where} order by ${by(`${table}.`)} limit ${most})`;
	if (!lists) return first;
	return sql`(select one.rowid from (${lists}) list cross join ${name} one where one.rowid in ${first} order by ${by("one.")} limit ${most})`;
}
