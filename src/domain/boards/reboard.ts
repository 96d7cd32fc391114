import { CAUSES } from "#db/schema/spots/spots.ts";
import { type Again, compared, unreadable } from "#domain/published-files/again.ts";
import { digestOf } from "#domain/published-files/text.ts";
import { type BoardFile, boardText, FORMAT, SAID } from "./file.ts";
import { boardOf } from "./rules.ts";
import type { Inspection } from "./types.ts";

/** It needs no database: the board follows from the edition in the file. */
export function reboard(text: string): Again<never> {
	const file = readFile(text);
	if (!file) return unreadable(text);
	const follows = { digest: digestOf(SAID, file), result: boardOf(file) };
	return compared<never>({ text, said: file, follows, written: boardText(file), own: [] });
}

function readFile(text: string): BoardFile | null {
	try {
		const file = JSON.parse(text) as BoardFile;
		return file.format === FORMAT && isSound(file) ? file : null;
	} catch {
		return null;
	}
}

function isSound({ edition, parameters, units, last, helpVisits, before, inspections }: BoardFile): boolean {
	const known = new Set(units.map(({ code }) => code));
	const named = [...(last?.lagging ?? []), ...helpVisits.map(({ unit }) => unit)];
	const days = [edition.from, edition.until, edition.on, ...(last ? [last.on] : []), ...helpVisits.map(({ on }) => on)];
	return (
		known.size === units.length &&
		named.every((unit) => typeof unit === "string") &&
		days.every((day) => /^\d{4}-\d{2}-\d{2}$/.test(day)) &&
		[parameters.least, parameters.oneIn, parameters.most].every((number) => Number.isSafeInteger(number) && number > 0) &&
		parameters.error > 0 &&
		parameters.error < 1 &&
		inspections.every((inspection) => known.has(inspection[0]) && isInspection(inspection)) &&
		before.every(isInspection)
	);
}

const FOUND = new Set<string>(["clean", ...CAUSES]);

function isInspection([unit, found, state]: Inspection): boolean {
	return typeof unit === "string" && FOUND.has(found) && (state === "stands" || state === "appealed");
}
