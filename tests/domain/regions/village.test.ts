import { expect, test } from "vitest";
import { mergeRegion } from "#domain/households/merge-region.ts";
import { splitRegion } from "#domain/regions/split.ts";
import { villageAfter, villageOf, villagesByTown } from "#domain/regions/village.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";

const at = minutesAfter(MORNING, 5);
let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
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
		called: "青石村",
		town: "柿林镇",
		hasStore: 0,
		modelVillageId: null,
		stays: null,
		hamlets: [
			{ regionId: cast.places.donggou.id, name: "东沟", pairs: 0, walkedAt: 0 },
			{ regionId: cast.places.xipo.id, name: "西坡", pairs: 0, walkedAt: 0 },
		],
	});
});

test("a town, a hamlet and nothing at all are no villages", async () => {
	for (const regionId of [cast.places.shilin.id, cast.places.donggou.id, "nowhere"]) expect(await villageOf(regionId)).toBeNull();
});

test("a village that was merged into another is no longer shown, and its address leads on, also over two mergers", async () => {
	const { qingshi, baiyang, shilin } = cast.places;
	const willow = await splitRegion({
		regionId: qingshi.id,
		name: "柳村",
		code: "990101100203",
		goes: [cast.places.xipo.id],
		by: cast.staff.wang,
		at,
	});
	await mergeRegion({ regionId: willow, intoId: baiyang.id, by: cast.staff.wang, at });
	await mergeRegion({ regionId: baiyang.id, intoId: qingshi.id, by: cast.staff.wang, at });
	expect(await villageOf(baiyang.id)).toBeNull();
	expect((await villagesByTown())[0]?.villages.map((village) => village.name)).toEqual(["青石村"]);
	expect([await villageAfter(willow), await villageAfter(baiyang.id)]).toEqual([qingshi.id, qingshi.id]);
	for (const other of [qingshi.id, shilin.id, "nowhere"]) expect(await villageAfter(other)).toBeNull();
});
