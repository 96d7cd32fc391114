import { rawClient } from "./client.ts";
import { agedBy, missingPromises } from "./migrate.ts";

export interface DatabaseFault {
	/** A page that cannot be read, a database of another version, a row that refers to nothing, a trigger or view that is missing or different. */
	fault: "damaged" | "older" | "newer" | "trial" | "dangling" | "promise_missing";
	/** The table, or the promise's name; empty if even the list of tables cannot be read. */
	name: string;
	said: string;
}

/** Each row is sought in each index: what is not kept is read again and again. */
const CACHE_MB = 256;

/** Reads every page of every table and index, then looks for rows that refer to nothing and for missing promises, if the database is of this version. */
export async function databaseFaults(onProgress: (done: number, total: number) => void = () => undefined): Promise<DatabaseFault[]> {
	rawClient().exec(`PRAGMA cache_size = ${-1024 * CACHE_MB}`);
	const damaged = await damage(onProgress);
	// Queries on broken pages fail.
	if (damaged.length > 0) return damaged;
	const age = await agedBy();
	return age ? [{ fault: age, name: "", said: "" }] : [...(await dangling()), ...(await missing())];
}

async function damage(onProgress: (done: number, total: number) => void): Promise<DatabaseFault[]> {
	const tables = await tableNames().catch((error: Error) => [{ fault: "damaged" as const, name: "", said: error.message }]);
	const found: DatabaseFault[] = [];
	for (const [n, table] of tables.entries()) {
		if (typeof table !== "string") return [table];
		onProgress(n, tables.length);
		found.push(...(await check(table)));
	}
	return found.length > 0 ? found : lostPages();
}

async function tableNames(): Promise<string[]> {
	const { rows } = await rawClient().execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
	return rows.map(({ name }) => String(name));
}

/** One table with its indexes. For the whole database SQLite says only that something is broken. */
async function check(name: string): Promise<DatabaseFault[]> {
	try {
		const { rows } = await rawClient().execute(`PRAGMA integrity_check("${name}")`);
		const said = rows.map((row) => String(row["integrity_check"])).filter((line) => line !== "ok");
		return said.map((line) => ({ fault: "damaged", name, said: line }));
	} catch (error) {
		return [{ fault: "damaged", name, said: (error as Error).message }];
	}
}

/**
 * Pages that belong to nothing and are not free, or to two at once. SQLite's own check of the whole file passes over them where its list of tables begins with a
 * view, as here, and looks at all tables a second time.
 */
async function lostPages(): Promise<DatabaseFault[]> {
	// One transaction, because a site may write meanwhile.
	rawClient().exec("BEGIN");
	const { rows } = await rawClient().execute(LOST_PAGES);
	rawClient().exec("COMMIT");
	const lost = Number(rows[0]?.["lost"]);
	return lost === 0 ? [] : [{ fault: "damaged", name: "", said: `page_count - freelist_count - dbstat = ${lost}` }];
}

// Beyond a gigabyte one page stays empty, for locks.
const LOST_PAGES = `
	SELECT page_count - freelist_count - (page_count * page_size > 1 << 30) - (SELECT sum(pageno) FROM dbstat WHERE aggregate = 1) AS lost
	FROM pragma_page_count, pragma_freelist_count, pragma_page_size`;

async function dangling(): Promise<DatabaseFault[]> {
	const { rows } = await rawClient().execute("PRAGMA foreign_key_check");
	return rows.map(({ table, rowid, parent }) => ({ fault: "dangling", name: String(table), said: `${rowid} → ${parent}` }));
}

async function missing(): Promise<DatabaseFault[]> {
	return (await missingPromises()).map((name) => ({ fault: "promise_missing", name, said: "" }));
}
