import { tidyWords } from "#domain/text.ts";
import { Remarks } from "./roster/remarks.ts";
import { readTable } from "./roster/table.ts";

/** The lines of a table that have something in them, cells tidied, and what is wrong with the file. */
export interface LinesOfTable {
	lines: { number: number; cells: string[] }[];
	errors: Remarks;
}

/** Reads a table of another kind than the roster. */
export async function linesOfTable(file: Uint8Array): Promise<LinesOfTable> {
	const table: LinesOfTable = { lines: [], errors: new Remarks() };
	const take = (cells: string[], number: number) => {
		const tidy = cells.map(tidyWords);
		if (tidy.some((cell) => cell !== "")) table.lines.push({ number, cells: tidy });
	};
	await readTable(file, { errors: table.errors, taker: () => take });
	return table;
}
