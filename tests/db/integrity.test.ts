import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { closeDatabase, openDatabase, rawClient } from "#db/client.ts";
import { databaseFaults } from "#db/integrity.ts";
import { env } from "#platform/env.ts";
import { inviteCast } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";

freshDatabase();

interface Tree {
	name: string;
	table: string;
	page: number;
}

/** The first page of every table and index of the file, and the file as it lies there. */
async function closed(): Promise<{ whole: Buffer; pageSize: number; trees: Tree[] }> {
	const { rows } = await rawClient().execute("SELECT name, tbl_name AS 'table', rootpage AS page FROM sqlite_master WHERE rootpage > 0");
	const [size] = (await rawClient().execute("PRAGMA page_size")).rows;
	await rawClient().execute("PRAGMA wal_checkpoint(TRUNCATE)");
	await closeDatabase();
	return { whole: readFileSync(env.databaseFile), pageSize: Number(size?.["page_size"]), trees: rows as unknown as Tree[] };
}

test("a broken page is found, whichever table or index it belongs to, and the table is named", async () => {
	await inviteCast();
	const { whole, pageSize, trees } = await closed();
	expect(trees.length).toBeGreaterThan(100);
	// The first tree of each table at once, then the second, and so on.
	const byTable = Map.groupBy(trees, ({ table }) => table);
	const rounds = Map.groupBy(trees, (tree) => (byTable.get(tree.table) ?? []).indexOf(tree));
	for (const [round, broken] of rounds) {
		const damaged = Buffer.from(whole);
		for (const [n, { page }] of broken.entries()) damaged.fill((n + round) % 2 === 0 ? 0 : 0xaa, (page - 1) * pageSize, page * pageSize);
		writeFileSync(env.databaseFile, damaged);
		await openDatabase(env.databaseFile);
		const faults = await databaseFaults();
		await closeDatabase();
		const named = faults.flatMap(({ fault, name }) => (fault === "damaged" && byTable.has(name) ? [name] : []));
		expect(new Set(named)).toEqual(new Set(broken.map(({ table }) => table)));
	}
});

test("pages that belong to nothing and are not free are found", async () => {
	await rawClient().executeMultiple("CREATE TABLE gone AS SELECT randomblob(20000) AS bytes; DROP TABLE gone");
	const { whole } = await closed();
	// The file's header: the first free page, and how many there are.
	writeFileSync(env.databaseFile, Buffer.from(whole).fill(0, 32, 40));
	await openDatabase(env.databaseFile);
	const [fault] = await databaseFaults();
	expect(fault).toMatchObject({ fault: "damaged", name: "", said: expect.stringMatching(/ = [5-9]$/) });
});

test("what is whole has no faults", async () => {
	await inviteCast();
	expect(await databaseFaults()).toEqual([]);
});

test("a row that points nowhere and a promise that is gone are named", async () => {
	const { homes } = await inviteCast();
	await rawClient().executeMultiple(`
		PRAGMA foreign_keys = OFF; DROP TRIGGER audit_entries_no_delete;
		UPDATE household_members SET household_id = 'nowhere' WHERE person_id = '${homes.chen.personId}';
		PRAGMA foreign_keys = ON;`);
	expect(await databaseFaults()).toMatchObject([
		{ fault: "dangling", name: "household_members", said: expect.stringContaining("households") },
		{ fault: "promise_missing", name: "audit_entries_no_delete" },
	]);
});
