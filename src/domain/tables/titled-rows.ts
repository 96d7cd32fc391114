import { tidyName } from "#domain/text.ts";
import type { MessageKey } from "#i18n/messages.ts";
import { linesOfTable } from "./read-table.ts";
import type { Remarks } from "./remarks.ts";

/** The columns of a table: the first title of each is ours, the others are common. */
type Titles<Column extends string> = Record<Column, readonly [string, ...string[]]>;

interface Sheet<Column extends string> {
	titles: Titles<Column>;
	/** Columns without which nothing can be read. */
	needed: readonly NoInfer<Column>[];
	mostRows: number;
	says: { tooMany: MessageKey; empty: MessageKey };
}

export interface TitledRow<Column extends string> {
	line: number;
	cells: Record<Column, string>;
}

export interface TitledRows<Column extends string> {
	rows: TitledRow<Column>[];
	errors: Remarks;
}

export function columnOf<Column extends string>(titles: Titles<Column>, title: string): Column | undefined {
	const plain = tidyName(title).replaceAll(/（.*?）|\(.*?\)|[\s*：:]/g, "");
	return (Object.keys(titles) as Column[]).find((column) => titles[column].includes(plain));
}

/** A table of a few thousand lines whose first one names its columns, in any order. */
export async function titledRows<Column extends string>(file: Uint8Array, sheet: Sheet<Column>): Promise<TitledRows<Column>> {
	const { titles, mostRows, says } = sheet;
	const { lines, errors } = await linesOfTable(file, (title) => columnOf(titles, title) !== undefined);
	const table: TitledRows<Column> = { rows: [], errors };
	const wrong = (key: MessageKey, params = {}) => errors.add({ line: 1, column: "", value: "", key, params });
	const [first, ...rest] = lines;
	const header = errors.count === 0 && first ? headerOn(first, sheet, errors) : [];
	if (rest.length > mostRows) wrong(says.tooMany, { most: mostRows });
	if (errors.count > 0) return table;
	const columns = Object.keys(titles) as Column[];
	table.rows = rest.map(({ number, cells }) => ({
		line: number,
		cells: Object.fromEntries(columns.map((column) => [column, cells[header.indexOf(column)] ?? ""])) as Record<Column, string>,
	}));
	if (table.rows.length === 0) wrong(says.empty);
	return table;
}

function headerOn<Column extends string>(
	{ number: line, cells }: { number: number; cells: string[] },
	{ titles, needed }: Sheet<Column>,
	errors: Remarks,
): (Column | undefined)[] {
	const header = cells.map((title) => columnOf(titles, title));
	for (const column of needed) {
		const [title] = titles[column];
		if (!header.includes(column))
			errors.add({ line, column: title, value: cells.join(" "), key: "hiring.columnMissing", params: { title } });
	}
	for (const [n, column] of header.entries())
		if (column && header.indexOf(column) !== n)
			errors.add({ line, column: cells[n] ?? "", value: cells[n] ?? "", key: "households.reasons.columnTwice" });
	return header;
}
