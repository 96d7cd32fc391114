import { expect, test } from "vitest";
import { write } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { gapsByPlace, roomFigures, unseenHamlets } from "#domain/office/room.ts";
import { confirmFix, findRelapse } from "#domain/spots/confirm-spot.ts";
import { walked } from "#tests/boards.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { assigned, fixed, saidFixed, spotOffices } from "#tests/spots.ts";
import { hired } from "#tests/village.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let offices: Awaited<ReturnType<typeof spotOffices>>;
const HOURS = 60;
const inDays = (days: number) => minutesAfter(MORNING, days * 24 * HOURS);

freshDatabase(async () => {
	cast = await inviteCast();
	offices = await spotOffices(cast);
	const { qingshi, donggou } = cast.places;
	await walked("2026-11", "2026-11", () => 2, [{ villageId: qingshi.id, hamletId: donggou.id, name: qingshi.name }]);
	// One fixed in time, one late and fixed, one late still, one by a plan.
	await fixed(cast, offices);
	const late = await assigned(cast, offices);
	await saidFixed(late.spotId, offices.yun, inDays(8));
	await confirmFix({ spotId: late.spotId, by: offices.gu, at: inDays(9) });
	await assigned(cast, offices);
	gap = (await assigned(cast, offices, { grade: "D", cause: "facility_gap" })).spotId;
});
let gap = "";

test("the figures of a small scene are those counted by hand", async () => {
	const at = inDays(20);
	const room = await roomFigures(cast.staff.wang, at);
	expect(room.inTime).toEqual({ part: 1, whole: 3, late: 1 });
	expect(room.seen).toEqual({ part: 1, whole: 3 });
	expect(room.months.at(-1)).toMatchObject({
		month: "2026-11",
		clean: { part: 8, whole: 10, low: 0.4902, high: 0.9433 },
		inTime: { part: 1, whole: 2 },
	});
	expect(room.months).toHaveLength(12);
	expect(room.tiles).toMatchObject([{ regionId: cast.places.shilin.id, hamlets: 3, seen: 1, late: 1 }]);
	expect(await unseenHamlets(room.tiles[0] as never, at)).toMatchObject([
		{ name: "西坡", village: "青石村", seenAt: null },
		{ name: "桥头", village: "白杨村", seenAt: null },
	]);
	// After 60 days nobody has seen the first one either.
	expect((await roomFigures(cast.staff.wang, inDays(80))).seen).toEqual({ part: 0, whole: 3 });
});

test("a fix relapses within thirty days, within ninety, or holds; only those old enough are asked about", async () => {
	const again = await fixed(cast, offices);
	await findRelapse({ spotId: again.spotId, by: offices.gu, why: "又堵了。", at: inDays(25) });
	const { wang } = cast.staff;
	expect((await roomFigures(wang, inDays(29))).relapses).toEqual({ in30: { part: 0, whole: 0 }, in90: { part: 0, whole: 0 } });
	expect((await roomFigures(wang, inDays(60))).relapses).toEqual({ in30: { part: 1, whole: 3 }, in90: { part: 0, whole: 0 } });
	expect((await roomFigures(wang, inDays(110))).relapses).toEqual({ in30: { part: 1, whole: 3 }, in90: { part: 1, whole: 3 } });
});

test("a town sees its own by village, and what was asked of it; another town nothing of both", async () => {
	const at = inDays(20);
	const { qingling, qingshi, baiyang, shilin } = cast.places;
	expect((await roomFigures(offices.tao, at)).tiles).toMatchObject([
		{ regionId: qingshi.id, hamlets: 2, seen: 1, late: 1 },
		{ regionId: baiyang.id, hamlets: 1, seen: 0, late: 0 },
	]);
	expect(await gapsByPlace(offices.tao, at)).toEqual([
		{ regionId: shilin.id, name: "柿林镇", waiting: 1, late: 1, spotId: gap, dueAt: new Date("2026-11-18T00:00:00+08:00").getTime() },
	]);
	const other = {
		id: "region-other",
		code: "990101101000",
		codeSource: "local",
		level: "town",
		name: "别的镇",
		parentId: qingling.id,
	} as const;
	const path = `${qingling.path}region-other/`;
	await write((tx) => tx.insert(regions).values({ ...other, path, validFrom: MORNING }));
	const elsewhere = await hired("jin", "town_admin", { id: other.id, name: other.name, path }, cast.staff.wang);
	const room = await roomFigures(elsewhere, at);
	expect([room.inTime.whole, room.seen.whole, room.tiles, await gapsByPlace(elsewhere, at)]).toEqual([0, 0, [], []]);
});
