import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { prepared } from "#db/prepared.ts";
import { remembered } from "#db/remembered.ts";
import { people } from "#db/schema/accounts.ts";
import { MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";

freshDatabase();
const built: string[] = [];
const person = prepared((on, shape) => {
	built.push(shape);
	const column = shape === "byName" ? people.name : people.id;
	return on
		.select()
		.from(people)
		.where(eq(column, sql.placeholder("value")))
		.prepare();
});
let asked = 0;
const names = remembered(60_000, async () => {
	asked += 1;
	return (await db.select().from(people)).map(({ name }) => name);
});

async function add(id: string) {
	await write((tx) => tx.insert(people).values({ id, name: `name-${id}`, createdAt: MORNING }));
}

test("a query is built once for each of its shapes, and answers with what is there now", async () => {
	expect(await person(db, "byId").execute({ value: "one" })).toEqual([]);
	await add("one");
	expect(await person(db, "byId").execute({ value: "one" })).toMatchObject([{ id: "one" }]);
	expect(await person(db, "byName").execute({ value: "name-one" })).toMatchObject([{ id: "one" }]);
	expect(built).toEqual(["byId", "byName"]);
});

test("in a transaction it sees what the transaction wrote", async () => {
	await write(async (tx) => {
		await tx.insert(people).values({ id: "two", name: "two", createdAt: MORNING });
		expect(await person(tx, "byId").execute({ value: "two" })).toHaveLength(1);
	});
	expect(await person(db, "byId").execute({ value: "two" })).toHaveLength(1);
});

test("for all transactions it is built once", async () => {
	built.length = 0;
	const asked = () => write((tx) => person(tx, "byId").execute({ value: "three" }));
	await asked();
	const first = built.length;
	expect([await asked(), built.length - first]).toEqual([[], 0]);
});

test("only a word of the program stands in a statement itself", () => {
	expect(() => literal("' or 1 --")).toThrow("no word of the program");
});

test("what is remembered is read once until it is forgotten, and never from another database", async () => {
	asked = 0;
	expect([await names.recall(), await names.recall(), asked]).toEqual([[], [], 1]);
	await add("three");
	expect(await names.recall()).toEqual([]);
	names.forget();
	expect([await names.recall(), asked]).toEqual([["name-three"], 2]);
});

test("what could not be read is asked for again", async () => {
	let isBroken = true;
	const shaky = remembered(60_000, async () => {
		if (isBroken) throw new Error("broken");
		return "whole";
	});
	await expect(shaky.recall()).rejects.toThrow("broken");
	isBroken = false;
	expect(await shaky.recall()).toBe("whole");
});
