import { createClient } from "@libsql/client";
import { expect, test } from "vitest";
import { Connection } from "#db/connection.ts";
import { env } from "#platform/env.ts";
import { freshDatabase } from "#tests/database.ts";
import { otherWriter } from "#tests/other-writer.ts";

freshDatabase();

const opened = () => ({ connection: new Connection(env.databaseFile), client: createClient({ url: `file:${env.databaseFile}` }) });
const failure = async (work: () => unknown) => {
	try {
		await work();
	} catch (error) {
		const { name, message, code, extendedCode, rawCode } = error as Record<string, unknown>;
		return { name, message, code, extendedCode, rawCode };
	}
	throw new Error("it did not fail");
};

test.each([
	["a trigger", "DELETE FROM point_rules"],
	["a key that is taken", "INSERT INTO settings (key, value, changed_at) VALUES ('siteName', '', 0), ('siteName', '', 0)"],
	["a row that is missing", "INSERT INTO households (id, hamlet_id) VALUES ('a', 'nowhere')"],
	["words that are no SQL", "SELECT FROM"],
])("%s is refused in the client's words, also when the statement is asked again", async (_what, sql) => {
	const { connection, client } = opened();
	const said = await failure(() => client.execute(sql));
	expect(said.code).toMatch(/^SQLITE_/);
	for (let n = 0; n < 2; n++) expect(await failure(() => connection.execute(sql))).toEqual(said);
});

test("values go in and come out as they do by the client", async () => {
	const { connection, client } = opened();
	const sql = "SELECT ? AS a, ? AS b, ? AS c, ? AS d, ? AS e, 2 AS a, typeof(?) AS f";
	const args = [2 ** 53 - 1, 1.5, "文", null, true, new Date(5)];
	const [row] = (await client.execute({ sql, args })).rows;
	expect(connection.rows({ sql, args })).toEqual([{ ...row }]);
	expect(connection.values({ sql, args })).toEqual([[2 ** 53 - 1, 1.5, "文", null, 1, 2, "real"]]);
	expect(connection.values({ sql: "SELECT ?", args: [Buffer.from("ab")] })).toEqual([[Buffer.from("ab")]]);
	expect(() => connection.values({ sql: "SELECT 9007199254740993" })).toThrow(RangeError);
	for (const wrong of [Number.NaN, undefined]) expect(() => connection.values({ sql: "SELECT ?", args: [wrong] })).toThrow(TypeError);
});

test("a kept statement goes on when the schema changes, by this connection or another", async () => {
	const { connection, client } = opened();
	connection.exec("CREATE TABLE things (a); INSERT INTO things VALUES (1)");
	const named = { sql: "SELECT a FROM things" };
	const all = { sql: "SELECT * FROM things" };
	expect([connection.rows(named), connection.rows(all)]).toEqual([[{ a: 1 }], [{ a: 1 }]]);
	connection.exec("ALTER TABLE things ADD COLUMN b DEFAULT 2");
	expect(connection.rows(all)).toEqual([{ a: 1, b: 2 }]);
	await client.execute("CREATE INDEX by_a ON things (a)");
	await client.execute("INSERT INTO things VALUES (3, 4)");
	expect(connection.rows(named)).toEqual([{ a: 1 }, { a: 3 }]);
	await client.execute("DROP TABLE things");
	expect(() => connection.rows(named)).toThrow("no such table: things");
});

test("a transaction that could not begin harms no later one", async () => {
	const { connection } = opened();
	connection.exec("CREATE TABLE things (a)");
	const letGo = await otherWriter();
	const add = () => connection.transaction(async () => connection.run({ sql: "INSERT INTO things VALUES (?)", args: [1] }));
	for (let n = 0; n < 3; n++) expect(await failure(add)).toMatchObject({ code: "SQLITE_BUSY" });
	await letGo();
	for (let n = 0; n < 3; n++) expect(await add()).toEqual({ rowsAffected: 1 });
	expect(connection.values({ sql: "SELECT count(*) FROM things" })).toEqual([[3]]);
});
