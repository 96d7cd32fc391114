import { tidyWords } from "#domain/text.ts";
import { readCsv, type TakeLine } from "./csv.ts";
import { foreignLines, withoutMark } from "./encoding.ts";
import { Remarks } from "./remarks.ts";
import { type Script, scriptOf, unreadable } from "./script.ts";

interface Reading {
	/** Hears why the table, or a line of it, cannot be read. */
	errors: Remarks;
	/** Whether a table of this kind has such a title; the separator is the sign that finds most of them. */
	isTitle: (cell: string) => boolean;
	taker: (script: Script) => TakeLine;
	onProgress?: (share: number) => void;
}

const NAMES = { "utf-8": "UTF-8", gb18030: "GB18030（GBK）", "utf-16le": "UTF-16", "utf-16be": "UTF-16" };
/** More than anybody mends one by one; mostly a whole column is wrong. */
const MOST_FAULTS = 3000;

/** Reads a table line by line, in every form in which offices send it, until it has too many faults. */
export async function readTable(file: Uint8Array, { errors, isTitle, taker, onProgress = () => undefined }: Reading): Promise<void> {
	const bytes = withoutMark(file);
	const reason = unreadable(bytes);
	if (reason) {
		errors.add({ line: 1, column: "", value: "", ...reason });
		return;
	}
	const script = scriptOf(bytes, isTitle);
	for (const { number: line, text: value, encoding } of await foreignLines(bytes, script.encoding)) {
		const params = { encoding: NAMES[encoding], others: NAMES[script.encoding] };
		errors.add({ line, column: "", value, key: "households.reasons.otherEncoding", params });
	}
	if (errors.count > 0) return;
	const isEnough = () => errors.count >= MOST_FAULTS;
	const broken = await readCsv(bytes, { script, take: taker(script), isEnough, onProgress });
	if (broken) errors.addForSure({ column: "", ...broken });
}

/** The lines of a table that have something in them, cells tidied, and what is wrong with the file. */
export interface LinesOfTable {
	lines: { number: number; cells: string[] }[];
	errors: Remarks;
}

/** All lines at once, for a table of a few thousand. */
export async function linesOfTable(file: Uint8Array, isTitle: Reading["isTitle"]): Promise<LinesOfTable> {
	const table: LinesOfTable = { lines: [], errors: new Remarks() };
	const take: TakeLine = (cells, number) => {
		const tidy = cells.map(tidyWords);
		if (tidy.some((cell) => cell !== "")) table.lines.push({ number, cells: tidy });
	};
	await readTable(file, { errors: table.errors, isTitle, taker: () => take });
	return table;
}
