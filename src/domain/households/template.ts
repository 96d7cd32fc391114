import { COLUMNS, type Column } from "./roster/columns.ts";

type FilledColumn = Exclude<Column, "ignored">;

/** The columns in the order of the template, each with our own title; the cells of an example line beside them. */
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
	["headName", "张三"],
	["status", "常住"],
	["isHardship", "否"],
	["isUnranked", "否"],
];

export const TITLES: [FilledColumn, title: string][] = EXAMPLE.map(([column]) => [column, COLUMNS[column][0]]);

/** A file to fill in: the titles and one line, with a BOM so that Excel reads it as Chinese. */
export function templateFile(): string {
	const lines = [TITLES.map(([, title]) => title), EXAMPLE.map(([, cell]) => cell)];
	return `\ufeff${lines.map((cells) => cells.join(",")).join("\r\n")}\r\n`;
}
