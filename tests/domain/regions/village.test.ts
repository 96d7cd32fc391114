import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { write } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { villageOf, villagesByTown } from "#domain/regions/village.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";

freshDatabase();
let cast: Awaited<ReturnType<typeof inviteCast>>;
beforeEach(async () => {
	cast = await inviteCast();
});

test("villages stand below their town in the order of their codes", async () => {
	const [town] = await villagesByTown();
	expect(town?.town.name).toBe("柿林镇");
	expect(town?.villages.map((village) => village.name)).toEqual(["青石村", "白杨村"]);
});

test("a village knows its town and its hamlets", async () => {
	expect(await villageOf(cast.places.qingshi.id)).toEqual({
		regionId: cast.places.qingshi.id,
		name: "青石村",
		town: "柿林镇",
		hamlets: [
			{ regionId: cast.places.donggou.id, name: "东沟" },
			{ regionId: cast.places.xipo.id, name: "西坡" },
		],
	});
});

test("a town, a hamlet and nothing at all are no villages", async () => {
	for (const regionId of [cast.places.shilin.id, cast.places.donggou.id, "nowhere"]) expect(await villageOf(regionId)).toBeNull();
});

test("a village that was merged into another is no longer shown", async () => {
	await write((tx) => tx.update(regions).set({ validTo: MORNING }).where(eq(regions.id, cast.places.baiyang.id)));
	expect(await villageOf(cast.places.baiyang.id)).toBeNull();
	expect((await villagesByTown())[0]?.villages.map((village) => village.name)).toEqual(["青石村"]);
});
