import { type TitledRow, type TitledRows, titledRows } from "#domain/tables/titled-rows.ts";
import { type Column, TITLES } from "./columns.ts";

export type Row = TitledRow<Column>;
export type StaffTable = TitledRows<Column>;

/** More than any county employs. */
const MOST_ROWS = 5_000;

/** Faults are told line by line, as of a roster. */
export function readStaff(file: Uint8Array): Promise<StaffTable> {
	const says = { tooMany: "hiring.tooMany", empty: "hiring.empty" } as const;
	return titledRows(file, { titles: TITLES, needed: ["name", "role"], mostRows: MOST_ROWS, says });
}
