import { sql } from "drizzle-orm";
import { db } from "#db/client.ts";

/** How many rows the database holds in all: what adds or takes away anything changes it. Sessions and what is done by the clock come and go by themselves. */
export async function rowsInAll(): Promise<number> {
	const tables = await db.all<{ name: string }>(
		sql`select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name <> 'sessions' and name not like '%job%'`,
	);
	const counts = tables.map(({ name }) => `(select count(*) from "${name}")`).join(" + ");
	const [row] = await db.all<{ rows: number }>(sql.raw(`select ${counts} as rows`));
	return row?.rows ?? 0;
}
