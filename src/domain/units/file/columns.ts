import { type TitledRow, type TitledRows, titledRows } from "#domain/tables/titled-rows.ts";
import { csvFile } from "#platform/csv.ts";

/** The first title is ours, the others are common. */
const TITLES = {
	unit: ["单位", "责任单位", "单位名称"],
	place: ["所在地方", "单位所在地方", "所在地"],
	phone: ["办公电话", "电话", "联系电话"],
	area: ["负责的地方", "包片", "责任片区"],
	kind: ["负责的类别", "类别"],
	username: ["经办人用户名", "经办人账号", "经办人"],
} as const;

export type Column = keyof typeof TITLES;
export const COLUMNS = Object.keys(TITLES) as Column[];

export function titleOf(column: Column): string {
	return TITLES[column][0];
}

export type UnitRow = TitledRow<Column>;
export type UnitTable = TitledRows<Column>;

/** More than a county has: a duty for each category of a few places, or one for each village. */
const MOST_ROWS = 5_000;

export function readUnits(file: Uint8Array): Promise<UnitTable> {
	const says = { tooMany: "units.file.tooMany", empty: "units.file.empty" } as const;
	return titledRows(file, { titles: TITLES, needed: ["unit", "place"], mostRows: MOST_ROWS, says });
}

export function unitTemplate(): string {
	return csvFile([COLUMNS.map(titleOf)]);
}
