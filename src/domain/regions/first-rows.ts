import { type SQL, sql } from "drizzle-orm";

interface Wanted {
	/** The table's name. */
	table: string;
	where: SQL | undefined;
	/** The last columns of an index. */
	order: readonly string[];
	isDescending?: boolean;
	most: number;
}

/** Several lists to begin with, each in order in one index: a query whose rows are `list`, and which rows of the table a list has. */
export interface Lists {
	lists: SQL;
	has: SQL;
}

/**
 * The rowids of the first rows in order. Of several lists (the villages of a town) the first rows of each are read and put together, so that it costs the same
 * however long each list is.
 */
export function firstRows({ table, where, order, isDescending = false, most }: Wanted, several?: Lists): SQL {
	const by = (prefix: string) => sql.raw(order.map((column) => `${prefix}${column}${isDescending ? " desc" : ""}`).join(", "));
	const name = sql.raw(table);
	const first = (has?: SQL) => {
		const which = sql.join(
			[has, where].flatMap((part) => (part ? [sql`(${part})`] : [])),
			sql` and `,
		);
		return sql`(select ${name}.rowid from ${name} where ${which} order by ${by(`${table}.`)} limit ${most})`;
	};
	if (!several) return first();
	return sql`(select one.rowid from (${several.lists}) list cross join ${name} one where one.rowid in ${first(several.has)}
		order by ${by("one.")} limit ${most})`;
}
