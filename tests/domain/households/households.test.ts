import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { households, signInSlips } from "#db/schema/households.ts";
import { doorSheet } from "#domain/households/door-sheet.ts";
import { householdSeen } from "#domain/households/household.ts";
import { importRegionsAndHouseholds } from "#domain/households/import.ts";
import { householdList } from "#domain/households/list.ts";
import { rotateDoorToken } from "#domain/households/rotate-door-token.ts";
import { setHouseholdFlags } from "#domain/households/set-flags.ts";
import { as } from "#tests/admins.ts";
import { DOORS, inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { csv, householdLine } from "#tests/roster.ts";

freshDatabase();
const at = minutesAfter(MORNING, 5);
const flags = { status: "away", isHardship: true, isUnranked: true } as const;

test("the list goes by hamlet and number, as far as the viewer's region", async () => {
	const { staff, places } = await inviteCast();
	const all = await householdList(staff.wang, { at });
	expect(all.lines.map(({ hamlet, number, headName }) => `${hamlet.name} ${number} ${headName}`)).toEqual([
		"东沟 0001 鲍春生",
		"东沟 0002 陈桂兰",
		"西坡 0001 杜长河",
		"桥头 0001 范秋菊",
	]);
	const baiyang = as(staff.wang, "village_admin", places.baiyang);
	expect((await householdList(baiyang, { at })).lines.map(({ headName }) => headName)).toEqual(["范秋菊"]);
	expect((await householdList(baiyang, { path: places.qingshi.path, at })).lines).toEqual([]);
	expect((await householdList(staff.wang, { path: places.donggou.path, at })).lines).toHaveLength(2);
	expect((await householdList(staff.li, { at })).lines).toEqual([]);
});

test.each([
	["桂", ["陈桂兰"]],
	["1", ["鲍春生", "杜长河", "范秋菊"]],
	["0002", ["陈桂兰"]],
	["%", []],
	["'; drop table households; --", []],
])("the search for %s", async (search, heads) => {
	const { staff } = await inviteCast();
	expect((await householdList(staff.wang, { search, at })).lines.map(({ headName }) => headName)).toEqual(heads);
});

// Nine syllables.
const NINE = "ᠠᠷᠠᠰᠤᠭᠠᠷᠠᠮᠠᠳᠠᠪᠠᠲᠤ ᠬᠠᠰ\u180eᠠ";

test.each([
	["阿依夏・卡德尔", "阿依夏•卡德尔"],
	["阿依夏·卡德尔", "阿依夏.卡德尔"],
	["阿依夏·卡德尔", "夏卡"],
	["张三（大）", "张三(大)"],
	["张　三", "张 三"],
	["Smith Wang", "smith-wang"],
	["O’Rkesh", "o'r"],
	["བསྟན་འཛིན།", "བསྟན༌འཛིན"],
	[NINE, "ᠬᠠᠰᠠ"],
	["王\ue863", "王䶮"],
])("who is written %s is found as %s", async (head, search) => {
	const { staff } = await inviteCast();
	await importRegionsAndHouseholds({ buffer: csv(householdLine({ head })), by: null, at });
	expect((await householdList(staff.wang, { search, at })).lines).toMatchObject([{ number: "0101" }]);
	expect((await householdList(staff.wang, { search: `${search}龘`, at })).lines).toEqual([]);
});

test.each([
	["regions", "name"],
	["households", "head_name"],
	["people", "name"],
])("the database takes into %s neither an empty %s nor one without end", async (table, column) => {
	await inviteCast();
	for (const name of ["", "名".repeat(241)]) {
		for (const words of [`insert into ${table} (id, ${column}) values ('x', '${name}')`, `update ${table} set ${column} = '${name}'`]) {
			await expect(write((tx) => tx.run(sql.raw(words)))).rejects.toMatchObject({
				cause: { message: expect.stringContaining("a name has 1 to 240 characters") },
			});
		}
	}
});

test("page after page shows every household once", async () => {
	const { staff } = await inviteCast();
	const lines = Array.from({ length: 120 }, (_, n) => householdLine({ number: String(n + 10), hamlet: n % 2 ? "001,东沟" : "002,西坡" }));
	await importRegionsAndHouseholds({ buffer: csv(...lines), by: null, at });
	const seen: string[] = [];
	let after: string | undefined;
	do {
		const page = await householdList(staff.wang, { after, at });
		seen.push(...page.lines.map(({ householdId }) => householdId));
		after = page.next ?? undefined;
	} while (after);
	expect(seen).toHaveLength(124);
	expect(new Set(seen).size).toBe(124);
});

test("the list says where a household's newest slip stands", async () => {
	const { staff, homes } = await inviteCast();
	await slip(homes.bao, { expiresAt: minutesAfter(at, 60) });
	await slip(homes.chen, { expiresAt: MORNING });
	await slip(homes.du, { expiresAt: minutesAfter(at, 60), usedAt: at });
	expect((await householdList(staff.wang, { at })).lines.map((line) => line.slip)).toEqual(["issued", "expired", "issued", "none"]);
});

test("an admin sees a household with its members, never its door token", async () => {
	const { staff, homes } = await inviteCast();
	const seen = await householdSeen(staff.wang, homes.bao.householdId, at);
	expect(seen).toMatchObject({
		headName: "鲍春生",
		hamlet: { name: "东沟" },
		village: { bareName: "青石村" },
		slip: "none",
		mayChange: true,
	});
	expect(seen?.members).toMatchObject([{ name: "鲍春生" }]);
	expect(JSON.stringify(seen)).not.toContain(DOORS.bao);
});

test("a household outside the viewer's region does not exist, for reading and for changing", async () => {
	const { staff, places, homes } = await inviteCast();
	const by = as(staff.wang, "village_admin", places.qingshi);
	const { householdId } = homes.fan;
	expect(await householdSeen(by, householdId, at)).toBeNull();
	await expect(setHouseholdFlags({ householdId, ...flags, by, at })).rejects.toMatchObject({ refusal: "not_found" });
	await expect(rotateDoorToken({ householdId, by, at })).rejects.toMatchObject({ refusal: "not_found" });
	expect((await doorSheet(by, { householdIds: [householdId] })).stickers).toEqual([]);
	expect((await doorSheet(by, { hamletId: places.qiaotou.id })).stickers).toEqual([]);
	for (const nobody of [staff.li, homes.bao.viewer]) expect(await householdSeen(nobody, householdId, at)).toBeNull();
});

test("an auditor reads a household, and neither changes it nor prints its door code", async () => {
	const { staff, homes } = await inviteCast();
	const { householdId } = homes.bao;
	expect(await householdSeen(staff.song, householdId, at)).toMatchObject({ mayChange: false });
	await expect(setHouseholdFlags({ householdId, ...flags, by: staff.song, at })).rejects.toMatchObject({ refusal: "forbidden" });
	await expect(rotateDoorToken({ householdId, by: staff.song, at })).rejects.toMatchObject({ refusal: "forbidden" });
	expect((await doorSheet(staff.song, { householdIds: [householdId] })).stickers).toEqual([]);
});

test("flags are set, once, and the trail does not say which", async () => {
	const { staff, homes } = await inviteCast();
	const { householdId } = homes.bao;
	for (const minutes of [1, 2]) await setHouseholdFlags({ householdId, ...flags, by: staff.wang, at: minutesAfter(at, minutes) });
	expect(await rowOf(householdId)).toMatchObject(flags);
	expect(await db.select().from(auditEntries)).toMatchObject([{ action: "household.describe", detail: {} }]);
});

test("a new door code puts the old one out at once; rotated again, only the newest opens", async () => {
	const { staff, homes } = await inviteCast();
	const { householdId } = homes.bao;
	await rotateDoorToken({ householdId, by: staff.wang, at });
	const first = (await rowOf(householdId))?.doorToken;
	await rotateDoorToken({ householdId, by: staff.wang, at: minutesAfter(at, 1) });
	const row = await rowOf(householdId);
	expect(new Set([DOORS.bao, first, row?.doorToken]).size).toBe(3);
	expect(row?.doorTokenSince).toEqual(minutesAfter(at, 1));
	expect(await db.select().from(households).where(eq(households.doorToken, DOORS.bao))).toEqual([]);
});

test("a closed household takes no more changes", async () => {
	const { staff, homes } = await inviteCast();
	await db.update(households).set({ closedAt: MORNING }).where(eq(households.id, homes.bao.householdId));
	await expect(rotateDoorToken({ householdId: homes.bao.householdId, by: staff.wang, at })).rejects.toMatchObject({ refusal: "conflict" });
});

test("a hamlet's stickers come by number, a load of paper at a time", async () => {
	const { staff, places } = await inviteCast();
	const lines = Array.from({ length: 405 }, (_, n) => householdLine({ number: String(n + 10) }));
	await importRegionsAndHouseholds({ buffer: csv(...lines), by: null, at });
	const first = await doorSheet(staff.wang, { hamletId: places.donggou.id });
	expect([first.stickers.length, first.stickers.at(-1)?.number]).toEqual([400, "0407"]);
	const rest = await doorSheet(staff.wang, { hamletId: places.donggou.id, after: first.next ?? "" });
	expect(rest.stickers.map(({ number }) => number)).toEqual(["0408", "0409", "0410", "0411", "0412", "0413", "0414"]);
	expect(rest.next).toBeNull();
	expect(first.stickers[0]).toMatchObject({ number: "0001", hamletName: "东沟", villageName: "青石村", doorToken: DOORS.bao });
});

test("a village's stickers are one job, hamlet after hamlet, and go on where the paper ended", async () => {
	const { staff, places } = await inviteCast();
	const lines = Array.from({ length: 399 }, (_, n) => householdLine({ number: String(n + 10) }));
	await importRegionsAndHouseholds({ buffer: csv(...lines), by: null, at });
	const first = await doorSheet(staff.wang, { villageId: places.qingshi.id });
	expect([first.stickers.length, first.stickers.at(-1)?.number]).toEqual([400, "0407"]);
	const rest = await doorSheet(staff.wang, { villageId: places.qingshi.id, after: first.next ?? "" });
	expect(rest.stickers.map(({ hamletName, number }) => `${hamletName} ${number}`)).toEqual(["东沟 0408", "西坡 0001"]);
	expect((await doorSheet(staff.li, { villageId: places.qingshi.id })).stickers).toEqual([]);
});

async function rowOf(householdId: string) {
	return (await db.select().from(households).where(eq(households.id, householdId)))[0];
}

async function slip(home: { householdId: string; personId: string }, times: { expiresAt: Date; usedAt?: Date }) {
	await write((tx) =>
		tx.insert(signInSlips).values({ householdId: home.householdId, personId: home.personId, pinHash: "x", issuedAt: MORNING, ...times }),
	);
}
