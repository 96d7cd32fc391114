import { rawClient } from "#db/client.ts";

/** Lets the database grow no more and takes its free pages, as a full disk would. The returned function makes room again. */
export async function fullDisk(): Promise<() => Promise<void>> {
	const sql = rawClient();
	await sql.execute("CREATE TABLE filler (bytes BLOB)");
	await sql.execute("PRAGMA max_page_count = 1");
	for (const bytes of [3000, 100]) {
		try {
			for (;;) await sql.execute(`INSERT INTO filler VALUES (zeroblob(${bytes}))`);
		} catch (full) {
			if ((full as { code?: string }).code !== "SQLITE_FULL") throw full;
		}
	}
	return async () => {
		await sql.execute("PRAGMA max_page_count = 1000000");
		await sql.execute("DROP TABLE filler");
	};
}
