import { csvFile } from "#platform/csv.ts";
import { type Column, titleOf } from "./roster/columns.ts";
import { FACT_NAMES, FACTS } from "./roster/facts.ts";

type FilledColumn = Exclude<Column, "ignored" | "answer">;

const EXAMPLE: [FilledColumn, string][] = [
	["districtCode", "990101"],
	["district", "示例区"],
	["townCode", "990101100"],
	["town", "示例镇"],
	["villageCode", "990101100201"],
	["village", "示例村"],
	["hamletCode", "001"],
	["hamlet", "东沟"],
	["number", "0001"],
	...FACT_NAMES.map((name): [FilledColumn, string] => [name, FACTS[name].example]),
];

export const TITLES: [FilledColumn, title: string][] = EXAMPLE.map(([column]) => [column, titleOf(column)]);

export function templateFile(): string {
	return csvFile([TITLES.map(([, title]) => title), EXAMPLE.map(([, cell]) => cell)]);
}

/** Whether a line is still the template's example: its places, whatever a spreadsheet made of the codes. */
export function isExampleLine(cell: (column: Column) => string): boolean {
	return EXAMPLE_PLACES.every(([column, example]) => cell(column) === example || (cell(column) === "" && column !== "village"));
}

const EXAMPLE_PLACES = EXAMPLE.filter(([column]) => column === "district" || column === "town" || column === "village");
