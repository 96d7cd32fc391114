import { statSync } from "node:fs";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, rawClient, withoutWaitingForDisk, write } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { env } from "#platform/env.ts";
import { inviteCast } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";

freshDatabase();

async function nameOf({ id }: { id: string }): Promise<string | undefined> {
	return (await db.select().from(regions).where(eq(regions.id, id)))[0]?.name;
}

test("the cast moves in, and the reads see what the writes did", async () => {
	const { places } = await inviteCast();
	expect(await nameOf(places.donggou)).toBe("东沟");
});

test("a write inside a write is refused instead of waiting for itself", async () => {
	await expect(write(() => write(async () => undefined))).rejects.toThrow("inside write()");
});

test("of many writes at once each builds on what the one before it left", async () => {
	const { donggou } = (await inviteCast()).places;
	const mine = eq(regions.id, donggou.id);
	const lengthen = () =>
		write(async (tx) => {
			const [place] = await tx.select().from(regions).where(mine);
			await tx
				.update(regions)
				.set({ name: `${place?.name}沟` })
				.where(mine);
		});
	await Promise.all(Array.from({ length: 20 }, lengthen));
	expect(await nameOf(donggou)).toBe(`东沟${"沟".repeat(20)}`);
});

test("while a write waits for the disk, others are answered", async () => {
	const { donggou } = (await inviteCast()).places;
	let [turns, begun, isOver] = [0, 0, false];
	const turn = () => {
		turns += 1;
		if (!isOver) setImmediate(turn);
	};
	turn();
	await write(async (tx) => {
		await tx.update(regions).set({ name: "新沟" }).where(eq(regions.id, donggou.id));
		begun = turns;
	});
	isOver = true;
	expect(turns).toBeGreaterThan(begun);
});

test("a write that breaks off leaves nothing, and the next one goes on", async () => {
	const { donggou, xipo } = (await inviteCast()).places;
	const rename = (place: { id: string }, name: string, breaks = false) =>
		write(async (tx) => {
			await tx.update(regions).set({ name }).where(eq(regions.id, place.id));
			if (breaks) throw new Error("broke off");
		});
	const [broken, next] = await Promise.allSettled([rename(donggou, "改了", true), rename(xipo, "新坡")]);
	expect([broken?.status, next?.status]).toEqual(["rejected", "fulfilled"]);
	expect([await nameOf(donggou), await nameOf(xipo)]).toEqual(["东沟", "新坡"]);
});

test("what a demo writes without waiting is in the file itself at the end, and whoever writes afterwards waits for the disk again", async () => {
	const synchronous = () => rawClient().execute("PRAGMA synchronous");
	const wal = () => statSync(`${env.databaseFile}-wal`).size;
	const { rows } = await withoutWaitingForDisk(async () => {
		await inviteCast();
		expect(wal()).toBeGreaterThan(0);
		return synchronous();
	});
	expect(rows).toEqual([{ synchronous: 0 }]);
	expect(wal()).toBe(0);
	expect((await synchronous()).rows).toEqual([{ synchronous: 2 }]);
	await expect(withoutWaitingForDisk(() => Promise.reject(new Error("broke off")))).rejects.toThrow("broke off");
	expect((await synchronous()).rows).toEqual([{ synchronous: 2 }]);
});
