import fc from "fast-check";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { importRegionsAndHouseholds } from "#domain/households/import.ts";
import type { ImportErrors } from "#domain/tables/types.ts";
import { messagesFor, sentence } from "#i18n/messages.ts";
import { MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { csv, gb18030, HEADER, householdLine } from "#tests/roster.ts";

freshDatabase();

const take = (file: Uint8Array | string) => importRegionsAndHouseholds({ buffer: Buffer.from(file), by: null, at: MORNING });
const faults = async (file: Uint8Array | string) => ((await take(file)) as ImportErrors).errors;
const heads = async () => (await db.select().from(households).orderBy(households.number)).map(({ headName }) => headName);

const LINES = [householdLine({ number: "1", head: "李春生" }), householdLine({ number: "2", head: "王桂兰" })];
const FILE = csv(...LINES).toString();
const with_ = (separator: string) => FILE.replaceAll(",", separator);

test.each([";", "，", "；", "|", "｜"])("a file divided by %s is read so, and told", async (separator) => {
	expect(await take(with_(separator))).toMatchObject({
		...{ households: 2, warningCount: 1 },
		warnings: [{ line: 1, value: separator, key: "households.reasons.separatorTaken", params: { separator } }],
	});
	expect(await heads()).toEqual(["李春生", "王桂兰"]);
});

test.each([
	["sep=,", FILE],
	["sep=;", with_(";")],
	["SEP=|", with_("|")],
	["sep=\t", with_("\t")],
	['"sep=;"', with_(";")],
	["sep=,,,,,,,,,,,,,", FILE],
	["sep=;", FILE],
])("what the first line says to Excel, %j, is no title", async (first, rest) => {
	expect(await take(`\ufeff${first}\r\n${rest}`)).toMatchObject({ households: 2, warningCount: 0 });
});

test("a line that is wrong is told by its number in the file, below what is said to Excel too", async () => {
	expect(await faults(`sep=,\r\n${HEADER}\r\n${householdLine({ number: "0" })}`)).toMatchObject([{ line: 3, column: "户编号" }]);
});

const wide = (text: string, order: "le" | "be") => {
	const bytes = Buffer.from(text, "utf16le");
	return order === "le" ? bytes : bytes.swap16();
};

test.each([
	["UTF-16 in the other order", wide(`\ufeff${FILE}`, "be")],
	["UTF-16 that does not say so", wide(FILE, "le")],
	["UTF-16 in the other order that does not say so", wide(FILE, "be")],
	["two marks of UTF-8", Buffer.from(`\ufeff\ufeff${FILE.replace("区县代码", '"区县代码"')}`)],
	["the mark of UTF-8 before GB18030", Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), gb18030(FILE)])],
	["GB18030 with its mark", Buffer.concat([Buffer.from([0x84, 0x31, 0x95, 0x33]), gb18030(FILE)])],
	["returns alone", Buffer.from(FILE.replaceAll("\r\n", "\r"))],
	["the end mark of DOS", Buffer.from(`${FILE}\x1a`)],
	["lines in which nothing is to be seen", Buffer.from(`\u200b,\u00a0\r\n${FILE}\u2800,\u3164,\r\n\0,\r\n`)],
	["NULs that fill up cells", Buffer.from(FILE.replaceAll(",否", ",否\0\0\0\0"))],
	["a NUL in a name", Buffer.from(FILE.replace("李春生", "李\0春生"))],
	["directions in a name", Buffer.from(FILE.replace("李春生", "\u202e李春生\u202c"))],
])("the same file with %s is the same file", async (_what, file) => {
	expect(await take(file)).toMatchObject({ households: 2, warningCount: 0 });
	expect(await heads()).toEqual(["李春生", "王桂兰"]);
});

test.each([
	["a page", "\ufeff<html><table><tr><td>村代码</td></tr></table></html>"],
	["a page with its type", '\r\n<!DOCTYPE html PUBLIC "x">\r\n<html></html>'],
	["a table alone", "<table border=1><tr><td>村代码,村</td></tr></table>"],
	["a remark before it", "<!-- 导出 -->\n<div>村代码</div>"],
	["Excel's XML", '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'],
	["a saved page", "MIME-Version: 1.0\r\nContent-Type: multipart/related"],
	["a page in GB18030", gb18030("<html><td>村代码</td></html>")],
	["a page in UTF-16", wide("\ufeff<html><td>村代码</td></html>", "le")],
])("%s that was named .csv is told to be a page", async (_what, file) => {
	const [fault, ...others] = await faults(file);
	expect([fault, others]).toMatchObject([{ line: 1, key: "households.reasons.webPage" }, []]);
	expect(fault?.value).toMatch(/^[<M]/);
});

test("a file with nothing but its mark is empty", async () => {
	expect(await faults("\ufeff")).toMatchObject([{ line: 1, key: "households.reasons.empty" }]);
});

test.each(["%PDF-1.7\n1 0 obj", "{\\rtf1 村代码}", `\x89PNG\r\n\x1a\n${"\x01\x02\xff".repeat(50)}`])("%j is no table", async (file) => {
	expect(await faults(Buffer.from(file, "latin1"))).toMatchObject([{ line: 1, key: "households.reasons.notText" }]);
});

test("titles that no comma divides are told in one sentence", async () => {
	expect(await faults("村代码 村 组代码 组 户编号 户主\r\n")).toMatchObject([
		{ line: 1, value: "村代码 村 组代码 组 户编号 户主", key: "households.reasons.notSeparated" },
	]);
});

test.each([
	["full-width commas", "，"],
	["semicolons", ";"],
	["tabs", "\t"],
])("a line with %s among lines with commas is named, with its text", async (_what, separator) => {
	const other = householdLine({ number: "3" }).replaceAll(",", separator);
	const errors = await faults(csv(...LINES, other));
	expect(errors).toMatchObject([{ line: 4, column: "区县代码", key: "households.reasons.otherSeparator", params: { separator } }]);
	expect(errors[0]?.value).toContain("青岭区");
});

test.each(["\n", "\r\n"])("the lines below a note of two lines (%j) keep their numbers", async (end) => {
	const file = `备注,${HEADER}\r\n"一${end}二",${LINES[0]}\r\n"三${end}四",${householdLine({ number: "0" })}\r\n${",".repeat(13)}\r\n,${householdLine({ number: "x" })}`;
	expect(await faults(file)).toMatchObject([{ line: 4 }, { line: 7 }]);
});

test("a note with a comma of its own is no other separator", async () => {
	const file = `备注,${HEADER}\r\n"来自东沟，2025 年",${householdLine().replace(/,常住,否,否$/, "")}\r\n`;
	expect(await take(file)).toMatchObject({ households: 1 });
});

test("a quote that is never closed, or on another line only, is named with its text", async () => {
	const open = householdLine({ number: "3", head: '"周五' });
	expect(await faults(csv(...LINES, open, ...LINES))).toMatchObject([
		{ line: 4, value: expect.stringContaining('"周五'), key: "households.reasons.quotes" },
	]);
	const closed = householdLine({ number: "4", head: '赵六"' });
	expect(await faults(csv(...LINES, open, closed))).toMatchObject([
		{ line: 4, value: expect.stringContaining("周五"), key: "households.reasons.quotes" },
	]);
});

/** Where a byte belongs to a Chinese character below the header, and on which line it stands. */
function bytesOfNames(file: Buffer): { at: number; line: number }[] {
	return [...file].flatMap((byte, at) => {
		const line = file.subarray(0, at).filter((one) => one === 0x0a).length + 1;
		return byte >= 0x80 && line > 1 ? [{ at, line }] : [];
	});
}

test.each([
	["UTF-8 that says so", Buffer.from(`\ufeff${FILE}`)],
	["UTF-8", Buffer.from(FILE)],
	["GB18030", gb18030(FILE)],
])("wherever a byte of %s is lost or spoilt, the line is named with the text around it", async (_what, file) => {
	const places = bytesOfNames(file);
	await fc.assert(
		fc.asyncProperty(fc.constantFrom(...places), fc.constantFrom("lost", "spoilt"), async ({ at, line }, what) => {
			const rest = file.subarray(at + 1);
			const broken = Buffer.concat([file.subarray(0, at), what === "lost" ? Buffer.alloc(0) : Buffer.of(0xff), rest]);
			const errors = await faults(broken);
			expect(errors).toMatchObject([{ line, key: "households.reasons.encoding", value: expect.stringContaining("\ufffd") }]);
			expect(HEADER.split(",")).toContain(errors[0]?.column);
		}),
		{ numRuns: 40 },
	);
});

test("a file that was cut in a character names its last line", async () => {
	const file = Buffer.from(csv(householdLine(), "990101,青岭区,990101100,柿林镇,990101100201,青石村,001,东沟,2,李四").toString().trim());
	for (const bytes of [1, 2]) {
		expect(await faults(file.subarray(0, -bytes))).toMatchObject([{ line: 3, column: "户主", value: "李\ufffd" }]);
	}
});

test.each([
	["UTF-8 for GB18030", new TextDecoder("gb18030").decode(Buffer.from(FILE))],
	["UTF-8 for a western encoding", new TextDecoder("windows-1252").decode(Buffer.from(FILE))],
	["GB18030 for a western encoding", new TextDecoder("windows-1252").decode(gb18030(FILE))],
])("a file that was saved after a program took %s is told to be garbled, once", async (_what, file) => {
	expect(await faults(file)).toMatchObject([{ line: 1, key: "households.reasons.misread" }]);
});

test("a lost byte in a title is told as such", async () => {
	const file = Buffer.from(FILE);
	const at = file.indexOf("户主") + 2;
	const errors = await faults(Buffer.concat([file.subarray(0, at), file.subarray(at + 1)]));
	expect(errors).toMatchObject([{ line: 1, value: "\ufffd主", key: "households.reasons.encoding" }]);
});

test.each([
	["UTF-8 in a file of GB18030", gb18030(FILE), Buffer.from(`${LINES[0]}\r\n`), "UTF-8"],
	["GB18030 in a file of UTF-8", Buffer.from(FILE), gb18030(`${LINES[0]}\r\n`), "GB18030（GBK）"],
	["GB18030 in a file of UTF-8 that says so", Buffer.from(`\ufeff${FILE}`), gb18030(`${LINES[0]}\r\n`), "GB18030（GBK）"],
	["a name in UTF-8 alone", gb18030("村代码,组代码,户编号,户主\n990101100201,1,1,王大\n"), Buffer.from("990101100201,1,2,周五\n"), "UTF-8"],
	[
		"a name in GB18030 alone",
		Buffer.from("村代码,组代码,户编号,户主\n990101100201,1,1,王大\n"),
		gb18030("990101100201,1,2,周五\n"),
		"GB18030（GBK）",
	],
])("a line that was added in another encoding is named, and shown as it was meant: %s", async (_what, file, line, encoding) => {
	const number = file.filter((byte) => byte === 0x0a).length + 1;
	const errors = await faults(Buffer.concat([file, line]));
	expect(errors).toMatchObject([{ line: number, key: "households.reasons.otherEncoding", params: { encoding } }]);
	expect(errors[0]?.value).toMatch(/青岭区|周五/);
});

test("no real name in GB18030 is taken for UTF-8, though its bytes would do", async () => {
	const file = gb18030("村代码,村,组代码,组,户编号,户主\n990101100201,试验村,1,一组,1,濮锋海\n");
	expect(Buffer.from(file.subarray(file.lastIndexOf(0x2c) + 1, -1)).toString()).not.toContain("\ufffd");
	expect(await faults(file)).toMatchObject([{ key: "households.reasons.aboveUnknown" }]);
});

test.each([
	["户主姓名", "户主"],
	["户主名", "户主"],
	["户主名称", "户主"],
	["户主名字", "户主"],
	["所属村", "村"],
	["所在乡（镇）", "镇街"],
	["乡、镇", "镇街"],
	["苏木乡镇", "镇街"],
	["嘎查（村）名称", "村"],
	["村民组名称", "组"],
	["自然村/组", "组"],
	["户号", "户编号"],
	["户 主：", "户主"],
	["“户主”", "户主"],
	["户主（必填）*", "户主"],
	["村名", "村"],
	["村名称", "村"],
	["村编码", "村代码"],
	["户编号\n", "户编号"],
	["\u200b户\u00ad编号", "户编号"],
])("the title %j is %s", async (title, column) => {
	const file = csv(...LINES)
		.toString()
		.replace(new RegExp(`(?<=^|,)${column}(?=,)`), `"${title}"`);
	expect(file).toContain(title);
	expect(await take(file)).toMatchObject({ households: 2 });
});

test("each reason says in Chinese and in English what is wrong", () => {
	const params = { encoding: "UTF-8", others: "GB18030（GBK）", separator: "；" };
	const keys = ["encoding", "otherEncoding", "otherSeparator", "separatorTaken", "notSeparated", "webPage"] as const;
	for (const locale of ["zh-CN", "en"] as const) {
		const said = keys.map((key) => sentence(messagesFor(locale), `households.reasons.${key}`, params));
		expect(new Set(said).size).toBe(keys.length);
		expect(said.slice(1, 4).every((words, n) => words.includes(["UTF-8", "；", "；"][n] as string))).toBe(true);
	}
});
