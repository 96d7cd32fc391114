import { LEVELS, type RegionLevel } from "#domain/regions/types.ts";
import { rereadings } from "#domain/tables/encoding.ts";
import { tidyCode, tidyLine, tidyName } from "#domain/text.ts";
import type { MessageKey } from "#i18n/messages.ts";
import { FACTS, type FactName, mapFacts } from "./facts.ts";

/** The first title is ours (template, help); the others are common in the spreadsheets of counties. */
const OWN = {
	districtCode: ["区县代码", "区代码", "县代码", "县市区代码", "旗代码", "旗县代码", "市县代码"],
	district: ["区县", "区", "县", "县市区", "旗", "旗县", "市县"],
	townCode: ["镇街代码", "乡镇代码", "镇代码", "街道代码", "乡镇街道代码", "镇街道代码", "苏木代码", "苏木乡镇代码"],
	town: ["镇街", "乡镇", "镇", "街道", "乡镇街道", "镇街道", "乡", "苏木", "苏木乡镇"],
	villageCode: ["村代码", "村居代码", "村社区代码", "行政村代码", "社区代码", "村委会代码", "嘎查代码", "嘎查村代码"],
	village: ["村", "村居", "村社区", "行政村", "社区", "村委会", "嘎查", "嘎查村"],
	hamletCode: ["组代码", "自然村代码", "屯代码", "村民小组代码", "小组代码", "网格代码", "村民组代码", "自然村组代码"],
	hamlet: ["组", "自然村", "屯", "村民小组", "小组", "网格", "村民组", "村小组", "村组", "组别", "自然村组"],
	number: ["户编号", "户代码", "户序号", "户号"],
	answer: ["处理", "处理意见"],
	ignored: ["备注", "序号"],
} as const;

export type Column = keyof typeof OWN | FactName;

const COLUMNS: Record<Column, readonly string[]> = {
	...OWN,
	...mapFacts((name) => FACTS[name].titles),
};

export interface LevelColumns {
	level: RegionLevel;
	code: Column;
	name: Column;
}

export function columnsOf(level: RegionLevel): LevelColumns {
	return { level, code: `${level}Code`, name: level };
}

/** From the top, because each code builds on the one above. */
export const LEVEL_COLUMNS: LevelColumns[] = LEVELS.map(columnsOf);

export interface Header {
	at: Partial<Record<Column, number>>;
	title: (column: Column) => string;
	/** All titles in their order, those of columns that are not read too. */
	titles: string[];
}

export interface HeaderProblem {
	title: string;
	key: MessageKey;
}

/** If any title is not understood, the whole header is refused. */
export function headerOf(titles: string[]): Header | HeaderProblem[] {
	const wrong = faultOfAll(titles);
	if (wrong) return [{ title: titles.join(" "), key: wrong }];
	const at: Header["at"] = {};
	const problems: HeaderProblem[] = [];
	for (const [position, title] of titles.entries()) {
		const column = columnNamed(title);
		if (column === "ignored" || tidyLine(title) === "") continue;
		if (title.includes("\ufffd")) problems.push({ title, key: "households.reasons.encoding" });
		else if (!column) problems.push({ title, key: "households.reasons.unknownColumn" });
		else if (at[column] !== undefined) problems.push({ title, key: "households.reasons.columnTwice" });
		else at[column] = position;
	}
	const hasCode = LEVEL_COLUMNS.some(({ code }) => at[code] !== undefined);
	if (!hasCode) problems.unshift({ title: titles.join(" ").slice(0, 40), key: "households.reasons.noCodeColumn" });
	if (problems.length > 0) return problems;
	const tidy = titles.map(tidyLine);
	return { at, title: (column) => tidy[at[column] ?? -1] ?? titleOf(column), titles: tidy };
}

/** A fault of the whole first line is reported instead of one for each title. */
function faultOfAll(titles: string[]): MessageKey | undefined {
	if (isInOnePiece(titles)) return "households.reasons.notSeparated";
	const isUnknown = titles.every((title) => !isTitle(title));
	const isMisread = isUnknown && titles.some((title) => title !== "" && rereadings(title).some(isTitle));
	return isMisread ? "households.reasons.misread" : undefined;
}

/** True if blanks or signs that separate no cells stand between the titles. */
function isInOnePiece(titles: string[]): boolean {
	const [only = "", ...others] = titles.filter((title) => tidyLine(title) !== "");
	return others.length === 0 && !isTitle(only) && only.split(/[\s\p{P}\p{S}]+/u).filter(isTitle).length > 1;
}

export function titleOf(column: Column): string {
	return COLUMNS[column][0] ?? column;
}

export function isTitle(title: string): boolean {
	return columnNamed(title) !== undefined;
}

function columnNamed(title: string): Column | undefined {
	const plain = tidyCode(tidyName(title))
		.replace(/\(.*?\)/g, "")
		.replace(/[\p{P}\p{S}]/gu, "");
	const bare = plain.replace(/^所[属在]/, "");
	const readings = [bare, bare.replace(/编码$/, "代码"), bare.replace(/名[称字]?$/, "")];
	return (Object.keys(COLUMNS) as Column[]).find((column) => readings.some((reading) => COLUMNS[column].includes(reading)));
}
