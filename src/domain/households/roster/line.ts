import { type Above, type Checked, codeAbove, hasPrivateCharacter, plainName, regionCode } from "#domain/regions/rules.ts";
import type { RegionLevel } from "#domain/regions/types.ts";
import type { MessageKey } from "#i18n/messages.ts";
import { householdNumber } from "../rules.ts";
import { type Column, LEVEL_COLUMNS } from "./columns.ts";
import { FACT_NAMES, FACTS, factsBy, type SaidFacts } from "./facts.ts";

/** A place on a line. `name` is null if the line gives only the code. */
export interface RegionMention {
	level: RegionLevel;
	code: string;
	name: string | null;
	/** The code of the place above; null for a district. */
	above: string | null;
	line: number;
}

/** What a line says of a household. Null = the cell is empty, so the value stays as it is. */
export interface HouseholdMention extends SaidFacts {
	number: string;
	line: number;
}

export interface Line {
	number: number;
	cell: (column: Column) => string;
	wrong: (column: Column, key: MessageKey, params?: Record<string, string | number>) => void;
	doubtful: (column: Column, key: MessageKey) => void;
}

/** The places of a line, from the top; null if one of them has an error. */
export function regionsOn(line: Line): RegionMention[] | null {
	const found: RegionMention[] = [];
	for (const columns of LEVEL_COLUMNS) {
		if (line.cell(columns.code) === "" && line.cell(columns.name) === "") continue;
		const mention = regionOn(line, columns, found.at(-1) ?? null);
		if (!mention) return null;
		found.push(mention);
	}
	return found;
}

function regionOn(line: Line, columns: (typeof LEVEL_COLUMNS)[number], above: Above | null): RegionMention | null {
	const { level } = columns;
	if (line.cell(columns.code) === "") {
		line.wrong(columns.code, "households.reasons.codeMissing");
		return null;
	}
	const code = meant(line, columns.code, (cell) => regionCode(level, cell, above));
	const name = meant(line, columns.name, plainName);
	if (!code || (!name && line.cell(columns.name) !== "")) return null;
	return { level, code, name, above: codeAbove(code) ?? above?.code ?? null, line: line.number };
}

const HOUSEHOLD_COLUMNS: Column[] = ["number", ...FACT_NAMES];

/** The household of a line; null if the line has none, or the household has an error. */
export function householdOn(line: Line): HouseholdMention | null {
	if (HOUSEHOLD_COLUMNS.every((column) => line.cell(column) === "")) return null;
	if (line.cell("number") === "") line.wrong("number", "households.reasons.numberMissing");
	const number = meant(line, "number", householdNumber);
	const said = factsBy<SaidFacts>((name) => meant<SaidFacts[typeof name]>(line, name, FACTS[name].read));
	if (said.headName && hasPrivateCharacter(said.headName)) line.doubtful("headName", "households.reasons.privateCharacter");
	return number === null ? null : { number, ...said, line: line.number };
}

function meant<T>(line: Line, column: Column, check: (cell: string) => Checked<T>): T | null {
	const cell = line.cell(column);
	if (cell === "") return null;
	const checked = check(cell);
	if ("value" in checked) return checked.value;
	line.wrong(column, checked.wrong, checked.params);
	return null;
}
