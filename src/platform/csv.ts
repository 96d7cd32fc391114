/** A CSV that Excel opens in Chinese: its BOM makes Excel read UTF-8, and no cell runs as a formula. */
export function csvFile(rows: string[][]): string {
	return `\ufeff${csvLines(rows)}`;
}

/** More lines of such a file. */
export function csvLines(rows: string[][]): string {
	return rows.map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
}

// The first sign makes a cell a formula, even in quotes, in another width, or behind what nobody sees; an apostrophe makes it text (OWASP, CSV Injection).
const FORMULA = /^(?:[\t\r\n]|[\s\p{C}\p{M}"]*[=+\-@＝＋－＠﹢﹣﹦﹫⁺⁻⁼₊₋₌−])/u;
// Also quotes semicolons, because in some languages Excel separates cells by them.
const QUOTED = /[",;\r\n\t']/;

function cell(text: string): string {
	const harmless = FORMULA.test(text) ? `'${text}` : text;
	return QUOTED.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
