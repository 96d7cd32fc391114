import { beforeEach, expect, test } from "vitest";
import { db } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { regionOutlines } from "#db/schema/outlines.ts";
import { confirmOutlines, lookThroughOutlines, outlineFile } from "#domain/maps/outline-file.ts";
import { renameRegion } from "#domain/regions/rename.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { collection, outlinesOf, polygon, square, village } from "#tests/outlines.ts";
import { hired } from "#tests/village.ts";

freshDatabase();
let cast: Awaited<ReturnType<typeof inviteCast>>;
beforeEach(async () => {
	cast = await inviteCast();
});
const at = minutesAfter(MORNING, 5);
async function seen(buffer: Buffer, by = cast.staff.wang) {
	await lookThroughOutlines({ buffer, fileName: "村界.geojson", by, at });
	return outlineFile(by)?.outcome;
}
const confirm = (by = cast.staff.wang) => confirmOutlines({ by, at });
const lines = async () => (await db.select().from(auditEntries)).filter(({ action }) => action === "region.outline");

test("a file is matched by codes, then by names, and shown before anything is written; done twice, and sent again, it changes nothing", async () => {
	const { qingshi, baiyang } = cast.places;
	const file = outlinesOf({ XZQDM: "990101100201", XZQMC: "老青石" }, { name: "柿林镇白杨村" });
	expect(await seen(file)).toMatchObject({
		changes: [
			{ number: 1, regionId: qingshi.id, village: "柿林镇 青石村", isNew: true },
			{ number: 2, regionId: baiyang.id, village: "柿林镇 白杨村", isNew: true },
		],
		...{ same: 0, unmatched: [], without: [] },
	});
	expect(await db.select().from(regionOutlines)).toEqual([]);
	for (const _ of [1, 2]) await confirm();
	expect(JSON.parse((await db.select().from(regionOutlines))[0]?.shape ?? "")).toEqual([[square(110, 30)]]);
	expect(await lines()).toMatchObject([{ detail: { count: 2 }, actorId: cast.staff.wang.personId }]);
	expect(await seen(file)).toMatchObject({ changes: [], same: 2 });
	await expect(confirm()).rejects.toMatchObject({ key: "maps.nothingToConfirm" });
	const moved = Buffer.from(
		JSON.stringify(
			collection(village(polygon(square(110.005, 30)), { name: "青石" }), village(polygon(square(110.02, 30)), { name: "青石村" })),
		),
	);
	expect(await seen(moved)).toMatchObject({ changes: [{ number: 2, isNew: false }], unmatched: [{ number: 1, why: "unknown" }] });
	await confirm();
	expect(await db.select().from(regionOutlines)).toHaveLength(2);
	expect(await lines()).toHaveLength(2);
});

test("what names no village is left out with its reason, and the villages without an outline are told", async () => {
	const names = [{ name: "柿林镇" }, { code: "990101100201001" }, { name: "桥西村" }, { fill: "#abc" }, { name: "白杨村" }];
	const why = ["no_village", "no_village", "unknown", "nameless"].map((reason, n) => ({ number: n + 1, why: reason }));
	expect(await seen(outlinesOf(...names))).toMatchObject({ changes: [{ number: 5 }], unmatched: why, without: ["柿林镇 青石村"] });
});

test("a name that two villages bear is not guessed; with its town it is known", async () => {
	const { baiyang } = cast.places;
	await renameRegion({ regionId: baiyang.id, name: "青石", by: cast.staff.wang, at });
	await renameRegion({ regionId: cast.places.qingshi.id, name: "青·石", by: cast.staff.wang, at });
	expect(await seen(outlinesOf({ name: "青石" }))).toMatchObject({ changes: [], unmatched: [{ why: "several" }] });
});

test("two features for one village, and whatever is wrong with one, leave the whole file undone", async () => {
	expect(await seen(outlinesOf({ name: "青石村" }, { code: "990101100201" }))).toMatchObject({
		errors: [{ line: 2, value: "990101100201", key: "maps.reasons.twice", params: { other: 1 } }],
	});
	await expect(confirm()).rejects.toMatchObject({ key: "maps.nothingToConfirm" });
	expect(await seen(Buffer.from("青石村"))).toMatchObject({ errorCount: 1, errors: [{ line: 0, key: "maps.reasons.notJson" }] });
	expect(await db.select().from(regionOutlines)).toEqual([]);
});

test("only the district's admin draws the district; what changed since it was seen is shown anew", async () => {
	const tao = await hired("tao", "town_admin", cast.places.shilin, cast.staff.wang);
	await expect(seen(outlinesOf({ name: "青石村" }), tao)).rejects.toMatchObject({ refusal: "forbidden" });
	await expect(confirm(tao)).rejects.toMatchObject({ refusal: "forbidden" });
	await seen(outlinesOf({ name: "青石村" }));
	await renameRegion({ regionId: cast.places.qingshi.id, name: "青山村", by: cast.staff.wang, at });
	await expect(confirm()).rejects.toMatchObject({ key: "maps.changedMeanwhile" });
	expect(outlineFile(cast.staff.wang)?.outcome).toMatchObject({ changes: [], unmatched: [{ why: "unknown" }] });
	expect([await db.select().from(regionOutlines), await lines()]).toEqual([[], []]);
});
