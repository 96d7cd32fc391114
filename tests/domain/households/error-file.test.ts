import { expect, test } from "vitest";
import { importRegionsAndHouseholds } from "#domain/households/import.ts";
import { errorFile } from "#domain/tables/error-file.ts";
import type { ImportErrors } from "#domain/tables/types.ts";
import { messagesFor } from "#i18n/messages.ts";
import { MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { csv, householdLine } from "#tests/roster.ts";

freshDatabase();

test("the error file names line, column, value and reason in Chinese, after a BOM for Excel", async () => {
	const text = await errorsOf(householdLine(), householdLine({ number: "12345" }));
	expect(text).toBe("\ufeff行,列,值,原因\r\n3,户编号,12345,户编号应为 0001 到 9999，在本组内不重复。\r\n");
});

test("a value that Excel would run as a formula becomes text", async () => {
	const heads = ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠SUM(A1)", "\t=1", '"\r=1"', '"=A1,""x"""'];
	const text = await errorsOf(...heads.map((head, n) => householdLine({ head, number: String(n + 1) })));
	const values = text
		.split("\r\n")
		.slice(1, -1)
		.map((line) => line.replace(/^\d+,户主,/, ""));
	expect(values.every((value) => value.startsWith(`"'`))).toBe(true);
	expect(text).toContain(`"'=A1,""x""",`);
});

test("an ID-card number does not travel on in the error file", async () => {
	const text = await errorsOf(householdLine({ number: "11010519491231002X" }));
	expect(text).toContain("110105************,像是身份证号");
	expect(text).not.toContain("19491231");
});

test("what did not fit into the error file is counted at its end", async () => {
	const text = await errorsOf(...Array.from({ length: 1002 }, (_, n) => householdLine({ number: String(n + 1), head: "马?" })));
	expect(text.split("\r\n")).toHaveLength(1 + 1000 + 1 + 1);
	expect(text).toContain("还有 2 处");
});

test("past three thousand errors a file is not read on, and is told how much of it was not, and what to do", async () => {
	const lines = Array.from({ length: 5_000 }, () => householdLine({ number: "x" }));
	const outcome = (await importRegionsAndHouseholds({ buffer: csv(...lines), by: null, at: MORNING })) as ImportErrors;
	const stopped = { line: 3_002, key: "households.reasons.tooManyFaults", params: { line: 3_002, count: 2_000 } };
	expect(outcome).toMatchObject({ errorCount: 3_001, stopped });
	expect(outcome.errors.at(-1)).toMatchObject(stopped);
	const text = errorFile(outcome, messagesFor("zh-CN"));
	expect(text).toContain("从第 3002 行起还有 2000 行没有读。多半是同一个毛病，比如一整列填错了：请先改前面这些，再传一遍。");
});

async function errorsOf(...lines: string[]): Promise<string> {
	const outcome = await importRegionsAndHouseholds({ buffer: csv(...lines), by: null, at: MORNING });
	return errorFile(outcome as ImportErrors, messagesFor("zh-CN"));
}
