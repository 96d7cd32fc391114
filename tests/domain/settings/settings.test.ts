import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { settings } from "#db/schema/settings.ts";
import { changeSetting, changeSettings } from "#domain/settings/change-setting.ts";
import { setting } from "#domain/settings/settings.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";

freshDatabase();

test("a setting has its default until the district's admin changes it, and then holds at once", async () => {
	const { staff } = await inviteCast();
	expect(await setting("slipDays")).toBe(30);
	await changeSetting({ key: "slipDays", value: "14", by: staff.wang, at: MORNING });
	expect(await setting("slipDays")).toBe(14);
	await changeSetting({ key: "staffTotpRequired", value: "", by: staff.wang, at: MORNING });
	expect(await setting("staffTotpRequired")).toBe(false);
	await changeSetting({ key: "contactPhone", value: " 0512-6600 1234 ", by: staff.wang, at: MORNING });
	expect(await setting("contactPhone")).toBe("0512-6600 1234");
});

test("each change is in the trail, and what does not change leaves none, done twice too", async () => {
	const { staff } = await inviteCast();
	for (const value of ["5", "5"]) await changeSetting({ key: "submissionsPerHouseholdDay", value, by: staff.wang, at: MORNING });
	expect(await db.select().from(settings)).toMatchObject([{ value: 5, changedBy: staff.wang.personId }]);
	expect(await db.select().from(auditEntries)).toMatchObject([
		{ action: "setting.change", subject: "setting:submissionsPerHouseholdDay", detail: { value: 5 } },
	]);
});

test.each([
	["slipDays", "1", 1],
	["slipDays", "180", 180],
	["originalDays", "0", 0],
	["icpNumber", "备".repeat(40), "备".repeat(40)],
] as const)("%s = “%s” is the last that still fits", async (key, value, kept) => {
	const { staff } = await inviteCast();
	await changeSetting({ key, value, by: staff.wang, at: MORNING });
	expect(await setting(key)).toBe(kept);
});

test.each([
	["slipDays", "0"],
	["slipDays", "181"],
	["slipDays", "1.5"],
	["slipDays", ""],
	["icpNumber", "备".repeat(41)],
	["contactPhone", "请打电话"],
])("%s = “%s” is refused and changes nothing", async (key, value) => {
	const { staff } = await inviteCast();
	await expect(changeSetting({ key, value, by: staff.wang, at: MORNING })).rejects.toMatchObject({ refusal: "invalid", field: key });
	expect(await db.select().from(settings)).toEqual([]);
});

test("who is not the district's admin changes nothing, and a setting that is not there cannot be made", async () => {
	const { staff } = await inviteCast();
	for (const by of [staff.li, staff.song])
		await expect(changeSetting({ key: "slipDays", value: "14", by, at: MORNING })).rejects.toMatchObject({ refusal: "forbidden" });
	for (const key of ["fines", "constructor", "__proto__"])
		await expect(changeSetting({ key, value: "1", by: staff.wang, at: MORNING })).rejects.toMatchObject({ refusal: "not_found" });
	expect(await setting("slipDays")).toBe(30);
});

test("several are changed together, each with its line; one that is wrong keeps them all as they are", async () => {
	const { staff } = await inviteCast();
	const change = (typed: Record<string, string>) => changeSettings({ typed, by: staff.wang, at: MORNING });
	await expect(change({ contactPhone: "0571-8800 1234", slipDays: "500" })).rejects.toMatchObject({
		refusal: "invalid",
		field: "slipDays",
	});
	await expect(change({ contactPhone: "0571-8800 1234", fines: "1" })).rejects.toMatchObject({ refusal: "not_found" });
	expect([await setting("contactPhone"), await db.select().from(auditEntries)]).toEqual(["", []]);
	for (const _ of ["once", "twice"]) await change({ contactPhone: "0571-8800 1234", slipDays: "14", draftDays: "30" });
	expect([await setting("contactPhone"), await setting("slipDays")]).toEqual(["0571-8800 1234", 14]);
	const lines = await db.select().from(auditEntries);
	expect(lines.map(({ subject }) => subject).sort()).toEqual(["setting:contactPhone", "setting:slipDays"]);
});
