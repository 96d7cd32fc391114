import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { importRegionsAndHouseholds } from "#domain/households/import.ts";
import { closeRegion } from "#domain/regions/close.ts";
import { placeView } from "#domain/regions/places.ts";
import { renameRegion } from "#domain/regions/rename.ts";
import { onChange, type Tag } from "#platform/changes.ts";
import { as } from "#tests/admins.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { csv, householdLine } from "#tests/roster.ts";

freshDatabase();
const at = minutesAfter(MORNING, 5);

test("an admin begins where their region begins, and sees what lies below with its households", async () => {
	const { staff, places } = await inviteCast();
	const view = await placeView(as(staff.wang, "town_admin", places.shilin), undefined);
	expect(view).toMatchObject({ place: { name: "柿林镇" }, above: [], mayChange: true });
	expect(view?.below.map(({ name, places: below, households: homes }) => [name, below, homes])).toEqual([
		["青石村", 2, 3],
		["白杨村", 1, 1],
	]);
});

test("the places above are told as far as the viewer's own region", async () => {
	const { staff, places } = await inviteCast();
	expect((await placeView(staff.wang, places.donggou.id))?.above.map(({ name }) => name)).toEqual(["青岭区", "柿林镇", "青石村"]);
	const village = as(staff.wang, "village_admin", places.qingshi);
	expect((await placeView(village, places.donggou.id))?.above.map(({ name }) => name)).toEqual(["青石村"]);
});

test("two regions in one hand are listed side by side", async () => {
	const { staff, places } = await inviteCast();
	const both = [as(staff.wang, "village_admin", places.qingshi), as(staff.wang, "village_admin", places.baiyang)].flatMap(
		({ roles }) => roles,
	);
	const view = await placeView({ ...staff.wang, roles: both }, undefined);
	expect(view).toMatchObject({ place: null, below: [{ name: "青石村" }, { name: "白杨村" }] });
});

test("what lies outside the viewer's region does not exist; an auditor looks and changes nothing", async () => {
	const { staff, places } = await inviteCast();
	expect(await placeView(as(staff.wang, "village_admin", places.qingshi), places.baiyang.id)).toBeNull();
	expect(await placeView(staff.li, places.qingshi.id)).toBeNull();
	expect(await placeView(staff.song, places.qingshi.id)).toMatchObject({ mayChange: false });
	await expect(renameRegion({ regionId: places.qingshi.id, name: "新村", by: staff.song, at })).rejects.toMatchObject({
		refusal: "forbidden",
	});
});

test("a place gets another name, and the public pages that show it are told", async () => {
	const { staff, places } = await inviteCast();
	const told = listen();
	await renameRegion({ regionId: places.donggou.id, name: " 东沟 屯 ", by: staff.wang, at });
	expect(await nameOf(places.donggou.id)).toBe("东沟屯");
	expect(told()).toEqual(["places", "home", "wall", "votes", `village:${places.qingshi.id}`]);
	expect(await trail()).toEqual([["region.rename", { from: "东沟", to: "东沟屯" }]]);
});

test("the same name twice is one renaming", async () => {
	const { staff, places } = await inviteCast();
	for (const minutes of [1, 2])
		await renameRegion({ regionId: places.donggou.id, name: "东沟屯", by: staff.wang, at: minutesAfter(at, minutes) });
	expect(await trail()).toHaveLength(1);
});

test.each([
	["", "regions.nameMissing"],
	["村".repeat(61), "households.reasons.tooLong"],
	["\ue123村", "households.reasons.privateCharacter"],
	["青石\n白杨", "households.reasons.lineBreak"],
])("a name that is none changes nothing: %j", async (name, key) => {
	const { staff, places } = await inviteCast();
	await expect(renameRegion({ regionId: places.qingshi.id, name, by: staff.wang, at })).rejects.toMatchObject({
		refusal: "invalid",
		key,
		field: "name",
	});
	expect(await nameOf(places.qingshi.id)).toBe("青石村");
});

test("a region of somebody else is not there to be renamed or closed", async () => {
	const { staff, places } = await inviteCast();
	const by = as(staff.wang, "village_admin", places.qingshi);
	for (const regionId of [places.baiyang.id, places.shilin.id, "nowhere"]) {
		await expect(renameRegion({ regionId, name: "新村", by, at })).rejects.toMatchObject({ refusal: "not_found" });
		await expect(closeRegion({ regionId, by, at })).rejects.toMatchObject({ refusal: "not_found" });
	}
});

test("a place closes when nobody lives there, once, and takes no more changes", async () => {
	const { staff, places } = await inviteCast();
	await db.update(households).set({ closedAt: MORNING }).where(eq(households.hamletId, places.qiaotou.id));
	const told = listen();
	for (const minutes of [1, 2]) await closeRegion({ regionId: places.qiaotou.id, by: staff.wang, at: minutesAfter(at, minutes) });
	// Once: the second time nothing looks different.
	expect(told().filter((tag) => tag === `village:${places.baiyang.id}`)).toHaveLength(1);
	const [row] = await db.select().from(regions).where(eq(regions.id, places.qiaotou.id));
	expect(row?.validTo).toEqual(minutesAfter(at, 1));
	expect(await trail()).toHaveLength(1);
	await expect(renameRegion({ regionId: places.qiaotou.id, name: "桥尾", by: staff.wang, at })).rejects.toMatchObject({
		refusal: "conflict",
	});
	const file = csv("990101,,990101100,,990101100202,,001,桥头,0002,马小川,,,");
	expect(await importRegionsAndHouseholds({ buffer: file, by: null, at })).toMatchObject({
		errors: [{ key: "households.reasons.placeClosed" }],
	});
});

test("a place where somebody lives, or with open places below, stays open", async () => {
	const { staff, places } = await inviteCast();
	await expect(closeRegion({ regionId: places.donggou.id, by: staff.wang, at })).rejects.toMatchObject({
		key: "regions.stillLivedIn",
		params: { households: 2 },
	});
	await importRegionsAndHouseholds({ buffer: csv(householdLine()), by: null, at });
	await importRegionsAndHouseholds({ buffer: csv("990101,,990101100,,990101100203,柳村,001,柳湾,,,,,"), by: null, at });
	const [willow] = await db.select().from(regions).where(eq(regions.name, "柳村"));
	await expect(closeRegion({ regionId: willow?.id ?? "", by: staff.wang, at })).rejects.toMatchObject({ key: "regions.stillHasPlaces" });
	expect(await nameOf(places.donggou.id)).toBe("东沟");
});

function listen(): () => Tag[] {
	const told: Tag[] = [];
	const stop = onChange((tags) => told.push(...tags));
	return () => {
		stop();
		return told;
	};
}

async function nameOf(id: string) {
	return (await db.select().from(regions).where(eq(regions.id, id)))[0]?.name;
}

async function trail() {
	return (await db.select().from(auditEntries)).map(({ action, detail: { place: _, ...told } }) => [action, told]);
}
