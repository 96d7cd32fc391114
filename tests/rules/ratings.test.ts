import { expect, test } from "vitest";
import { linear, quadratic, tableOfStars, type Weights, weightedKappa } from "#domain/ratings/agreement.ts";
import {
	assignedScorers,
	FIRST_SHEETS,
	medianOf,
	placeInRating,
	scoreOf,
	spreadOf,
	starsFor,
	WIDEST_SPREAD,
	weightOf,
	wrongItem,
} from "#domain/ratings/rules.ts";
import type { Marks, Sheet } from "#domain/ratings/types.ts";

const [A, B] = FIRST_SHEETS as [Sheet, Sheet];
const full = ({ items }: Sheet): Marks => Object.fromEntries(items.map(({ code, marks }) => [code, marks[0]]));
const ofA = (other: Marks): Marks => ({ ...full(A), ...other });

test("the sheets are whole: a hundred points each, from the full weight down to 0", () => {
	expect([A, B].map(weightOf)).toEqual([100, 100]);
	for (const { items } of [A, B]) for (const { marks } of items) expect(marks).toEqual([...new Set(marks)].sort((a, b) => b - a));
	expect(A.items.map(({ code, marks }) => [code, marks[0]])).toEqual([
		...[
			["A1", 20],
			["A2", 20],
			["A3", 15],
			["A4", 10],
			["A5", 10],
			["A6", 10],
			["A7", 10],
			["A8", 5],
		],
	]);
	expect(A.items.map(({ marks }) => (marks[0] ?? 0) - (marks[1] ?? 0))).toEqual([2, 2, 3, 5, 5, 5, 3, 5]);
});

test.each<[string, Marks, number | null, number]>([
	["all is in order", {}, 1000, 5],
	["one thing lies at the gate", { A1: 18 }, 980, 5],
	["no poultry: the others are scaled up", { A5: null, A1: 14 }, 933, 4],
	["neither poultry nor room for plants", { A5: null, A7: null, A2: 10 }, 875, 3],
	["just five stars", { A1: 18, A3: 12 }, 950, 5],
	["not five stars by rounding", { A5: null, A3: 12, A1: 18 }, 944, 4],
	["rounded down", { A8: null, A1: 14, A3: 9 }, 873, 3],
	["four stars", { A2: 10 }, 900, 4],
	["three stars", { A1: 10, A2: 10 }, 800, 3],
	["two stars", { A1: 0, A2: 10 }, 700, 2],
	["one star", { A1: 0, A2: 0 }, 600, 1],
	["none", { A1: 0, A2: 0, A8: 0 }, 550, 0],
	["nothing at all", { A1: 0, A2: 0, A3: 0, A4: 0, A5: 0, A6: 0, A7: 0, A8: 0 }, 0, 0],
])("%s", (_name, marks, score, stars) => {
	expect(wrongItem(A, ofA(marks))).toBeNull();
	expect(scoreOf(A, ofA(marks))).toBe(score);
	expect(starsFor(score ?? 0, A)).toBe(stars);
});

test.each<[string, Sheet, Marks, string | null]>([
	["whole", B, full(B), null],
	["an item without a mark", A, { ...full(A), A3: undefined } as unknown as Marks, "A3"],
	["a mark between two steps", A, ofA({ A1: 19 }), "A1"],
	["more than the weight", A, ofA({ A1: 22 }), "A1"],
	["a frontage cannot be missing", A, ofA({ A1: null }), "A1"],
	["an item of the other sheet", A, ofA({ B1: 15 }), "B1"],
])("marks are checked: %s", (_name, sheet, marks, wrong) => {
	expect(wrongItem(sheet, marks)).toBe(wrong);
});

test.each([
	["two scorers: the middle between them", [900, 951], 925, 51],
	["three: the one in the middle, whoever is strict or kind", [700, 980, 960], 960, 280],
	["alike", [800, 800, 800], 800, 0],
])("%s", (_name, scores, median, spread) => {
	expect([medianOf(scores), spreadOf(scores)]).toEqual([median, spread]);
});

test("fifteen points apart is allowed, more is visited again", () => {
	expect([spreadOf([800, 950]) > WIDEST_SPREAD, spreadOf([800, 951]) > WIDEST_SPREAD]).toEqual([false, true]);
});

test.each([
	["lived_in", false, false, "rated"],
	["lived_in", true, false, "helped"],
	["lived_in", true, true, "helped"],
	["lived_in", false, true, "left_out"],
	["away", false, false, "helped"],
	["empty", false, false, "spot"],
	["empty", true, false, "spot"],
] as const)("who is rated: %s, hardship %s, unranked %s: %s", (status, isHardship, isUnranked, place) => {
	expect(placeInRating({ status, isHardship, isUnranked })).toBe(place);
});

test("each household gets its scorers, the load is shared, and nobody comes to a household that they may not see", () => {
	const homes = ["h1", "h2", "h3", "h4"];
	const freeFor = (home: string) => ["a", "b", "c"].filter((one) => !(home === "h1" && one === "a"));
	const assigned = assignedScorers({ householdIds: homes, freeFor, wanted: 2 });
	expect(assigned.get("h1")).toEqual(["b", "c"]);
	expect([...assigned.values()].every((chosen) => new Set(chosen).size === 2)).toBe(true);
	const loads = ["a", "b", "c"].map((one) => [...assigned.values()].filter((chosen) => chosen.includes(one)).length);
	expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
	expect(assignedScorers({ householdIds: homes, freeFor: () => ["a"], wanted: 3 }).get("h4")).toEqual(["a"]);
});

const given =
	(weights: number[][]): Weights =>
	(one, other) =>
		weights[one]?.[other] ?? 0;
const unweighted: Weights = (one, other) => Number(one === other);

// Cohen, "Weighted kappa", Psychological Bulletin 70 (1968), table 1: two judges, 200 cases; the paper gives kappa .492 and weighted kappa .348 by its weights of disagreement 0 to 6.
const COHEN = [
	[88, 14, 18],
	[10, 40, 10],
	[2, 6, 12],
];
// Fleiss, Cohen and Everitt, Psychological Bulletin 72 (1969): 200 cases; kappa .429, weighted kappa .507 with a standard error of .057.
const FLEISS = [
	[106, 10, 4],
	[22, 28, 10],
	[2, 12, 6],
];
// SAS/STAT User's Guide, PROC FREQ, "Agreement Study": two dermatologists, 88 patients, four ordered categories; kappa .3449 (.0724), by linear weights .5082 (.0655).
const SKIN = [
	[10, 4, 1, 0],
	[5, 10, 12, 2],
	[2, 4, 12, 5],
	[0, 2, 6, 13],
];

test.each<[string, number[][], Weights, { kappa: number; error?: number }]>([
	["Cohen 1968, unweighted", COHEN, unweighted, { kappa: 0.492 }],
	[
		"Cohen 1968, weighted",
		COHEN,
		given([
			[1, 5 / 6, 1 / 2],
			[5 / 6, 1, 0],
			[1 / 2, 0, 1],
		]),
		{ kappa: 0.348 },
	],
	["Fleiss, Cohen and Everitt 1969, unweighted", FLEISS, unweighted, { kappa: 0.429 }],
	[
		"Fleiss, Cohen and Everitt 1969, weighted",
		FLEISS,
		given([
			[1, 0, 0.4444],
			[0, 1, 0.6667],
			[0.4444, 0.6667, 1],
		]),
		{ kappa: 0.507, error: 0.057 },
	],
	["SAS, unweighted", SKIN, unweighted, { kappa: 0.3449, error: 0.0724 }],
	["SAS, linear", SKIN, linear, { kappa: 0.5082, error: 0.0655 }],
])("kappa is as published: %s", (_name, table, weights, { kappa, error }) => {
	const found = weightedKappa(table, weights);
	expect(found?.kappa).toBeCloseTo(kappa, kappa === 0.3449 || kappa === 0.5082 ? 4 : 3);
	if (error) expect(found?.error).toBeCloseTo(error, error === 0.057 ? 3 : 4);
	if (error === 0.0724) expect([found?.low, found?.high].map((end) => end?.toFixed(4))).toEqual(["0.2030", "0.4868"]);
});

test("quadratic weights forgive near disagreement more than linear ones; all alike is full agreement; nothing to compare says nothing", () => {
	expect(weightedKappa(SKIN, quadratic)?.kappa).toBeGreaterThan(weightedKappa(SKIN, linear)?.kappa ?? 1);
	const alike = tableOfStars([
		[5, 5],
		[3, 3],
		[4, 4],
		[4, 4],
	]);
	expect(weightedKappa(alike, linear)).toMatchObject({ kappa: 1, low: 1, high: 1, count: 4 });
	expect(weightedKappa(tableOfStars([]), linear)).toBeNull();
	expect(
		weightedKappa(
			tableOfStars([
				[4, 4],
				[4, 4],
			]),
			linear,
		),
	).toBeNull();
});
