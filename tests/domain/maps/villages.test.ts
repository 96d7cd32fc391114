import { beforeEach, expect, test } from "vitest";
import { confirmOutlines, lookThroughOutlines } from "#domain/maps/outline-file.ts";
import { villagesShown } from "#domain/maps/shown.ts";
import { figuresByTown } from "#domain/maps/village-figures.ts";
import { appealOrder } from "#domain/spots/work.ts";
import { changed } from "#platform/changes.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { outlinesOf } from "#tests/outlines.ts";
import { pairOf } from "#tests/published.ts";
import { assigned, fixed, spotOffices } from "#tests/spots.ts";
import { settleVillages } from "#tests/villages.ts";

freshDatabase();
let cast: Awaited<ReturnType<typeof inviteCast>>;
beforeEach(async () => {
	cast = await inviteCast();
});
const villagesAt = async (at: Date) => (await figuresByTown(at)).flatMap(({ villages }) => villages);

test("a village's row tells its households, its pairs by months and its orders; one under appeal, or by a plan for a gap, is not held against it", async () => {
	const offices = await spotOffices(cast);
	await pairOf(cast.homes.bao, "own", { content: { startedBy: "self" } });
	await fixed(cast, offices);
	const appealed = await assigned(cast, offices);
	await appealOrder({ spotId: appealed.spotId, words: "这条沟不归我们村管。", by: offices.yun, at: minutesAfter(MORNING, 60) });
	for (const more of [{}, { grade: "D", cause: "facility_gap" }]) await assigned(cast, offices, more);
	const [baiyang, qingshi] = await villagesAt(minutesAfter(MORNING, 300));
	expect([baiyang?.name, qingshi?.name]).toEqual(["白杨村", "青石村"]);
	expect(qingshi).toMatchObject({
		part: { part: 1, whole: 3, depth: 0 },
		self: { part: 1, whole: 1 },
		in_time: { part: 1, whole: 1 },
		clean: { part: 0, whole: 0 },
		cleanBetween: null,
		...{ open: 1, late: 0, months: [...Array(11).fill(0), 1] },
	});
	const [, late] = await villagesAt(minutesAfter(MORNING, 6 * 24 * 60));
	expect(late).toMatchObject({ open: 1, late: 1, in_time: { part: 1, whole: 2 } });
	const [, nextYear] = await villagesAt(new Date("2027-11-02T09:00:00+08:00"));
	expect(nextYear).toMatchObject({ in_time: { part: 0, whole: 1 }, months: Array(12).fill(0) });
});

test("no figure or town is shown that there is not", async () => {
	const asked = { figure: null, townId: null, at: MORNING };
	expect(await villagesShown({ ...asked, figure: "points" })).toBeNull();
	expect(await villagesShown({ ...asked, townId: cast.places.qingshi.id })).toBeNull();
	expect(await villagesShown({ ...asked, figure: "self", townId: cast.places.shilin.id })).toMatchObject({
		figure: "self",
		isMany: false,
		map: null,
	});
});

test("with outlines there is a map, and it says how many villages are not on it; of a county one town is open", async () => {
	await lookThroughOutlines({ buffer: outlinesOf({ name: "青石村" }), fileName: "a.json", by: cast.staff.wang, at: MORNING });
	await confirmOutlines({ by: cast.staff.wang, at: MORNING });
	const few = await villagesShown({ figure: null, townId: null, at: MORNING });
	expect(few).toMatchObject({ missing: 1, map: { villages: [{ regionId: cast.places.qingshi.id }] }, open: [{ villages: [{}, {}] }] });
	await settleVillages({ towns: 3, each: 20 });
	changed(["places"]);
	expect(await villagesShown({ figure: null, townId: null, at: MORNING })).toMatchObject({
		isMany: true,
		open: [],
		townMap: null,
		missing: 1,
	});
	const one = await villagesShown({ figure: null, townId: "town-1", at: new Date() });
	expect([one?.open.length, one?.map?.towns.length, one?.townMap?.villages.length]).toEqual([1, 4, 20]);
	const [town] = one?.open ?? [];
	expect(town?.villages.map(({ name }) => name).slice(0, 3)).toEqual(["安桥社区", "北沟村", "大家村"]);
	expect(town?.villages.every(({ months }) => months.some((pairs) => pairs > 0))).toBe(true);
});
