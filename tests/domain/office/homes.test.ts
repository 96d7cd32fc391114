import { expect, test } from "vitest";
import { write } from "#db/client.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { ownFigures } from "#domain/office/own-figures.ts";
import { pointsOf } from "#domain/office/points-of.ts";
import { LOOK_BACK_DAYS, shownPairs } from "#domain/office/shown-pairs.ts";
import { credit } from "#domain/points/credit.ts";
import { walked } from "#tests/boards.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { pairOf } from "#tests/published.ts";

const DAY = 24 * 60;
let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
	cast = await inviteCast();
});

function officer(role: Role, ...places: { id: string; path: string }[]): Viewer {
	const roles = places.map(({ id, path }) => ({ role, regionId: id, regionName: "", path }));
	return { personId: "person-song", name: "", kind: "staff", sessionId: "", householdId: null, roles };
}

test("the figures of a home are those of its places taken together, and of the whole site only for who looks after all", async () => {
	const { bao, chen, du, fan } = cast.homes;
	for (const [home, startedBy] of [
		[bao, "self"],
		[chen, "self"],
		[du, "notice"],
		[fan, "notice"],
	] as const)
		await pairOf(home, home.householdId, { content: { startedBy } });
	const { qingshi, baiyang, shilin, donggou } = cast.places;
	await walked("2026-10", "2026-10", () => 0, [{ villageId: qingshi.id, hamletId: donggou.id, name: "" }]);
	const of = async (...places: { id: string; path: string }[]) => {
		const { selfStarted, hamlets, unseenHamlets } = await ownFigures(officer("moderator", ...places), MORNING);
		return [selfStarted.of, Math.round((selfStarted.share ?? -1) * 100), hamlets, unseenHamlets];
	};
	expect(await of(qingshi)).toEqual([3, 67, 2, 1]);
	expect(await of(baiyang)).toEqual([1, 0, 1, 1]);
	expect(await of(qingshi, baiyang)).toEqual([4, 50, 3, 2]);
	expect(await of(shilin)).toEqual([4, 50, 3, 2]);
	expect(await of(shilin, qingshi)).toEqual([4, 50, 3, 2]);
	expect(await of(donggou)).toEqual([2, 100, 1, 0]);
});

test("an office reads the shown pairs of its own places, newest first, page by page, by place, kind and age", async () => {
	const { bao, du, fan } = cast.homes;
	await pairOf(bao, "old", { at: MORNING });
	await pairOf(du, "weeds", { at: minutesAfter(MORNING, DAY), content: { categoryCode: "Q3-03" } });
	await pairOf(fan, "elsewhere", { at: minutesAfter(MORNING, DAY) });
	await pairOf(bao, "new", { at: minutesAfter(MORNING, 31 * DAY) });
	await pairOf(bao, "unseen", { at: minutesAfter(MORNING, 2 * DAY), areReleased: false });
	const at = minutesAfter(MORNING, 31 * DAY);
	const ofVillage = officer("publicist", cast.places.qingshi);
	const seen = async (viewer: Viewer, wanted: Partial<Parameters<typeof shownPairs>[1]> = {}) =>
		(await shownPairs(viewer, { at, ...wanted })).pairs.map(({ submissionId }) => submissionId);
	expect(await seen(ofVillage)).toEqual(["new", "weeds", "old"]);
	expect(await seen(ofVillage, { days: LOOK_BACK_DAYS })).toEqual(["weeds", "old"]);
	expect(await seen(ofVillage, { place: "xipo" })).toEqual(["weeds"]);
	expect(await seen(ofVillage, { place: "白杨村" })).toEqual([]);
	expect(await seen(ofVillage, { kind: "Q3-03" })).toEqual(["weeds"]);
	expect(await seen(officer("inspector", cast.places.qingling))).toEqual(["new", "weeds", "elsewhere", "old"]);
	expect(await seen(officer("inspector", cast.places.qingling), { kind: "Q3-03" })).toEqual(["weeds"]);
	expect(await seen(officer("storekeeper", cast.places.qingling))).toEqual([]);
	const first = await shownPairs(ofVillage, { at, limit: 2 });
	expect((await shownPairs(ofVillage, { at, limit: 2, after: first.next })).pairs).toMatchObject([{ submissionId: "old" }]);
});

test("many newest pairs that nobody may see, or of another hamlet, hide none of the older ones", async () => {
	const { bao, du, fan } = cast.homes;
	for (let n = 0; n < 9; n++) await pairOf(bao, `unseen-${n}`, { at: minutesAfter(MORNING, 9 * DAY + n), areReleased: false });
	for (const [n, home] of [bao, fan, bao, du, fan].entries()) await pairOf(home, `seen-${n}`, { at: minutesAfter(MORNING, n * DAY) });
	const at = minutesAfter(MORNING, 10 * DAY);
	const pagesOf = async (place: Parameters<typeof officer>[1], kind?: string) => {
		const first = await shownPairs(officer("publicist", place), { at, kind, limit: 2 });
		const second = await shownPairs(officer("publicist", place), { at, kind, limit: 2, after: first.next });
		return [first, second].map(({ pairs }) => pairs.map(({ submissionId }) => submissionId));
	};
	const { shilin, qingshi, xipo } = cast.places;
	for (const kind of [undefined, "Q3-01"]) {
		expect(await pagesOf(shilin, kind)).toEqual([
			["seen-4", "seen-3"],
			["seen-2", "seen-1"],
		]);
		expect(await pagesOf(qingshi, kind)).toEqual([["seen-3", "seen-2"], ["seen-0"]]);
		expect((await pagesOf(xipo, kind))[0]).toEqual(["seen-3"]);
	}
});

test("a storekeeper looks up what a household of their place could spend, and of no other place; nobody else does it here", async () => {
	const { bao, fan } = cast.homes;
	const about = { rule: "P01", evidence: "submission:one", decidedBy: null, at: MORNING };
	await write((tx) => credit(tx, { ...about, householdId: bao.householdId, source: "one" }));
	const keeper = officer("storekeeper", cast.places.qingshi);
	const [found, ...more] = await pointsOf(keeper, "鲍春生");
	expect([found, more]).toMatchObject([{ householdId: bao.householdId, headName: "鲍春生", points: expect.any(Number) }, []]);
	expect(found?.points).toBeGreaterThan(0);
	expect(await pointsOf(keeper, "范秋菊")).toEqual([]);
	expect(await pointsOf(keeper, fan.householdId)).toEqual([]);
	expect(await pointsOf(officer("publicist", cast.places.qingshi), "鲍春生")).toEqual([]);
});
