import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { inviteCast } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";

freshDatabase();

test("the cast moves in, and the reads see what the writes did", async () => {
	const { places } = await inviteCast();
	expect((await db.select().from(regions)).map((region) => region.name)).toContain(places.donggou.name);
});

test("a write inside a write is refused instead of waiting for itself", async () => {
	await expect(write(() => write(async () => undefined))).rejects.toThrow("inside write()");
});

test("many writes at once wait for each other", async () => {
	const names = await Promise.all(Array.from({ length: 50 }, (_, n) => write(async () => n)));
	expect(names).toHaveLength(50);
});
