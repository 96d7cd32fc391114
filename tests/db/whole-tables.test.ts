import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, rawClient } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { ofHamlets } from "#domain/regions/joined.ts";
import { freshDatabase } from "#tests/database.ts";

freshDatabase();

/** Tables with a line for each household of a county, or more. */
const LARGE = /^SCAN (?:households|household_members|sign_in_slips|people|sessions|search_entries|submissions|photos|notices|vote_roll)\b/;

async function readWhole(statement: string): Promise<string[]> {
	const args = Array(statement.split("?").length - 1).fill("");
	const { rows } = await rawClient().execute({ sql: `EXPLAIN QUERY PLAN ${statement}`, args });
	return rows.map((row) => String(row["detail"])).filter((step) => LARGE.test(step));
}

/** What a trigger asks and does, with a parameter for each value of the row that it is about. */
function statementsOf(trigger: string): string[] {
	const plain = trigger.replaceAll(/--.*/g, "").replaceAll(/RAISE\(ABORT,\s*'(?:[^']|'')*'\)/g, "NULL");
	const begin = plain.search(/\bBEGIN\b/);
	const when = /\bWHEN\b(.*)/s.exec(plain.slice(0, begin))?.[1];
	const body = plain.slice(begin + 5, plain.lastIndexOf("END")).split(";");
	const statements = [...(when ? [`SELECT ${when}`] : []), ...body].map((text) => text.trim()).filter(Boolean);
	return statements.map((text) => text.replaceAll(/\b(?:NEW|OLD)\.\w+/g, "?"));
}

test("no trigger reads a table of a county's households whole, at each sign-in or for each hamlet that moves", async () => {
	const { rows } = await rawClient().execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'");
	expect(rows.length).toBeGreaterThan(100);
	const found: string[] = [];
	for (const { name, sql } of rows)
		for (const statement of statementsOf(String(sql)))
			for (const step of await readWhole(statement)) found.push(`${String(name)}: ${step}`);
	expect(found).toEqual([]);
});

test("the households of a hamlet, open and closed, are read by their two indexes", async () => {
	const asked = db.select({ id: households.id }).from(households).where(ofHamlets(sql`(select value from json_each('[]'))`)).toSQL();
	expect(await readWhole(asked.sql)).toEqual([]);
});
