import { sql } from "drizzle-orm";
import { db } from "#db/client.ts";

/**
 * The number of rows in the whole database, so that any insert or delete shows. Sessions and the clock's rows are left out, and what the finder keeps, because they change by themselves.
 */
export async function rowsInAll(): Promise<number> {
	const tables = await db.all<{ name: string }>(
		sql`select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like 'search_%' and name not in ('sessions', 'jobs', 'clock_marks')`,
	);
	const counts = tables.map(({ name }) => `(select count(*) from "${name}")`).join(" + ");
	const [row] = await db.all<{ rows: number }>(sql.raw(`select ${counts} as rows`));
	return row?.rows ?? 0;
}
