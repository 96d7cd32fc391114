import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { DatabaseBusy, db, write } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { inviteCast } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { otherWriter } from "#tests/other-writer.ts";

freshDatabase();

const rename = (id: string, name: string, patienceMs?: number) =>
	write((tx) => tx.update(regions).set({ name }).where(eq(regions.id, id)), patienceMs === undefined ? {} : { patienceMs });
const nameOf = async (id: string) => (await db.select().from(regions).where(eq(regions.id, id)))[0]?.name;

test("a change waits while another process writes, the event loop goes on, and reads too", async () => {
	const { donggou } = (await inviteCast()).places;
	const letGo = await otherWriter();
	const turns: string[] = [];
	const renamed = rename(donggou.id, "新沟").then(() => turns.push("written"));
	for (let n = 0; n < 20; n++) {
		turns.push((await nameOf(donggou.id)) ?? "");
		await new Promise((resolve) => setImmediate(resolve));
	}
	expect(new Set(turns)).toEqual(new Set(["东沟"]));
	await letGo();
	await renamed;
	expect(await nameOf(donggou.id)).toBe("新沟");
});

test("one that cannot wait any longer is told so, did nothing, and nothing later suffers from it", async () => {
	const { donggou, xipo } = (await inviteCast()).places;
	const letGo = await otherWriter();
	const refused = await Promise.allSettled([rename(donggou.id, "改了", 30), rename(xipo.id, "改了", 60), rename(xipo.id, "改了", 0)]);
	expect(refused.map((one) => one.status === "rejected" && one.reason)).toEqual(Array.from({ length: 3 }, () => expect.any(DatabaseBusy)));
	await letGo();
	for (const name of ["一", "二", "三"]) await rename(donggou.id, name);
	expect([await nameOf(donggou.id), await nameOf(xipo.id)]).toEqual(["三", "西坡"]);
});

test("a change behind a long one of the same process does not wait for ever either", async () => {
	const { donggou, xipo } = (await inviteCast()).places;
	let finish = () => {};
	const long = write(async (tx) => {
		await tx.update(regions).set({ name: "长沟" }).where(eq(regions.id, donggou.id));
		await new Promise<void>((resolve) => {
			finish = resolve;
		});
	});
	await expect(rename(xipo.id, "改了", 20)).rejects.toThrow(DatabaseBusy);
	finish();
	await long;
	expect([await nameOf(donggou.id), await nameOf(xipo.id)]).toEqual(["长沟", "西坡"]);
});
