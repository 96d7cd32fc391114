import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { closeDatabase, rawClient } from "#db/client.ts";
import { migrateDatabase, missingPromises, UnknownDatabase } from "#db/migrate.ts";
import { promises } from "#db/promises.ts";
import { env } from "#platform/env.ts";
import { inviteCast } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { pairOf } from "#tests/published.ts";
import { roundOf } from "#tests/rounds.ts";

freshDatabase();
const MIGRATIONS = fileURLToPath(new URL("../../db/migrations", import.meta.url));
let folder = "";
beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), "tingyuan-migrations-"));
	cpSync(MIGRATIONS, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

async function rowsOf(statement: string) {
	return (await rawClient().execute(statement)).rows;
}

/** Adds a migration to the folder, as drizzle-kit would write it. */
function addMigration(statements: string[], when = Date.now()): void {
	const journalFile = path.join(folder, "meta/_journal.json");
	const journal = JSON.parse(readFileSync(journalFile, "utf8"));
	const tag = `${String(journal.entries.length).padStart(4, "0")}_next`;
	journal.entries.push({ idx: journal.entries.length, version: "6", when, tag, breakpoints: true });
	writeFileSync(journalFile, JSON.stringify(journal));
	writeFileSync(path.join(folder, `${tag}.sql`), statements.join("\n--> statement-breakpoint\n"));
}

/** What drizzle-kit writes where a check changes: the table is made anew under another name, filled, and renamed. */
async function rebuildOf(table: string): Promise<string[]> {
	const [made] = await rowsOf(`SELECT sql FROM sqlite_master WHERE type = 'table' AND name = '${table}'`);
	const indexes = await rowsOf(`SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = '${table}' AND sql IS NOT NULL`);
	const next = String(made?.["sql"])
		.replace(/^CREATE TABLE [`"]?\w+[`"]?/, `CREATE TABLE \`__new_${table}\``)
		.replaceAll(`"${table}".`, `"__new_${table}".`);
	return [
		"PRAGMA foreign_keys=OFF;",
		next,
		`INSERT INTO \`__new_${table}\` SELECT * FROM \`${table}\`;`,
		`DROP TABLE \`${table}\`;`,
		`ALTER TABLE \`__new_${table}\` RENAME TO \`${table}\`;`,
		"PRAGMA foreign_keys=ON;",
		...indexes.map(({ sql }) => String(sql)),
	];
}

/** Without the finder's index and the tables in which FTS5 keeps it: drizzle does not know them. */
async function tables(): Promise<string[]> {
	const found = await rowsOf(
		"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_\\_%' ESCAPE '\\' AND name NOT LIKE 'search_index%'",
	);
	return found.map(({ name }) => String(name));
}

async function peopleAndPairs() {
	const { homes, places } = await inviteCast();
	await pairOf(homes.bao, "pair");
	await roundOf("june", { regionId: places.shilin.id, candidates: [homes.bao, homes.fan], roll: [homes.bao, homes.chen] });
}

async function everyRow() {
	const names = await tables();
	return Promise.all(
		names.map(async (name) => [name, (await rowsOf(`SELECT * FROM "${name}" ORDER BY 1, 2`)).map((row) => Object.values(row))]),
	);
}

test("every table is rebuilt, as drizzle does it: each row and each promise is there again", async () => {
	await peopleAndPairs();
	const before = await everyRow();
	const names = await tables();
	expect(names.length).toBeGreaterThan(30);
	addMigration((await Promise.all(names.map(rebuildOf))).flat());
	await migrateDatabase(folder);
	expect(await everyRow()).toEqual(before);
	expect(await missingPromises()).toEqual([]);
	expect(await rowsOf("SELECT count(*) AS n FROM sqlite_master WHERE type = 'trigger'")).toEqual([
		{ n: promises().filter(({ type }) => type === "trigger").length },
	]);
	await expect(rawClient().execute("DELETE FROM submission_stages")).rejects.toThrow("append-only");
	await expect(rawClient().execute("DELETE FROM people")).rejects.toThrow("FOREIGN KEY");
});

test("migrated twice, nothing is written", async () => {
	const changes = () => rowsOf("SELECT total_changes() AS n, (SELECT group_concat(rootpage || sql) FROM sqlite_master) AS schema");
	const before = await changes();
	await migrateDatabase();
	expect(await changes()).toEqual(before);
});

test.each([
	["is missing", "DROP TRIGGER ballots_no_update"],
	["says something else", "DROP VIEW close_households; CREATE VIEW close_households AS SELECT '' AS person_id, '' AS household_id"],
	["is nobody's", "CREATE TRIGGER leftover BEFORE DELETE ON settings BEGIN SELECT 1; END"],
])("a promise that %s is mended at the next start", async (_what, statements) => {
	await rawClient().executeMultiple(statements);
	const missing = await missingPromises();
	expect(missing).toHaveLength(1);
	expect(await migrateDatabase()).toEqual(missing);
	expect(await missingPromises()).toEqual([]);
	expect(await migrateDatabase()).toEqual([]);
});

test.each([
	["takes a table away that a promise stands on", ["DROP TABLE vote_flags"]],
	["breaks off half way", ["ALTER TABLE people RENAME COLUMN name TO called", "SELECT no_such_column FROM people"]],
	["leaves a row that points nowhere", ["UPDATE household_members SET person_id = 'nobody'"]],
])("a migration that %s changes nothing, and the database does not open", async (_what, statements) => {
	await peopleAndPairs();
	const before = await everyRow();
	addMigration(statements);
	await expect(migrateDatabase(folder)).rejects.toThrow();
	expect(await everyRow()).toEqual(before);
	expect(await missingPromises()).toEqual([]);
	await expect(rawClient().execute("DELETE FROM people")).rejects.toThrow("FOREIGN KEY");
});

test("a database of the trial version or of a newer one is refused and left as it is", async () => {
	const bytes = () => createHash("sha256").update(readFileSync(env.databaseFile)).digest("hex");
	await rawClient().execute("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('of tomorrow', 9999999999999)");
	await expect(migrateDatabase()).rejects.toMatchObject({ madeBy: "newer" });
	await rawClient().execute("UPDATE __drizzle_migrations SET hash = 'of the trial' WHERE created_at < 9999999999999");
	await rawClient().execute("PRAGMA wal_checkpoint(TRUNCATE)");
	const before = bytes();
	await expect(migrateDatabase()).rejects.toBeInstanceOf(UnknownDatabase);
	await closeDatabase();
	expect(bytes()).toBe(before);
});
