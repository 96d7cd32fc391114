import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { csvFile } from "#platform/csv.ts";

test.each([
	...["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠SUM(A1)", "−1", "﹦1"],
	...["⁼1", "₊1", "\u2060＝1", "\u202e=1", "\x00=1", '"=1'],
	...[" =1", "\u3000＝1", "\u200b=1", "\ufeff=1", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0"],
])("the cell %j is shown, not run", (formula) => {
	const [, typed = ""] = csvFile([[formula]]).split("\ufeff");
	expect(typed.startsWith(`"'`)).toBe(true);
	expect(read([[formula]])).toEqual([[`'${formula}`]]);
});

test.each(["鲍春生", "0001", "a=b", "3-4", "阿依夏·卡德尔", "", " 空白", "12.5%"])("the cell %j stays as it is", (text) => {
	expect(csvFile([[text, "x"]])).toBe(`\ufeff${text},x\r\n`);
});

test("whatever stands in a cell ends with it", () => {
	const text = fc.string({ unit: fc.constantFrom(..."a,\";\r\n\t'=院") });
	fc.assert(
		fc.property(fc.array(fc.tuple(text, text), { minLength: 1 }), (rows) => {
			const bare = read(rows).map((cells) => cells.map((cell) => cell.replace(/^'/, "")));
			expect(bare).toEqual(rows.map((cells) => cells.map((cell) => cell.replace(/^'/, ""))));
		}),
	);
});

function read(rows: string[][]): string[][] {
	return parse(csvFile(rows), { bom: true, record_delimiter: "\r\n", relax_column_count: true });
}
