import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { units } from "#db/schema/spots/units.ts";
import { confirmUnits, lookThroughUnits, unitFile } from "#domain/units/file/runs.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { gb18030 } from "#tests/roster.ts";
import { type Offices, spotOffices } from "#tests/spots.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let offices: Offices;
freshDatabase(async () => {
	cast = await inviteCast();
	offices = await spotOffices(cast);
});
const at = minutesAfter(MORNING, 5);
const HEADER = "单位,所在地方,办公电话,负责的地方,负责的类别,经办人用户名";
async function seen(buffer: Buffer, by = offices.tao) {
	await lookThroughUnits({ buffer, fileName: "责任单位.csv", by, at });
	return unitFile(by)?.outcome;
}
const file = (...lines: string[]) => Buffer.from([HEADER, ...lines].join("\r\n"));

test.each([
	["一,青石村,,,,", "单位", "units.nameLength"],
	["水务所,,,,,", "所在地方", "units.file.placeMissing"],
	["水务所,桥西村,,,,", "所在地方", "hiring.placeUnknown"],
	["水务所,青岭区,,,,", "所在地方", "hiring.placeUnknown"],
	["水务所,柿林镇,13812345678,,,", "办公电话", "units.phoneOfOffice"],
	["水务所,柿林镇,,,Q2,", "负责的地方", "units.file.areaMissing"],
	["青石村村委会,青石村,,白杨村,,", "负责的地方", "units.dutyElsewhere"],
	["水务所,柿林镇,,青石村,Q9,", "负责的类别", "units.file.kindUnknown"],
	["水务所,柿林镇,,,,wang", "经办人用户名", "units.file.usernameUnknown"],
	["水务所,柿林镇,,,,tao", "经办人用户名", "units.notOneself"],
])("of the line %s the column %s is told, and nothing of the file is done", async (line, column, key) => {
	const outcome = await seen(file("保洁队,青石村,,,,", line));
	expect(outcome).toMatchObject({ errorCount: 1, errors: [{ line: 3, column, key }] });
	await expect(confirmUnits({ by: offices.tao, at })).rejects.toMatchObject({ key: "units.file.nothingToConfirm" });
	expect(await db.select().from(units)).toHaveLength(1);
});

test("two lines that contradict each other are told with the other line", async () => {
	const phones = await seen(file("水务所,柿林镇,0991-1,,,", "水务所,柿林镇,0991-2,,,"));
	expect(phones).toMatchObject({ errors: [{ line: 3, key: "units.file.phoneTwice", params: { line: 2 } }] });
	const duties = await seen(file("水务所,柿林镇,,青石村,Q2,", "环卫站,柿林镇,,青石村,Q2-,"));
	expect(duties).toMatchObject({ errors: [{ line: 3, key: "units.file.dutyTwice", params: { line: 2 } }] });
});

test("a table without its columns, or without a line, is told so", async () => {
	expect(await seen(Buffer.from("单位,电话\r\n水务所,1"))).toMatchObject({ errors: [{ column: "所在地方", key: "hiring.columnMissing" }] });
	expect(await seen(file())).toMatchObject({ errors: [{ key: "units.file.empty" }] });
});

test("as Excel saves it in China, with codes, joined names, slogans and names of categories, done twice it is done once", async () => {
	const lines = [
		HEADER,
		"水务所,990101100,,柿林镇青石村,清理污水沟渠,",
		"水务所,柿林镇,0991-3,990101100202,三清,gu",
		"水务所,柿林镇,,西坡,q2,gu",
	];
	const outcome = await seen(gb18030(lines.join("\r\n")));
	expect(outcome).toMatchObject({
		lines: [
			{ line: 2, changes: [{ what: "unit" }, { what: "duty", prefix: "Q2-01" }] },
			{ line: 3, changes: [{ what: "phone", was: "", becomes: "0991-3" }, { what: "duty", prefix: "Q" }, { what: "member" }] },
			{ line: 4, changes: [{ what: "duty", prefix: "Q2-", place: "青石村 西坡" }] },
		],
	});
	for (const _ of [1, 2]) await confirmUnits({ by: offices.tao, at });
	const deeds = (await db.select().from(auditEntries)).map(({ action }) => action).filter((action) => /^(unit|duty)\./.test(action));
	expect(deeds.slice(3)).toEqual(["unit.add", "duty.set", "unit.change_phone", "duty.set", "unit.add_member", "duty.set"]);
	expect(await seen(gb18030(lines.join("\r\n")))).toMatchObject({ lines: [{ changes: [] }, { changes: [] }, { changes: [] }] });
});

test("each admin has a file of their own, of the places they see", async () => {
	await seen(file("水务所,柿林镇,,,,"));
	expect(unitFile(offices.yun)).toBeUndefined();
	expect(await seen(file("水务所,柿林镇,,,,"), offices.yun)).toMatchObject({ errors: [{ key: "hiring.placeUnknown" }] });
	await expect(confirmUnits({ by: offices.yun, at })).rejects.toMatchObject({ key: "units.file.nothingToConfirm" });
});
