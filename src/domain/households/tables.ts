import { tidyWords } from "#domain/text.ts";
import { readCsv } from "./roster/csv.ts";
import { foreignLines, withoutMark } from "./roster/encoding.ts";
import { Remarks } from "./roster/remarks.ts";
import { scriptOf, unreadable } from "./roster/text.ts";

/** The lines of a table that have something in them, cells tidied, and what is wrong with the file. */
export interface LinesOfTable {
	lines: { number: number; cells: string[] }[];
	errors: Remarks;
}

/** Reads a table of another kind than the roster, in every form in which that may come. */
export async function linesOfTable(file: Uint8Array): Promise<LinesOfTable> {
	const table: LinesOfTable = { lines: [], errors: new Remarks() };
	const bytes = withoutMark(file);
	const reason = unreadable(bytes);
	if (reason) table.errors.add({ line: 1, column: "", value: "", ...reason });
	else await readInto(table, bytes);
	return table;
}

async function readInto({ lines, errors }: LinesOfTable, bytes: Uint8Array): Promise<void> {
	const script = scriptOf(bytes);
	for (const { number, text } of foreignLines(bytes, script.encoding))
		errors.add({ line: number, column: "", value: text, key: "households.reasons.encoding" });
	if (errors.count > 0) return;
	const take = (cells: string[], number: number) => {
		const tidy = cells.map(tidyWords);
		if (tidy.some((cell) => cell !== "")) lines.push({ number, cells: tidy });
	};
	const broken = await readCsv(bytes, { script, take, onProgress: () => undefined });
	if (broken) errors.addForSure({ column: "", ...broken });
}
