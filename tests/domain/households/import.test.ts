import { count, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { importRegionsAndHouseholds } from "#domain/households/import.ts";
import { templateFile } from "#domain/households/template.ts";
import type { ImportReport } from "#domain/households/types.ts";
import { readCsv } from "#domain/tables/csv.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { csv, gb18030, HEADER, householdLine } from "#tests/roster.ts";

freshDatabase();

const take = (buffer: Uint8Array, more: { by?: Viewer; dryRun?: boolean } = {}) =>
	importRegionsAndHouseholds({ buffer, by: null, at: MORNING, ...more });

const SMALL = csv(
	"110101,东城区,110101001,东华门街道,110101001001,多福巷社区,001,甲网格,0001,李春生,常住,否,否",
	"110101,东城区,110101001,东华门街道,110101001001,多福巷社区,001,甲网格,0002,王桂兰,外出,是,否",
	"110101,东城区,110101001,东华门街道,110101001001,多福巷社区,002,乙网格,0001,赵 明,空置,,是",
	"110101,东城区,110101001,东华门街道,110101001002,银闸社区,,,,,,,",
);

test("headings and cells mean the same with signs in them that nobody sees", async () => {
	const file = SMALL.toString().replace("户主", "户\u00ad主\u200b").replace("村代码", "\u202e村代码");
	expect(file).not.toBe(SMALL.toString());
	const { fingerprint, ...clean } = (await take(SMALL, { dryRun: true })) as ImportReport;
	expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
	expect(await take(Buffer.from(file), { dryRun: true })).toMatchObject(clean);
});

test("an empty portal takes in places and households from one file", async () => {
	expect(await take(SMALL)).toMatchObject({ districts: 1, towns: 1, villages: 2, hamlets: 2, households: 3, unchanged: 0, lines: 4 });
	const rows = await db
		.select()
		.from(households)
		.innerJoin(regions, eq(households.hamletId, regions.id))
		.orderBy(regions.code, households.number);
	expect(rows.map((row) => [row.regions.code, row.households.number, row.households.headName, row.households.status])).toEqual([
		["110101001001001", "0001", "李春生", "lived_in"],
		["110101001001001", "0002", "王桂兰", "away"],
		["110101001001002", "0001", "赵明", "empty"],
	]);
	expect(rows.map((row) => [row.households.isHardship, row.households.isUnranked])).toEqual([
		[false, false],
		[true, false],
		[false, true],
	]);
	const town = (await db.select().from(regions).where(eq(regions.level, "town")))[0];
	expect(town).toMatchObject({ code: "110101001000", codeSource: "national", name: "东华门街道" });
});

test("every household gets a door token and a public code of its own, of ten characters", async () => {
	await take(SMALL);
	const rows = await db.select().from(households);
	expect(new Set(rows.flatMap((row) => [row.doorToken, row.publicCode])).size).toBe(6);
	for (const row of rows) expect([row.doorToken, row.publicCode].join()).toMatch(/^[0-9a-z]{10},[0-9a-z]{10}$/);
});

test("a file sent twice changes nothing the second time", async () => {
	await take(SMALL);
	const before = await everything();
	expect(await take(SMALL)).toMatchObject({ districts: 0, households: 0, renamed: 0, updated: 0, unchanged: 9 });
	expect(await everything()).toEqual(before);
});

test("a dry run tells the same figures and changes nothing", async () => {
	const before = await everything();
	expect(await take(SMALL, { dryRun: true })).toMatchObject({ isDryRun: true, towns: 1, households: 3 });
	expect(await everything()).toEqual(before);
});

test("other words change the rows, and leave the door token alone", async () => {
	const { homes } = await inviteCast();
	const [bao] = await db.select().from(households).where(eq(households.id, homes.bao.householdId));
	const report = await take(csv(householdLine({ number: "1", head: "鲍春生", rest: "外出,是,", hamlet: "001,东沟屯" })));
	expect(report).toMatchObject({ updated: 1, renamed: 1, households: 0, unchanged: 3 });
	const [after] = await db.select().from(households).where(eq(households.id, homes.bao.householdId));
	expect(after).toEqual({ ...bao, status: "away", isHardship: true });
});

test("empty cells and missing columns leave what is there", async () => {
	await inviteCast();
	await take(csv(householdLine({ number: "0001", head: "鲍春生", rest: "外出,是,是" })));
	const short = Buffer.from("村代码,组代码,户编号\n990101100201,001,0001\n");
	expect(await take(short)).toMatchObject({ updated: 0, unchanged: 3 });
});

const asExcelSaves = (template: string) => template.replace("990101100201", "9.90101E+11").replace("001,", "1,").replace("0001", "1");

test.each([
	["as it is", templateFile()],
	["after Excel changed its codes", asExcelSaves(templateFile())],
	["without the columns above the village", templateFile().replaceAll(/^\ufeff?(?:[^,]*,){4}/gm, "")],
])("the example in our own template is no place: %s", async (_how, template) => {
	const own = `${template}990101100203,柳村,002,东头,0001,马小川,常住,否,否\r\n`;
	const whole = template.startsWith("\ufeff") ? own.replace("990101100203", "990101,青岭区,990101100,柿林镇,990101100203") : own;
	await inviteCast();
	expect(await take(Buffer.from(whole))).toMatchObject({
		...{ districts: 0, villages: 1, hamlets: 1, households: 1, lines: 1, warningCount: 1 },
		warnings: [{ line: 2, column: "村", value: "示例村", key: "households.reasons.exampleLine" }],
	});
	expect((await db.select().from(regions)).map(({ name }) => name)).not.toContain("示例村");
	expect(await take(Buffer.from(template))).toMatchObject({ errors: [{ key: "households.reasons.exampleOnly" }] });
});

test("a file of places only needs no household columns", async () => {
	const file = Buffer.from("区县代码,区县,乡镇代码,乡镇名称\n990102,白河区,,\n990102,,990102200,桃溪乡\n");
	expect(await take(file)).toMatchObject({ districts: 1, towns: 1, villages: 0, households: 0 });
});

test("local codes stand beside the national ones", async () => {
	const file = csv("L-QL,青岭,L-SL,柿林镇,L-QS,青石村,1,东沟,1,鲍春生,,,", "L-QL,,L-SL,,L-QS,,L-QS-XP,西坡,1,杜长河,,,");
	expect(await take(file)).toMatchObject({ districts: 1, hamlets: 2, households: 2 });
	const codes = (await db.select().from(regions)).map(({ code, codeSource }) => `${code} ${codeSource}`);
	expect(codes).toContain("L-QS-001 local");
	expect(await take(file)).toMatchObject({ hamlets: 0, households: 0, unchanged: 7 });
});

test.each([
	["UTF-8 with BOM", Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), SMALL])],
	["GB18030", gb18030(SMALL.toString())],
	["UTF-16 with tabs, Excel's Unicode text", Buffer.from(`\ufeff${SMALL.toString().replaceAll(",", "\t")}`, "utf16le")],
	["tabs", Buffer.from(SMALL.toString().replaceAll(",", "\t"))],
	["line feeds", Buffer.from(SMALL.toString().replaceAll("\r\n", "\n"))],
	["empty lines and empty rows", Buffer.from(`\r\n${SMALL.toString().replaceAll("\r\n", "\r\n\r\n,,,,,,,,,,,,\r\n")}`)],
	["quotes everywhere", Buffer.from(SMALL.toString().replace(/[^,\r\n]+/g, '"$&"'))],
	["Excel's marks for text", Buffer.from(SMALL.toString().replace(/(?<=,|\n)110101001001/g, "'110101001001"))],
	["other titles", Buffer.from(SMALL.toString().replace("区县代码", "县(区)代码 *").replace("组代码,组", "自然村编码,自然村名称"))],
])("the same file in other dress is the same file: %s", async (_dress, buffer) => {
	expect(await take(buffer)).toMatchObject({ districts: 1, towns: 1, villages: 2, hamlets: 2, households: 3 });
	expect((await db.select().from(households)).map((row) => row.headName).sort()).toEqual(["李春生", "王桂兰", "赵明"]);
});

test("an admin takes in what lies in their region", async () => {
	const { staff, places } = await inviteCast();
	const shilin = {
		...staff.wang,
		roles: [{ role: "town_admin" as const, regionId: places.shilin.id, regionName: "柿林镇", path: places.shilin.path }],
	};
	expect(await take(csv(householdLine()), { by: shilin })).toMatchObject({ households: 1, unchanged: 4 });
	const [entry] = await db.select().from(auditEntries);
	expect(entry).toMatchObject({ actorId: staff.wang.personId, action: "roster.import", detail: { households: 1, updated: 0 } });
});

test("a file with one place outside the admin's region changes nothing", async () => {
	const { staff, places } = await inviteCast();
	const qingshi = {
		...staff.wang,
		roles: [{ role: "village_admin" as const, regionId: places.qingshi.id, regionName: "青石村", path: places.qingshi.path }],
	};
	const before = await everything();
	const foreign = "990101,青岭区,990101100,柿林镇,990101100202,白杨村,001,桥头,0009,马小川,,,";
	const newVillage = "990101,青岭区,990101100,柿林镇,990101100203,柳村,,,,,,,";
	const renamed = "990101,青岭区,990101100,柿林新镇,,,,,,,,,";
	for (const line of [foreign, newVillage, renamed]) {
		expect(await take(csv(line), { by: qingshi })).toMatchObject({ errorCount: 1, errors: [{ key: "households.reasons.notYours" }] });
	}
	expect(await take(csv(householdLine()), { by: staff.li })).toMatchObject({ errors: [{ key: "households.reasons.notYours" }] });
	expect(await everything()).toEqual(before);
});

test("nobody but the operator founds a district", async () => {
	const { staff } = await inviteCast();
	expect(await take(SMALL, { by: staff.wang })).toMatchObject({ errors: [{ line: 2, column: "区县代码", value: "110101000000" }] });
});

const ID_CARD = "11010519491231002X";

test.each([
	["an ID-card number as household number", householdLine({ number: ID_CARD }), "户编号", "idCard"],
	["an ID-card number in a name", householdLine({ head: `马小川${ID_CARD}` }), "户主", "idCard"],
	["a phone number in a name", householdLine({ head: "马小川13800138000" }), "户主", "numberInName"],
	["a household number of letters", householdLine({ number: "A1" }), "户编号", "number"],
	["a household number of five digits", householdLine({ number: "12345" }), "户编号", "number"],
	["a household twice in the file", `${householdLine()}\r\n${householdLine({ head: "马大川" })}`, "户编号", "householdTwice"],
	["a household without a number", householdLine({ number: "" }), "户编号", "numberMissing"],
	["a new household without a head", householdLine({ head: "" }), "户主", "headMissing"],
	["a household without a hamlet", householdLine({ hamlet: "," }), "组代码", "hamletMissing"],
	["a status that is none", householdLine({ rest: "搬走了,否,否" }), "状态", "status"],
	["neither yes nor no", householdLine({ rest: "常住,也许,否" }), "困难户", "yesOrNo"],
	["a name that is too long", householdLine({ head: "马".repeat(61) }), "户主", "tooLong"],
	["a line break in a name", householdLine({ head: '"马\n川"' }), "户主", "lineBreak"],
	["a rare character lost in saving", householdLine({ head: "马?川" }), "户主", "lostCharacter"],
	["a formula for a name", householdLine({ head: "=1+2" }), "户主", "strangeCharacter"],
	["a comma that made a cell too many", `${householdLine()},多`, "", "tooManyCells"],
	["a hamlet with a name and no code", householdLine({ hamlet: ",东沟" }), "组代码", "codeMissing"],
	["a line with no place", ",,,,,,,,0001,马小川,,,", "村代码", "placeMissing"],
	["two names for one code", `${householdLine()}\r\n${householdLine({ hamlet: "001,西沟", number: "2" })}`, "组", "nameDiffers"],
	["a new hamlet without a name", householdLine({ hamlet: "009," }), "组代码", "nameMissing"],
	["a village below a town that nobody knows", "990101,,,,990101777201,深山村,,,,,,,", "村代码", "aboveUnknown"],
])("refused, with nothing changed: %s", async (_what, lines, column, reason) => {
	await inviteCast();
	const before = await everything();
	const outcome = await take(csv(householdLine({ number: "0100" }), lines));
	expect(outcome).toMatchObject({ errorCount: 1, errors: [{ column, key: `households.reasons.${reason}` }] });
	expect(await everything()).toEqual(before);
});

test.each([
	["scientific notation", "9.90101E+11", "codes.scientific"],
	["17 digits with the urban-rural class", "99010110020100220", "codes.classDigits"],
	["11 digits", "99010110020", "codes.length.village"],
	["another town's digits", "990101101201", "codes.prefix"],
	["zeros where the village's digits belong", "990101100000", "codes.zeros"],
	["no province", "000101100201", "codes.province"],
	["a local code with strange signs", "L-青石", "codes.local"],
	["a village below a local town", "L_1", "codes.local"],
])("a village's code is refused: %s", async (_what, code, reason) => {
	const outcome = await take(csv(`990101,青岭区,990101100,柿林镇,${code},青石村,001,东沟,0001,马小川,,,`));
	expect(outcome).toMatchObject({ errorCount: 1, errors: [{ line: 2, column: "村代码", key: `regions.${reason}` }] });
	expect((await everything()).regions).toBe(0);
});

test("a code in an unusual range is taken, with a warning, once", async () => {
	const line = (number: string) => `990101,青岭区,990101100,柿林镇,990101100701,青石村,001,东沟,${number},马小川,,,`;
	const report = (await take(csv(line("1"), line("2")))) as ImportReport;
	expect(report).toMatchObject({ villages: 1, warningCount: 1, warnings: [{ line: 2, column: "村代码", value: "990101100701" }] });
});

test("two hamlets of one name in a village are taken, with a warning; in two villages they are two places", async () => {
	const file = csv(
		"990101,青岭区,990101100,柿林镇,990101100201,青石村,001,一组,,,,,",
		"990101,青岭区,990101100,柿林镇,990101100201,青石村,002,一组,,,,,",
		"990101,青岭区,990101100,柿林镇,990101100202,白杨村,001,一组,,,,,",
	);
	const report = await take(file);
	expect(report).toMatchObject({
		hamlets: 3,
		warningCount: 1,
		warnings: [{ line: 3, column: "组", value: "一组", key: "households.reasons.sameName" }],
	});
});

test("a rare character with a code of one machine's own is taken as it is and told; one that GB18030 knows is what everybody can read", async () => {
	const line = (number: string, head: string, hamlet = "001,东沟") => householdLine({ number, head, hamlet });
	const report = await take(csv(line("1", "王\ue863"), line("2", "王\ue123"), line("3", "王大", "002,\ue200沟")));
	expect(report).toMatchObject({
		...{ households: 3, warningCount: 2 },
		warnings: [
			{ line: 3, column: "户主", value: "王\ue123", key: "households.reasons.privateCharacter" },
			{ line: 4, column: "组", value: "\ue200沟", key: "households.reasons.privateCharacter" },
		],
	});
	const heads = (await db.select().from(households).orderBy(households.headName)).map(({ headName }) => headName);
	expect(heads).toEqual(["王䶮", "王大", "王\ue123"]);
});

test("a closed household is asked about and takes no more changes; the others of the file go on", async () => {
	const { homes } = await inviteCast();
	await db.update(households).set({ closedAt: MORNING }).where(eq(households.id, homes.bao.householdId));
	const file = csv(householdLine({ number: "0001", head: "鲍春生" }), householdLine({ number: "0100" }));
	expect(await take(file)).toMatchObject({ households: 1, waiting: 1, questions: [{ kind: "closed", where: "东沟 0001", was: "鲍春生" }] });
	const [bao] = await db.select().from(households).where(eq(households.id, homes.bao.householdId));
	expect(bao?.closedAt).toEqual(MORNING);
	const again = (all: "skip" | "new") =>
		importRegionsAndHouseholds({ buffer: file, by: null, at: MORNING, answers: { one: new Map(), all: { closed: all } } });
	expect(await again("skip")).toMatchObject({ households: 0, skipped: 1, waiting: 0 });
	expect(await again("new")).toMatchObject({ households: 1 });
	expect(await again("new")).toMatchObject({ households: 0, questions: [] });
});

test("the number of a closed household is free for another one, twice over", async () => {
	const { homes } = await inviteCast();
	await db.update(households).set({ closedAt: MORNING }).where(eq(households.id, homes.bao.householdId));
	const file = csv(householdLine({ number: "0001", head: "鲍新户" }));
	expect(await take(file)).toMatchObject({ households: 1 });
	expect(await take(file)).toMatchObject({ households: 0, updated: 0 });
	const named = await db.select().from(households).where(eq(households.number, "0001")).orderBy(households.headName);
	expect(named.filter(({ hamletId }) => hamletId === homes.bao.hamlet.id).map(({ headName, closedAt }) => [headName, closedAt])).toEqual([
		["鲍新户", null],
		["鲍春生", MORNING],
	]);
});

test("a place does not move under another one without a word, and none changes its level", async () => {
	await take(csv("L-QL,青岭,L-SL,柿林镇,L-QS,青石村,,,,,,,", "L-QL,青岭,L-BH,白河镇,,,,,,,,,"));
	const asked = { questions: [{ kind: "placeElsewhere", was: "柿林镇", becomes: "白河镇" }], moved: 0, waiting: 1 };
	expect(await take(csv("L-QL,青岭,L-BH,白河镇,L-QS,青石村,,,,,,,"))).toMatchObject(asked);
	expect(await take(csv("L-QL,青岭,L-QS,青石镇,,,,,,,,,"))).toMatchObject({ errors: [{ key: "households.reasons.placeMoved" }] });
});

test.each([
	["nothing", "", "empty"],
	["only a header", HEADER, "empty"],
	["a workbook", "PK\u0003\u0004rest", "workbook"],
	["a picture", "GIF89a\u0000\u0001", "notText"],
	["a text in one line, without a quote", `${HEADER}\n${"村".repeat(20_000)}\n`, "notText"],
	["a megabyte of empty cells in one line", `${HEADER}\n${",".repeat(1_000_000)}`, "notText"],
	["an unclosed quote", `${HEADER}\n${householdLine()}\n990101,"青岭区,1\n${householdLine({ number: "2" })}`, "quotes"],
	["an unclosed quote in a long file", `${HEADER}\n990101,"青岭区,1\n${`${householdLine()}\n`.repeat(300)}`, "quotes"],
	["no header", householdLine(), "noCodeColumn"],
	["a column that nobody knows", `${HEADER},身份证号\n${householdLine()},`, "unknownColumn"],
	["a column twice", `${HEADER},户主\n${householdLine()},`, "columnTwice"],
])("a file is refused as a whole: %s", async (_what, text, reason) => {
	expect(await take(Buffer.from(text))).toMatchObject({
		errors: expect.arrayContaining([expect.objectContaining({ key: `households.reasons.${reason}` })]),
	});
	expect(await everything()).toMatchObject({ regions: 0, households: 0 });
});

test("without a header, an ID-card number of the first line is not told on", async () => {
	const outcome = await take(Buffer.from(`${ID_CARD},马小川\n`));
	expect(JSON.stringify(outcome)).not.toContain("19491231");
});

test("a file with more lines than any county has is not read to its end", async () => {
	let taken = 0;
	const bytes = Buffer.from("x\n".repeat(400_000));
	const script = { encoding: "utf-8", separator: ",", isDeclared: false } as const;
	const broken = await readCsv(bytes, { script, take: () => taken++, onProgress: () => undefined });
	expect([broken, taken]).toEqual([{ line: 300_001, value: "x", key: "households.reasons.tooManyLines" }, 300_000]);
});

test("bytes that are neither UTF-8 nor GB18030 are refused with the line", async () => {
	const broken = Buffer.concat([csv(householdLine()), Buffer.from([0x81, 0x20, 0xff, 0xff])]);
	expect(await take(broken)).toMatchObject({ errors: [{ key: "households.reasons.encoding" }] });
});

test("why the reading ended is told, also after a thousand errors", async () => {
	const wrong = Array.from({ length: 1200 }, () => householdLine({ number: "x" }));
	const outcome = await take(Buffer.concat([csv(...wrong), Buffer.from('990101,"')]));
	expect(outcome).toMatchObject({ errorCount: 1201 });
	expect((outcome as Extract<typeof outcome, { errors: unknown }>).errors.at(-1)).toMatchObject({
		line: 1202,
		key: "households.reasons.quotes",
	});
});

test("every error is counted, the first thousand are kept, with the line that a spreadsheet shows", async () => {
	const lines = Array.from({ length: 1500 }, (_, n) => householdLine({ number: String(n + 1), head: "马?" }));
	const outcome = await take(csv("", ...lines));
	expect(outcome).toMatchObject({ errorCount: 1500 });
	const { errors } = outcome as Extract<typeof outcome, { errors: unknown }>;
	expect([errors.length, errors[0]?.line, errors[999]?.line]).toEqual([1000, 3, 1002]);
});

/** Counts and contents: what "nothing changed" means. */
async function everything() {
	const [places] = await db.select({ rows: count() }).from(regions);
	const homes = await db.select().from(households).orderBy(households.id);
	const [trail] = await db.select({ rows: count() }).from(auditEntries);
	const names = await db.select({ id: regions.id, name: regions.name }).from(regions).orderBy(regions.id);
	return { regions: places?.rows, households: homes.length, homes, names, trail: trail?.rows };
}
