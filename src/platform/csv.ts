/** A file that Excel opens in Chinese: with a BOM, so that it is read as UTF-8, and no cell that is run instead of shown. */
export function csvFile(rows: string[][]): string {
	return `\ufeff${rows.map((cells) => `${cells.map(cell).join(",")}\r\n`).join("")}`;
}

// A cell is a formula by its first sign, also inside quotes, also in full width, also behind blanks; the apostrophe makes it text (OWASP, CSV Injection).
const FORMULA = /^(?:[\t\r\n]|[\s\0\u200b\ufeff]*[=+\-@＝＋－＠﹢﹣﹦﹫−])/;
// With a semicolon too: where Excel's language divides by it, what stands behind one would begin a cell.
const QUOTED = /[",;\r\n\t']/;

function cell(text: string): string {
	const harmless = FORMULA.test(text) ? `'${text}` : text;
	return QUOTED.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
