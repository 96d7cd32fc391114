import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, rawClient } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { ofHamlets } from "#domain/regions/joined.ts";
import { freshDatabase } from "#tests/database.ts";
import { type Exception, growingPlans } from "#tests/plans.ts";

freshDatabase();

const OF_TRIGGERS: Exception[] = [
	{ step: /^SCAN (audit|point)_entries$/, of: /ORDER BY seq DESC LIMIT 1\)/, why: "the newest line, read from the end" },
	{
		step: /^SCAN rating_rounds USING COVERING INDEX/,
		of: /FROM rating_rounds WHERE sheet_id = \?/,
		why: "asked when somebody changes a score sheet, which is done by the year; the table has a row for each village and month",
	},
	{
		step: /^SCAN h$/,
		of: /CASE WHEN \? IS NULL THEN \? ELSE \? END AS hand\) h /,
		why: "one row; another part of the statement calls households so",
	},
];

/** What a trigger asks and does, with a parameter for each value of the row that it is about. */
function statementsOf(trigger: string): string[] {
	const plain = trigger.replaceAll(/--.*/g, "").replaceAll(/RAISE\(ABORT,\s*'(?:[^']|'')*'\)/g, "NULL");
	const begin = plain.search(/\bBEGIN\b/);
	const when = /\bWHEN\b(.*)/s.exec(plain.slice(0, begin))?.[1];
	const body = plain.slice(begin + 5, plain.lastIndexOf("END")).split(";");
	const statements = [...(when ? [`SELECT ${when}`] : []), ...body].map((text) => text.trim()).filter(Boolean);
	return statements.map((text) => text.replaceAll(/\b(?:NEW|OLD)\.\w+/g, "?"));
}

test("no trigger reads a growing table whole, at each sign-in or for each hamlet that moves", async () => {
	const { rows } = await rawClient().execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'");
	expect(rows.length).toBeGreaterThan(100);
	const statements = rows.flatMap((row) => statementsOf(String(row["sql"])));
	expect(growingPlans(statements, OF_TRIGGERS)).toEqual({ growing: [], unused: [] });
});

test("the households of a hamlet, open and closed, are read by their two indexes", async () => {
	const asked = db.select({ id: households.id }).from(households).where(ofHamlets(sql`(select value from json_each('[]'))`)).toSQL();
	expect(growingPlans([asked.sql], [])).toEqual({ growing: [], unused: [] });
});
