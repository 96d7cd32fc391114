import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { write } from "#db/client.ts";
import { regionFigures } from "#db/schema/figures.ts";
import { headlineFigures } from "#domain/campaign/figures.ts";
import { verifyFigures } from "#domain/campaign/verify.ts";
import { roomFigures } from "#domain/office/room.ts";
import { outermost } from "#domain/regions/scope.ts";
import { villageOf } from "#domain/regions/village.ts";
import { walked } from "#tests/boards.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { pairOf } from "#tests/published.ts";

const DAY = 24 * 60;
let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
	cast = await inviteCast();
});

test("before anything is published no share is made up, and every hamlet is unseen", async () => {
	expect(await headlineFigures(MORNING)).toMatchObject({ selfStarted: { share: null, of: 0 }, hamlets: 3, unseenHamlets: 3 });
});

test("the share of work that villagers began themselves counts published pairs only", async () => {
	await pairOf(cast.homes.bao, "own", { content: { startedBy: "self" } });
	await pairOf(cast.homes.du, "own-too", { content: { startedBy: "self" } });
	await pairOf(cast.homes.fan, "told", { content: { startedBy: "notice" } });
	await pairOf(cast.homes.chen, "waiting", { content: { startedBy: "self" }, isPublished: false });
	expect((await headlineFigures(MORNING)).selfStarted).toEqual({ share: 2 / 3, of: 3 });
});

test("what no re-check has measured is said to be unmeasured", async () => {
	await pairOf(cast.homes.bao, "own");
	const { stillClean30, stillClean90 } = await headlineFigures(MORNING);
	expect([stillClean30.share, stillClean90.share]).toEqual([null, null]);
});

test("a hamlet is unseen again sixty days after the last drawn walk through it, on home as in the room; pairs from it do not count", async () => {
	const { qingshi, donggou } = cast.places;
	await pairOf(cast.homes.du, "west", { at: MORNING });
	for (const month of ["2026-09", "2026-10"])
		await walked(month, month, () => 0, [{ villageId: qingshi.id, hamletId: donggou.id, name: "" }]);
	const walk = new Date("2026-10-12T09:00:00+08:00");
	const unseen = async (at: Date) => {
		const { seen } = await roomFigures(cast.staff.wang, at);
		const own = (await headlineFigures(at, { regionIds: [qingshi.id] })).unseenHamlets;
		return [(await headlineFigures(at)).unseenHamlets, seen.whole - seen.part, own];
	};
	expect(await unseen(minutesAfter(walk, 60 * DAY - 1))).toEqual([2, 2, 1]);
	expect(await unseen(minutesAfter(walk, 60 * DAY))).toEqual([3, 3, 2]);
	expect((await verifyFigures()).faults).toEqual([]);
});

test("a village's figures leave the other villages out", async () => {
	await pairOf(cast.homes.bao, "here", { content: { startedBy: "notice" } });
	await pairOf(cast.homes.fan, "there", { content: { startedBy: "self" } });
	const figures = await headlineFigures(MORNING, { regionIds: [cast.places.qingshi.id] });
	expect(figures).toMatchObject({ selfStarted: { share: 0, of: 1 }, hamlets: 2, unseenHamlets: 2 });
});

test("those who take part are counted as households, and pairs by hamlet", async () => {
	await pairOf(cast.homes.bao, "first");
	await pairOf(cast.homes.bao, "second");
	await pairOf(cast.homes.du, "third");
	const village = cast.places.qingshi.id;
	expect((await headlineFigures(MORNING, { regionIds: [village] })).takingPart).toBe(2);
	expect((await villageOf(village))?.hamlets).toMatchObject([
		{ name: "东沟", pairs: 2 },
		{ name: "西坡", pairs: 1 },
	]);
});

test("verify tells each figure that differs from a count, in whichever place", async () => {
	await pairOf(cast.homes.bao, "pair");
	await pairOf(cast.homes.fan, "waits", { isPublished: false });
	expect((await verifyFigures()).faults).toEqual([]);
	const [{ xipo, shilin }] = [cast.places];
	await write((tx) => tx.update(regionFigures).set({ waiting: 7 }).where(eq(regionFigures.regionId, shilin.id)));
	await write((tx) => tx.delete(regionFigures).where(eq(regionFigures.regionId, xipo.id)));
	expect((await verifyFigures()).faults).toEqual(
		expect.arrayContaining([
			{ figure: "waiting", id: shilin.id, kept: 7, counted: 1 },
			{ figure: "households", id: xipo.id, kept: null, counted: 1 },
		]),
	);
});

test("the figures of an office with several places count what lies in two of them once", async () => {
	await pairOf(cast.homes.bao, "here");
	await pairOf(cast.homes.fan, "there");
	const { qingshi, baiyang, shilin, donggou } = cast.places;
	const ids = (...held: { id: string; path: string }[]) => outermost(held).map(({ id }) => id);
	expect(ids(donggou, shilin, qingshi, shilin)).toEqual([shilin.id]);
	expect(await headlineFigures(MORNING, { regionIds: ids(donggou, baiyang) })).toMatchObject({
		selfStarted: { of: 2 },
		takingPart: 2,
		hamlets: 2,
		unseenHamlets: 2,
	});
});
