import { hasPrivateCharacter, isOddCode } from "#domain/regions/rules.ts";
import { Remarks } from "#domain/tables/remarks.ts";
import { tidyWords } from "#domain/text.ts";
import { isExampleLine } from "../template.ts";
import { brokenCells } from "./broken-cells.ts";
import { type Column, columnsOf, type Header, LEVEL_COLUMNS, titleOf } from "./columns.ts";
import { answerOn, type HouseholdMention, householdOn, type Line, type PlaceMention, regionsOn } from "./line.ts";
import { Questions } from "./questions.ts";
import type { Answer, Answers } from "./types.ts";

/** 花名册: the places and households of a file, before they are compared with the database. */
export interface Roster {
	title: (column: Column) => string;
	lines: number;
	regions: Map<string, PlaceMention>;
	/** By the hamlet's code, then by number. */
	households: Map<string, Map<string, HouseholdMention>>;
	errors: Remarks;
	warnings: Remarks;
	questions: Questions;
	/** The first code of each name in a village. */
	hamletNames: Map<string, string>;
	/** The places of the previous line, because most lines repeat them. */
	previous: { cells: string; places: PlaceMention[] } | undefined;
}

export function emptyRoster(answers: Answers): Roster {
	return {
		title: titleOf,
		lines: 0,
		regions: new Map(),
		households: new Map(),
		errors: new Remarks(),
		warnings: new Remarks(),
		questions: new Questions(answers),
		hamletNames: new Map(),
		previous: undefined,
	};
}

export function takeLine(roster: Roster, header: Header, cells: string[], number: number): void {
	if (isBlank(cells)) return;
	const line = lineOf(roster, header, cells, number);
	if (isExampleLine(line.cell)) {
		line.doubtful("village", "households.reasons.exampleLine");
		return;
	}
	roster.lines += 1;
	const broken = brokenCells(header, cells, number);
	for (const remark of broken) roster.errors.add(remark);
	if (broken.length === 0) takeCells(roster, line, { isTooLong: !isBlank(cells.slice(header.titles.length)) });
}

/** Whether there is nothing to be seen on a line: blanks, invisible signs, the end mark of old systems. */
export function isBlank(cells: string[]): boolean {
	return cells.every((cell) => tidyWords(cell) === "");
}

function takeCells(roster: Roster, line: Line, { isTooLong }: { isTooLong: boolean }): void {
	if (isTooLong) line.wrong("ignored", "households.reasons.tooManyCells");
	const places = placesOn(roster, line);
	const household = householdOn(line);
	if (household && places.length > 0) settle(roster, line, household, places.at(-1));
	const answer = household ? household.answer : answerOn(line);
	if (!answer) return;
	// Of all places on the line, or of the last one if only that can be meant. What is said of a household says nothing of its village.
	const last = household ? [] : places.slice(-1);
	const meant = PLACES_ONLY.includes(answer) ? places : last;
	for (const { code } of meant) {
		const mention = roster.regions.get(code);
		if (mention) mention.answer ??= answer;
	}
}

const PLACES_ONLY: Answer[] = ["rename", "keep", "move"];

/** Two hamlets of a village under one name would be mistaken for each other on every list and plate. */
function isNamesake({ hamletNames }: Roster, { level, above, name, code }: PlaceMention): boolean {
	if (level !== "hamlet" || !name) return false;
	const first = hamletNames.get(`${above} ${name}`) ?? code;
	hamletNames.set(`${above} ${name}`, first);
	return first !== code;
}

function lineOf(roster: Roster, header: Header, cells: string[], number: number): Line {
	const cell = (column: Column) => tidyWords(cells[header.at[column] ?? -1] ?? "");
	const remark = (column: Column) => ({ line: number, column: column === "ignored" ? "" : header.title(column), value: cell(column) });
	return {
		number,
		cell,
		wrong: (column, key, params) => roster.errors.add({ ...remark(column), key, params }),
		doubtful: (column, key) => roster.warnings.add({ ...remark(column), key }),
	};
}

/** From the top; none if one of them has an error. */
function placesOn(roster: Roster, line: Line): PlaceMention[] {
	const cells = LEVEL_COLUMNS.map(({ code, name }) => `${line.cell(code)}\n${line.cell(name)}`).join("\n");
	if (roster.previous?.cells === cells) return roster.previous.places;
	const places = regionsOn(line);
	for (const place of places ?? []) note(roster, line, place);
	if (places?.length === 0) line.wrong("villageCode", "households.reasons.placeMissing");
	roster.previous = places && places.length > 0 ? { cells, places } : undefined;
	return places ?? [];
}

/** A place may stand on many lines, but always with the same words. */
function note(roster: Roster, line: Line, mention: PlaceMention): void {
	const before = roster.regions.get(mention.code);
	const columns = columnsOf(mention.level);
	if (!before) {
		if (isOddCode(mention.level, mention.code)) line.doubtful(columns.code, "regions.codes.odd");
		if (mention.name && hasPrivateCharacter(mention.name)) line.doubtful(columns.name, "households.reasons.privateCharacter");
		if (isNamesake(roster, mention)) line.doubtful(columns.name, "households.reasons.sameName");
		roster.regions.set(mention.code, mention);
		return;
	}
	if (before.level !== mention.level || before.above !== mention.above) {
		line.wrong(columns.code, "households.reasons.placeElsewhere", { line: before.line });
	} else if (before.name && mention.name && before.name !== mention.name) {
		line.wrong(columns.name, "households.reasons.nameDiffers", { line: before.line, name: before.name });
	}
	before.name ??= mention.name;
}

function settle(roster: Roster, line: Line, household: HouseholdMention, place: PlaceMention | undefined): void {
	const code = place?.code ?? "";
	const neighbours = roster.households.get(code) ?? new Map<string, HouseholdMention>();
	const twin = neighbours.get(household.number);
	if (place?.level !== "hamlet") line.wrong("hamletCode", "households.reasons.hamletMissing");
	else if (twin) line.wrong("number", "households.reasons.householdTwice", { line: twin.line });
	else roster.households.set(code, neighbours.set(household.number, household));
}
