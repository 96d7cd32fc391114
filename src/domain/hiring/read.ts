import { readCsv } from "#domain/households/roster/csv.ts";
import { foreignLines, withoutMark } from "#domain/households/roster/encoding.ts";
import { Remarks } from "#domain/households/roster/remarks.ts";
import { scriptOf, unreadable } from "#domain/households/roster/text.ts";
import { tidyWords } from "#domain/text.ts";
import { COLUMNS, type Column, columnNamed, titleOf } from "./columns.ts";

export interface Row {
	line: number;
	cells: Record<Column, string>;
}

export interface StaffTable {
	rows: Row[];
	errors: Remarks;
}

/** More than any county employs. */
const MOST_ROWS = 5_000;

/** A file in any form in which the roster may come; faults are told line by line. */
export async function readStaff(file: Uint8Array): Promise<StaffTable> {
	const table: StaffTable = { rows: [], errors: new Remarks() };
	const bytes = withoutMark(file);
	const reason = unreadable(bytes);
	if (reason) table.errors.add({ line: 1, column: "", value: "", ...reason });
	else await readLines(table, bytes);
	if (table.errors.count === 0 && table.rows.length === 0) table.errors.add({ line: 1, column: "", value: "", key: "hiring.empty" });
	return table;
}

async function readLines(table: StaffTable, bytes: Uint8Array): Promise<void> {
	const script = scriptOf(bytes);
	for (const { number, text } of foreignLines(bytes, script.encoding))
		table.errors.add({ line: number, column: "", value: text, key: "households.reasons.encoding" });
	if (table.errors.count > 0) return;
	let header: (Column | undefined)[] | undefined;
	const take = (cells: string[], line: number) => {
		const tidy = cells.map(tidyWords);
		if (tidy.every((cell) => cell === "") || table.errors.count > 0) return;
		if (!header) header = headerOn(table, tidy, line);
		else if (table.rows.length < MOST_ROWS) table.rows.push({ line, cells: cellsOf(header, tidy) });
		else table.errors.add({ line, column: "", value: "", key: "hiring.tooMany", params: { most: MOST_ROWS } });
	};
	const broken = await readCsv(bytes, { script, take, onProgress: () => undefined });
	if (broken) table.errors.addForSure({ column: "", ...broken });
}

function headerOn({ errors }: StaffTable, titles: string[], line: number): (Column | undefined)[] {
	const header = titles.map(columnNamed);
	for (const column of ["name", "role"] as const)
		if (!header.includes(column))
			errors.add({
				line,
				column: titleOf(column),
				value: titles.join(" "),
				key: "hiring.columnMissing",
				params: { title: titleOf(column) },
			});
	for (const [n, column] of header.entries())
		if (column && header.indexOf(column) !== n)
			errors.add({ line, column: titles[n] ?? "", value: titles[n] ?? "", key: "households.reasons.columnTwice" });
	return header;
}

function cellsOf(header: (Column | undefined)[], tidy: string[]): Row["cells"] {
	return Object.fromEntries(COLUMNS.map((column) => [column, tidy[header.indexOf(column)] ?? ""])) as Row["cells"];
}
