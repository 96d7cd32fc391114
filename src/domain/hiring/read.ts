import { type LinesOfTable, linesOfTable } from "#domain/tables/read-table.ts";
import { COLUMNS, type Column, columnNamed, titleOf } from "./columns.ts";

export interface Row {
	line: number;
	cells: Record<Column, string>;
}

export interface StaffTable {
	rows: Row[];
	errors: LinesOfTable["errors"];
}

/** More than any county employs. */
const MOST_ROWS = 5_000;

/** Faults are told line by line, as of a roster. */
export async function readStaff(file: Uint8Array): Promise<StaffTable> {
	const { lines, errors } = await linesOfTable(file, (title) => columnNamed(title) !== undefined);
	const table: StaffTable = { rows: [], errors };
	const [titles, ...rest] = lines;
	const header = errors.count === 0 && titles ? headerOn(table, titles.cells, titles.number) : [];
	if (rest.length > MOST_ROWS) errors.add({ line: 1, column: "", value: "", key: "hiring.tooMany", params: { most: MOST_ROWS } });
	if (errors.count > 0) return table;
	table.rows = rest.map(({ number, cells }) => ({ line: number, cells: cellsOf(header, cells) }));
	if (table.rows.length === 0) errors.add({ line: 1, column: "", value: "", key: "hiring.empty" });
	return table;
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
