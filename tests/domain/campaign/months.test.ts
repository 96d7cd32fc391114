import { and, eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { regionMonths } from "#db/schema/figures.ts";
import { inspectionWalks, PLACES } from "#db/schema/inspections.ts";
import { verifyFigures } from "#domain/campaign/verify.ts";
import { drawInspections } from "#domain/inspections/draw-month.ts";
import { findFault, seePlace } from "#domain/inspections/walks.ts";
import { moveRegion } from "#domain/regions/move.ts";
import { assignSpot } from "#domain/spots/assign-spot.ts";
import { answerAppeal, confirmFix, contestFix } from "#domain/spots/confirm-spot.ts";
import { lookAgain } from "#domain/spots/look-again.ts";
import { checkSpot, turnAway } from "#domain/spots/triage.ts";
import { appealOrder } from "#domain/spots/work.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { pairOf } from "#tests/published.ts";
import { assigned, fixed, type Offices, saidFixed, spotOffices } from "#tests/spots.ts";
import { smallUpload } from "#tests/submissions.ts";

freshDatabase();
let cast: Awaited<ReturnType<typeof inviteCast>>;
let offices: Offices;
beforeEach(async () => {
	cast = await inviteCast();
	offices = await spotOffices(cast);
});

async function monthOf(regionId: string, month = "2026-11") {
	expect((await verifyFigures()).faults).toEqual([]);
	const [found] = await db
		.select()
		.from(regionMonths)
		.where(and(eq(regionMonths.regionId, regionId), eq(regionMonths.month, month)));
	const { pairs = 0, looked = 0, clean = 0, mended = 0, mendedInTime = 0 } = found ?? {};
	return { pairs, looked, clean, mended, mendedInTime };
}

test("a pair counts in the month in which it was published, in Beijing, and goes along with its hamlet", async () => {
	const { donggou, qingshi, baiyang, qingling } = cast.places;
	await pairOf(cast.homes.bao, "first", { at: new Date("2026-11-30T23:59:00+08:00") });
	await pairOf(cast.homes.chen, "next", { at: new Date("2026-12-01T00:00:00+08:00") });
	expect([await monthOf(donggou.id), await monthOf(qingshi.id), await monthOf(qingling.id)]).toMatchObject(
		[1, 1, 1].map((pairs) => ({ pairs })),
	);
	await moveRegion({ regionId: donggou.id, toId: baiyang.id, by: cast.staff.wang, at: new Date("2026-12-02T09:00:00+08:00") });
	expect([await monthOf(qingshi.id), await monthOf(baiyang.id), await monthOf(qingling.id)]).toMatchObject(
		[0, 1, 1].map((pairs) => ({ pairs })),
	);
	expect(await monthOf(baiyang.id, "2026-12")).toMatchObject({ pairs: 1 });
});

test("an order counts when its fix is confirmed, in time if the fix was said before the deadline; not for a gap, by a plan, or when it isn't fixed", async () => {
	const { reference } = await fixed(cast, offices);
	expect(await monthOf(cast.places.qingshi.id)).toMatchObject({ mended: 1, mendedInTime: 1 });
	for (const more of [{ cause: "facility_gap" }, { grade: "D" }, {}]) {
		const { spotId, dueAt } = await assigned(cast, offices, more);
		await saidFixed(spotId, offices.yun, minutesAfter(dueAt, 1));
		await confirmFix({ spotId, by: offices.gu, at: minutesAfter(dueAt, 2) });
	}
	expect(await monthOf(cast.places.qingshi.id)).toMatchObject({ mended: 2, mendedInTime: 1 });
	await contestFix({ reference, words: "还堵着。", at: minutesAfter(MORNING, 300) });
	expect(await monthOf(cast.places.qingshi.id)).toMatchObject({ mended: 1, mendedInTime: 0 });
});

test("while an order is appealed it counts nowhere, and if the appeal is rejected it counts after all", async () => {
	const { spotId, dueAt } = await assigned(cast, offices);
	await appealOrder({ spotId, words: "这条沟不归我们村管。", by: offices.yun, at: minutesAfter(MORNING, 60) });
	await saidFixed(spotId, offices.yun);
	await confirmFix({ spotId, by: offices.gu, at: minutesAfter(MORNING, 180) });
	expect(await monthOf(cast.places.qingshi.id)).toMatchObject({ mended: 0 });
	await answerAppeal({ spotId, isUpheld: false, words: "图上看是本村的沟。", by: cast.staff.meng, at: minutesAfter(MORNING, 240) });
	expect(dueAt.getTime()).toBeGreaterThan(minutesAfter(MORNING, 240).getTime());
	expect(await monthOf(cast.places.qingshi.id)).toMatchObject({ mended: 1, mendedInTime: 1 });
});

test("a fault that the town finds to be none was a clean look of its month", async () => {
	const at = new Date("2026-12-10T09:00:00+08:00");
	for (const day of ["2026-11-02", "2026-12-01"]) await drawInspections(new Date(`${day}T04:00:00+08:00`));
	const [walk] = await db.select().from(inspectionWalks).where(eq(inspectionWalks.villageId, cast.places.qingshi.id));
	const seeing = { walkId: walk?.id ?? "", by: offices.gu, at };
	const fault = { ...seeing, cause: "behavior", categoryCode: "Q2-01", words: "", place: "ditch", uploads: [await smallUpload(3)] };
	const { spotId } = await findFault(fault);
	for (const place of PLACES.filter((one) => one !== "ditch")) await seePlace({ ...seeing, place, found: "clean" });
	const december = () => monthOf(cast.places.qingshi.id, "2026-12");
	await turnAway({ spotId, door: "no_problem", why: "是沙子，正在修路。", by: offices.min, at });
	expect(await december()).toMatchObject({ looked: 10, clean: 9 });
	await lookAgain({ spotId, isReopened: false, by: offices.tao, at });
	expect(await december()).toMatchObject({ looked: 10, clean: 10 });
	expect((await verifyFigures()).faults).toEqual([]);
});

test("a drawn walk counts when it is done; a fault that turns out to be a gap no longer does", async () => {
	const at = new Date("2026-12-10T09:00:00+08:00");
	for (const day of ["2026-11-02", "2026-12-01"]) await drawInspections(new Date(`${day}T04:00:00+08:00`));
	const walks = await db.select().from(inspectionWalks).where(eq(inspectionWalks.villageId, cast.places.qingshi.id));
	const [walk] = walks;
	const seeing = { walkId: walk?.id ?? "", by: offices.gu, at };
	expect(walk?.inspectorId).toBe(offices.gu.personId);
	const fault = { ...seeing, cause: "cleaning_duty", categoryCode: "Q2-01", words: "" };
	const { spotId } = await findFault({ ...fault, place: "ditch", uploads: [await smallUpload(1)] });
	await findFault({ ...fault, place: "bins", cause: "facility_gap", uploads: [await smallUpload(2)] });
	const rest = PLACES.filter((place) => place !== "ditch" && place !== "bins");
	for (const place of rest.slice(1)) await seePlace({ ...seeing, place, found: place === "pond" ? "none" : "clean" });
	expect(await monthOf(cast.places.qingshi.id, "2026-12")).toMatchObject({ looked: 0 });
	await seePlace({ ...seeing, place: rest[0] ?? "", found: "clean" });
	expect(await monthOf(cast.places.qingshi.id, "2026-12")).toMatchObject({ looked: 8, clean: 7 });
	await checkSpot({ spotId, by: cast.staff.li, at });
	await assignSpot({
		spotId,
		unitId: offices.unitId,
		grade: "C",
		cause: "facility_gap",
		words: "没有管网。",
		orders: 0,
		by: cast.staff.li,
		at,
	});
	expect(await monthOf(cast.places.qingshi.id, "2026-12")).toMatchObject({ looked: 7, clean: 7 });
	await write((tx) => tx.update(regionMonths).set({ clean: 3 }).where(eq(regionMonths.regionId, cast.places.qingshi.id)));
	expect((await verifyFigures()).faults).toEqual([{ figure: "clean", id: `${cast.places.qingshi.id} 2026-12`, kept: 3, counted: 7 }]);
});
