import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { record } from "#domain/audit/trail.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { fullDisk } from "#tests/full-disk.ts";

freshDatabase();

const named = (id: string) => db.select({ name: regions.name }).from(regions).where(eq(regions.id, id));

/** Renames a place, and tells what a reader outside the transaction sees of another place at that moment. */
function rename(id: string, name: string, { seeing = id, isLong = false, breaks = false } = {}) {
	return write(
		async (tx) => {
			await tx.update(regions).set({ name }).where(eq(regions.id, id));
			if (breaks) throw new Error("broke off");
			return (await named(seeing))[0]?.name;
		},
		{ isLong },
	);
}

test("those who wait together become durable together, and nobody hears of a work before it is durable", async () => {
	const { donggou, xipo } = (await inviteCast()).places;
	const first = rename(donggou.id, "新沟");
	const heard = first.then(async () => [(await named(donggou.id))[0]?.name, (await named(xipo.id))[0]?.name]);
	expect(await rename(xipo.id, "新坡", { seeing: donggou.id })).toBe("东沟");
	expect(await heard).toEqual(["新沟", "新坡"]);
});

test.each([0, 1, 2])("a work that breaks off takes nobody with it, whether it stands first, between or last (%i)", async (broken) => {
	const { donggou, xipo, qiaotou } = (await inviteCast()).places;
	const places = [donggou, xipo, qiaotou];
	const outcomes = await Promise.allSettled(places.map(({ id }, n) => rename(id, `新${n}`, { breaks: n === broken })));
	expect(outcomes.map(({ status }) => status === "rejected")).toEqual(places.map((_, n) => n === broken));
	const names = await Promise.all(places.map(async ({ id }) => (await named(id))[0]?.name));
	expect(names).toEqual(places.map(({ name }, n) => (n === broken ? name : `新${n}`)));
});

test("a constraint that one work breaks harms neither those before nor those behind it", async () => {
	const { donggou, xipo } = (await inviteCast()).places;
	const again = () => write((tx) => tx.run(sql`insert into regions select * from regions where id = ${xipo.id}`));
	const outcomes = await Promise.allSettled([rename(donggou.id, "前"), again(), rename(xipo.id, "后")]);
	expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
	expect([(await named(donggou.id))[0]?.name, (await named(xipo.id))[0]?.name]).toEqual(["前", "后"]);
});

test("a work for which the disk has no room takes nobody with it", async () => {
	const { donggou, xipo } = (await inviteCast()).places;
	const note = () =>
		write((tx) =>
			record(tx, { at: MORNING, actorId: null, action: "setting.change", subject: "setting:x", detail: { was: "一".repeat(200_000) } }),
		);
	const makeRoom = await fullDisk();
	const outcomes = await Promise.allSettled([rename(donggou.id, "前"), note(), rename(xipo.id, "后")]);
	expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
	expect(await Promise.all([donggou, xipo].map(async ({ id }) => (await named(id))[0]?.name))).toEqual(["前", "后"]);
	await makeRoom();
	await note();
});

test("if the transaction itself is lost, all who were in it hear why, nothing of it stays, and the next goes on", async () => {
	const { donggou, xipo } = (await inviteCast()).places;
	const why = new Error("the disk failed");
	const lose = () =>
		write(async (tx) => {
			await tx.run(sql.raw("ROLLBACK"));
			throw why;
		});
	const outcomes = await Promise.allSettled([rename(donggou.id, "改了"), lose(), rename(xipo.id, "新坡")]);
	expect(outcomes.map((one) => (one.status === "rejected" ? one.reason : one.status))).toEqual([why, why, "fulfilled"]);
	expect(await Promise.all([donggou, xipo].map(async ({ id }) => (await named(id))[0]?.name))).toEqual(["东沟", "新坡"]);
});

test("nobody waits for a long work to become durable", async () => {
	const { donggou, xipo, qiaotou } = (await inviteCast()).places;
	const works = [
		rename(donggou.id, "新沟"),
		rename(xipo.id, "新坡", { isLong: true, seeing: donggou.id }),
		rename(qiaotou.id, "新桥", { seeing: xipo.id }),
	];
	expect(await Promise.all(works)).toEqual(["东沟", "新沟", "新坡"]);
});

test("whatever breaks off among them, many works at once leave what the good ones would leave one by one", async () => {
	const { donggou } = (await inviteCast()).places;
	const lengthen = (n: number) =>
		write(async (tx) => {
			const [place] = await tx.select().from(regions).where(eq(regions.id, donggou.id));
			await tx
				.update(regions)
				.set({ name: `${place?.name}${n % 10}` })
				.where(eq(regions.id, donggou.id));
			if (n % 3 === 0) throw new Error("broke off");
		});
	await Promise.allSettled(Array.from({ length: 20 }, (_, n) => lengthen(n)));
	const good = Array.from({ length: 20 }, (_, n) => n).filter((n) => n % 3 !== 0);
	expect((await named(donggou.id))[0]?.name).toBe(`东沟${good.map((n) => n % 10).join("")}`);
});
