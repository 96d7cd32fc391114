import type { Marks, Sheet, SheetItem } from "./types.ts";

// Scores are whole tenths of a point, 0 to 1,000, rounded down: nobody gets a star by rounding.

/** Two scorers further apart than this have not seen the same yard: it is visited again. */
export const WIDEST_SPREAD = 150;

const STARS_FROM = [600, 700, 800, 900, 950];

/** From the full weight down to 0 in steps of one deduction. */
function inSteps(weight: number, step: number): number[] {
	return [...Array.from({ length: Math.ceil(weight / step) }, (_, n) => weight - n * step), 0];
}

const item = (code: SheetItem["code"], marks: number[], mayNotApply = false): SheetItem => ({ code, marks, mayNotApply });

/** What is used until a district adopts another version. Of B the yard weighs half, and good family manners are only told by neighbours, never deducted for. */
export const FIRST_SHEETS: readonly Sheet[] = [
	{
		...{ profile: "A", version: 1, starsFrom: STARS_FROM },
		items: [
			item("A1", inSteps(20, 2)),
			item("A2", inSteps(20, 2)),
			item("A3", inSteps(15, 3)),
			item("A4", inSteps(10, 5)),
			item("A5", inSteps(10, 5), true),
			item("A6", inSteps(10, 5)),
			item("A7", [10, 7, 4, 0], true),
			item("A8", [5, 0], true),
		],
	},
	{
		...{ profile: "B", version: 1, starsFrom: STARS_FROM },
		items: [
			item("A1", inSteps(10, 1)),
			item("A2", inSteps(10, 1)),
			item("A3", inSteps(8, 2)),
			item("A4", inSteps(5, 5)),
			item("A5", inSteps(5, 5), true),
			item("A6", inSteps(5, 5)),
			item("A7", [5, 3, 2, 0], true),
			item("A8", [2, 0], true),
			item("B1", inSteps(15, 3)),
			item("B2", inSteps(10, 2)),
			item("B3", inSteps(15, 3)),
			item("B4", [10, 5, 0], true),
		],
	},
];

export function weightOf({ items }: Sheet): number {
	return items.reduce((sum, { marks }) => sum + (marks[0] ?? 0), 0);
}

/** What is wrong with the marks: an item without one, one that does not belong to the sheet, or one that may not be left out. */
export function wrongItem({ items }: Sheet, given: Marks): string | null {
	const unknown = Object.keys(given).find((code) => !items.some((item) => item.code === code));
	const wrong = items.find(({ code, marks, mayNotApply }) => {
		const mark = given[code];
		return mark === null ? !mayNotApply : mark === undefined || !marks.includes(mark);
	});
	return unknown ?? wrong?.code ?? null;
}

/** In tenths of a point. What does not apply counts neither for nor against; null if nothing applies. */
export function scoreOf({ items }: Sheet, given: Marks): number | null {
	const applying = items.filter(({ code }) => given[code] !== null);
	const full = applying.reduce((sum, { marks }) => sum + (marks[0] ?? 0), 0);
	const got = applying.reduce((sum, { code }) => sum + (given[code] ?? 0), 0);
	return full === 0 ? null : Math.floor((got * 1000) / full);
}

export function medianOf(scores: readonly number[]): number {
	const sorted = [...scores].sort((a, b) => a - b);
	const middle = sorted.length / 2;
	const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
	if (low === undefined || high === undefined) throw new Error("a median of nothing");
	return Math.floor((low + high) / 2);
}

export function spreadOf(scores: readonly number[]): number {
	return Math.max(...scores) - Math.min(...scores);
}

export function starsFor(score: number, { starsFrom }: Pick<Sheet, "starsFrom">): number {
	return starsFrom.filter((from) => score >= from).length;
}

interface Home {
	status: "lived_in" | "away" | "empty";
	isHardship: boolean;
	isUnranked: boolean;
}

/** `rated`; `helped`: hardship or away, so help is offered instead; `spot`: an empty house is a public place to look at; `left_out`: it asked to be. */
export function placeInRating({ status, isHardship, isUnranked }: Home): "rated" | "helped" | "spot" | "left_out" {
	if (status === "empty") return "spot";
	if (isHardship || status === "away") return "helped";
	return isUnranked ? "left_out" : "rated";
}

interface Assigning {
	/** In the order of their tickets. */
	householdIds: readonly string[];
	/** The scorers who may see a household, in the order of their tickets for it. */
	freeFor: (householdId: string) => readonly string[];
	wanted: number;
}

/** Who sees which household: of those who may, whoever has the fewest so far; among equals the tickets decide. */
export function assignedScorers({ householdIds, freeFor, wanted }: Assigning): Map<string, string[]> {
	const load = new Map<string, number>();
	const assigned = new Map<string, string[]>();
	for (const householdId of householdIds) {
		const byLoad = [...freeFor(householdId)].sort((a, b) => (load.get(a) ?? 0) - (load.get(b) ?? 0));
		const chosen = byLoad.slice(0, wanted);
		for (const one of chosen) load.set(one, (load.get(one) ?? 0) + 1);
		assigned.set(householdId, chosen);
	}
	return assigned;
}
