import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { freshDatabase } from "#tests/database.ts";

freshDatabase();

const root = fileURLToPath(new URL("../..", import.meta.url));

/** "table.column" of everything that the database can hold. */
async function columns(): Promise<string[]> {
	const rows = await db.all<{ place: string }>(
		sql`select t.name || '.' || c.name as place from sqlite_master t, pragma_table_info(t.name) c where t.type = 'table' and t.name not like 'sqlite_%'`,
	);
	return rows.map((row) => row.place);
}

// Log-in counts, time spent, read receipts, uploads per cadre: forms of fingertip formalism that the site refuses to be able to do.
const NEEDLESS =
	/log_?in|sign_in_count|online|duration|minutes_spent|visits|views|read_at|seen|installed|streak|check_?in|quota|upload_count|clicks|likes/;
// A session ends after 30 idle minutes; the row that knows this is deleted with the session.
const NEEDED = new Set(["sessions.last_seen_at"]);

test("no column counts log-ins, time spent, read receipts or a cadre's uploads", async () => {
	expect((await columns()).filter((place) => NEEDLESS.test(place) && !NEEDED.has(place))).toEqual([]);
});

test("no column holds an identity card, a bank account or an exact coordinate", async () => {
	expect((await columns()).filter((place) => /id_?card|identity_number|bank|latitude|longitude|\blat\b|\blon\b|gps/.test(place))).toEqual(
		[],
	);
});

test("the migrations say what the schema says", () => {
	const folder = mkdtempSync(path.join(tmpdir(), "tingyuan-migrations-"));
	const out = path.relative(root, path.join(folder, "out"));
	cpSync(path.join(root, "db/migrations"), path.join(folder, "out"), { recursive: true });
	const kit = path.join(root, "node_modules/.bin/drizzle-kit");
	const said = execFileSync(
		kit,
		["generate", "--dialect", "turso", "--schema", "./db/schema/**/*.ts", "--out", out, "--casing", "snake_case"],
		{ cwd: root, encoding: "utf8" },
	);
	rmSync(folder, { recursive: true });
	expect(said).toContain("No schema changes");
});
