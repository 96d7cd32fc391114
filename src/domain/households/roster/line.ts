import { type Above, type Checked, codeAbove, hasPrivateCharacter, levelAbove, plainName, regionCode } from "#domain/regions/rules.ts";
import type { RegionLevel } from "#domain/regions/types.ts";
import type { MessageKey } from "#i18n/messages.ts";
import { answerNamed, householdNumber } from "../rules.ts";
import { type Column, LEVEL_COLUMNS } from "./columns.ts";
import { FACT_NAMES, FACTS, factsBy, type SaidFacts } from "./facts.ts";
import type { Answer } from "./types.ts";

/** A place on a line. `name` is null if the line gives only the code. */
export interface PlaceMention {
	level: RegionLevel;
	code: string;
	name: string | null;
	/** The code of the place above; null for a district. */
	above: string | null;
	/** Whether the line names the place above, and not only the code's first digits. */
	isAboveSaid: boolean;
	/** The code does not begin like the one above, as when a hamlet came from another village. */
	isStray: boolean;
	line: number;
	answer: Answer | null;
}

/** What a line says of a household. Null = the cell is empty, so the value stays as it is. */
export interface HouseholdMention extends SaidFacts {
	number: string;
	line: number;
	answer: Answer | null;
}

export interface Line {
	number: number;
	cell: (column: Column) => string;
	wrong: (column: Column, key: MessageKey, params?: Record<string, string | number>) => void;
	doubtful: (column: Column, key: MessageKey) => void;
}

/** The places of a line, from the top; null if one of them has an error. */
export function regionsOn(line: Line): PlaceMention[] | null {
	const found: PlaceMention[] = [];
	for (const columns of LEVEL_COLUMNS) {
		if (line.cell(columns.code) === "" && line.cell(columns.name) === "") continue;
		const mention = regionOn(line, columns, found.at(-1) ?? null);
		if (!mention) return null;
		found.push(mention);
	}
	return found;
}

function regionOn(line: Line, columns: (typeof LEVEL_COLUMNS)[number], above: Above | null): PlaceMention | null {
	const { level } = columns;
	if (line.cell(columns.code) === "") {
		line.wrong(columns.code, "households.reasons.codeMissing");
		return null;
	}
	const isStray = isCodeStray(level, line.cell(columns.code), above);
	const code = meant(line, columns.code, (cell) => regionCode(level, cell, isStray ? null : above));
	const name = meant(line, columns.name, plainName);
	if (!code || (!name && line.cell(columns.name) !== "")) return null;
	const said = above && above.level === levelAbove(level) ? above.code : null;
	return { level, code, name, above: said ?? codeAbove(code), isAboveSaid: said !== null, isStray, line: line.number, answer: null };
}

// Only the database knows whether it is a slip of the pen or a place that moved.
function isCodeStray(level: RegionLevel, cell: string, above: Above | null): boolean {
	const code = regionCode(level, cell, above);
	return "wrong" in code && code.wrong === "regions.codes.prefix" && above?.level === levelAbove(level);
}

const HOUSEHOLD_COLUMNS: Column[] = ["number", ...FACT_NAMES];

/** The household of a line; null if the line has none, or the household has an error. */
export function householdOn(line: Line): HouseholdMention | null {
	if (HOUSEHOLD_COLUMNS.every((column) => line.cell(column) === "")) return null;
	if (line.cell("number") === "") line.wrong("number", "households.reasons.numberMissing");
	const number = meant(line, "number", householdNumber);
	const said = factsBy<SaidFacts>((name) => meant<SaidFacts[typeof name]>(line, name, FACTS[name].read));
	if (said.headName && hasPrivateCharacter(said.headName)) line.doubtful("headName", "households.reasons.privateCharacter");
	return number === null ? null : { number, ...said, line: line.number, answer: answerOn(line) };
}

/** What the column 处理 says, in a file of questions that comes back. */
export function answerOn(line: Line): Answer | null {
	return meant(line, "answer", answerNamed);
}

function meant<T>(line: Line, column: Column, check: (cell: string) => Checked<T>): T | null {
	const cell = line.cell(column);
	if (cell === "") return null;
	const checked = check(cell);
	if ("value" in checked) return checked.value;
	line.wrong(column, checked.wrong, checked.params);
	return null;
}
