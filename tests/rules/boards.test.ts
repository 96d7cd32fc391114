import { expect, test } from "vitest";
import { seededRandom } from "#demo/random.ts";
import { binomial, chanceOfAtLeast, chanceOfAtMost, shared, surely } from "#domain/boards/chances.ts";
import { boardText } from "#domain/boards/file.ts";
import { limitsOf } from "#domain/boards/funnel.ts";
import { wilson } from "#domain/boards/ranks.ts";
import { reboard } from "#domain/boards/reboard.ts";
import { boardOf } from "#domain/boards/rules.ts";
import type { Board, Edition, Inspection, Parameters } from "#domain/boards/types.ts";
import { canonical } from "#domain/published-files/text.ts";
import { canonicalJson } from "#platform/canonical.ts";

const USUAL: Parameters = { least: 10, oneIn: 10, most: 5, error: 0.05 };
const WHEN = {
	region: { code: "330109", name: "青岭区" },
	level: "village",
	from: "2026-09-01",
	until: "2026-11-30",
	on: "2026-12-05",
} as const;

/** So many inspections of a unit, so many of which found a fault. */
const inspected = (unit: string, part: number, whole: number): Inspection[] =>
	Array.from({ length: whole }, (_, n) => [unit, n < part ? "cleaning_duty" : "clean", "stands"]);

type Tallies = Record<string, [part: number, whole: number]>;
const all = (tallies: Tallies) => Object.entries(tallies).flatMap(([unit, [part, whole]]) => inspected(unit, part, whole));

function edition(now: Tallies, more: Partial<Edition> = {}): Edition {
	const units = Object.keys(now).map((code) => ({ code, name: `${code}村` }));
	return { edition: WHEN, parameters: USUAL, units, last: null, helpVisits: [], before: [], inspections: all(now), ...more };
}

const alike = (count: number, [part, whole]: [number, number] = [2, 20]): Tallies =>
	Object.fromEntries(Array.from({ length: count }, (_, n) => [`v${String(n).padStart(3, "0")}`, [part, whole]]));

// Cumulative binomial tables, to four places: B(20, 0.1) is .1216 at 0, .9568 at 4, .9887 at 5, .9976 at 6, .9996 at 7; B(10, 0.5) is .0010 at 0, .0107 at 1, .0547 at 2, .9453 at 7, .9893 at 8.
test.each([
	["20 at a tenth, upper 95 %", limitsOf(0.1, 20).inner.high, (5 - (0.9887 - 0.975) / (0.9887 - 0.9568)) / 20],
	["20 at a tenth, upper 99.8 %", limitsOf(0.1, 20).outer.high, (7 - (0.9996 - 0.999) / (0.9996 - 0.9976)) / 20],
	["20 at a tenth, lower: no fault at all is usual", limitsOf(0.1, 20).inner.low, 0],
	["10 at a half, lower 95 %", limitsOf(0.5, 10).inner.low, (2 - (0.0547 - 0.025) / (0.0547 - 0.0107)) / 10],
	["10 at a half, upper 95 %", limitsOf(0.5, 10).inner.high, (8 - (0.9893 - 0.975) / (0.9893 - 0.9453)) / 10],
	["a district without faults", limitsOf(0, 30).outer.high, 0],
	["a district of faults only", limitsOf(1, 30).outer.low, (30 - 0.999) / 30],
])("limits as in Spiegelhalter 2005, from published tables: %s", (_name, limit, expected) => {
	expect(limit).toBeCloseTo(expected, 2);
	expect(Math.abs(limit - expected)).toBeLessThan(0.002);
});

test("of many inspections no chance is lost: it lies around the rate, and the funnel closes", () => {
	expect(chanceOfAtLeast(binomial(0.3, 100_000), 0)).toBeCloseTo(1, 12);
	const { inner } = limitsOf(0.3, 100_000);
	const half = 1.96 * Math.sqrt((0.3 * 0.7) / 100_000);
	expect([inner.low, inner.high]).toEqual([expect.closeTo(0.3 - half, 4), expect.closeTo(0.3 + half, 4)]);
});

// R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), table I, method 3.
test.each([
	[81, 263, 0.2553, 0.3662],
	[15, 148, 0.0624, 0.1605],
	[0, 20, 0, 0.1611],
	[1, 29, 0.0061, 0.1718],
])("the interval of %i in %i is the published one", (part, whole, low, high) => {
	expect(wilson({ part, whole })).toEqual({ low, high });
});

test("the lady who tastes tea: all four cups by chance once in 70, three or more 17 times", () => {
	const cups = shared({ part: 4, whole: 4 }, { part: 0, whole: 4 });
	expect([chanceOfAtLeast(cups, 4), chanceOfAtLeast(cups, 3), chanceOfAtMost(cups, 2)]).toEqual(
		[1 / 70, 17 / 70, 53 / 70].map((chance) => expect.closeTo(chance, 12)),
	);
});

test.each([
	["each passes the next wider gate", [0.03, 0.01, 0.02], [0.01, 0.02, 0.03]],
	["after the first that fails nobody passes", [0.04, 0.01, 0.03], [0.01]],
	["nobody", [0.02, 0.6, 0.9], []],
])("who is surely unlike the others (Holm): %s", (_name, chances, passed) => {
	expect(
		surely(
			chances.map((chance) => ({ chance })),
			0.05,
		).map(({ chance }) => chance),
	).toEqual(passed);
});

test("nine inspections are not enough to be ranked, however many faults; ten are", () => {
	const { ranked, tooFew, rate } = boardOf(edition({ few: [9, 9], enough: [10, 10], other: [0, 30] }));
	expect(ranked.map(({ unit }) => unit)).toEqual(["other", "enough"]);
	expect(tooFew).toEqual([{ unit: "few", part: 9, whole: 9 }]);
	expect(rate).toEqual({ part: 19, whole: 49 });
});

test("what a village cannot mend itself, and what is appealed, counts neither as a fault nor as an inspection", () => {
	const now = edition({ a: [2, 12], b: [1, 10] });
	const gap: Inspection = ["a", "facility_gap", "stands"];
	const others: Inspection[] = [
		gap,
		gap,
		gap,
		["a", "behavior", "appealed"],
		["b", "clean", "appealed"],
		["a", "facility_gap", "appealed"],
	];
	const board = boardOf({ ...now, inspections: [...now.inspections, ...others] });
	expect(board.rate).toEqual({ part: 3, whole: 22 });
	expect(board.ranked).toEqual(boardOf(now).ranked);
	expect(board.leftOut).toEqual({ gaps: 3, appealed: 3 });
});

test("an appeal can take a village below ten, and out of the ranks", () => {
	const now = edition({ a: [1, 10], b: [1, 10] });
	const [first, ...others] = now.inspections;
	const frozen: Inspection[] = [[first?.[0] ?? "", first?.[1] ?? "clean", "appealed"], ...others];
	expect(boardOf({ ...now, inspections: frozen }).tooFew).toEqual([{ unit: "a", part: 0, whole: 9 }]);
});

const ranksOf = (now: Tallies) => boardOf(edition(now)).ranked.map(({ unit, from, to, tie }) => [unit, from, to, tie]);

// A pair of three is told apart at .05 / 6 = .0083. None of 40 beside 5 of 40 by chance: C(40,5) / C(80,5) = .0274; beside 12: C(40,12) / C(80,12) = .0001.
test.each<[string, Tallies, unknown[]]>([
	[
		"far apart",
		{ b: [12, 40], a: [0, 40], c: [35, 40] },
		[
			["a", 1, 1, 1],
			["b", 2, 2, 2],
			["c", 3, 3, 3],
		],
	],
	[
		"the middle one ties the ends, which are apart",
		{ a: [0, 40], b: [5, 40], c: [12, 40] },
		[
			["a", 1, 2, 1],
			["b", 1, 3, 1],
			["c", 2, 3, 1],
		],
	],
	[
		"two alike, one apart",
		{ a: [1, 40], b: [2, 40], c: [30, 40] },
		[
			["a", 1, 2, 1],
			["b", 1, 2, 1],
			["c", 3, 3, 2],
		],
	],
	[
		"alike",
		{ b: [2, 20], a: [2, 20] },
		[
			["a", 1, 2, 1],
			["b", 1, 2, 1],
		],
	],
	["one alone", { a: [2, 20] }, [["a", 1, 1, 1]]],
])("ranks: %s", (_name, now, ranks) => {
	expect(ranksOf(now)).toEqual(ranks);
});

const DIRTY = { ...alike(19), dirty: [12, 20] } satisfies Tallies;

// 12 beside 2 of 20 by chance: .0011, too often for one of 190 pairs; but beside 38 of 380, once in half a million.
test("who has six times the faults of all others is named, outside the funnel; nobody else is", () => {
	const { lagging, ranked, praised } = boardOf(edition(DIRTY));
	expect([lagging, praised]).toEqual([["dirty"], []]);
	expect(ranked.at(-1)).toEqual({
		unit: "dirty",
		part: 12,
		whole: 20,
		low: 0.3866,
		high: 0.7812,
		from: 1,
		to: 20,
		tie: 1,
		stands: "far_above",
	});
});

test("the last is not named for being last", () => {
	expect(boardOf(edition({ ...alike(19), last: [6, 20] })).lagging).toEqual([]);
});

test.each<[string, Tallies, string[]]>([
	["one in ten, and no more", { ...alike(17), x: [14, 20], y: [16, 20] }, ["y"]],
	["two in twenty", { ...alike(18), x: [14, 20], y: [16, 20] }, ["y", "x"]],
	["nobody among nine", { ...alike(8), x: [18, 20] }, []],
	[
		"five of eight",
		{ ...alike(80), ...Object.fromEntries([13, 14, 15, 16, 17, 18, 19, 20].map((n) => [`x${n}`, [n, 20]])) },
		["x20", "x19", "x18", "x17", "x16"],
	],
	["of equals for whom there is no room, none", { ...alike(17), x: [14, 20], y: [14, 20] }, []],
	["of equal rates the one that was inspected more often", { ...alike(17), x: [14, 20], y: [28, 40] }, ["y"]],
	[
		"not who is most of the district",
		{ ...alike(12, [0, 15]), ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map((n) => [`x${n}`, [1, 15]])), big: [96, 1200] },
		[],
	],
])("how many are named as lagging: %s", (_name, now, named) => {
	expect(boardOf(edition(now)).lagging).toEqual(named);
});

test.each<[string, { unit: string; on: string }[], string[]]>([
	["without help", [], []],
	["after a visit to help", [{ unit: "dirty", on: "2026-10-08" }], ["dirty"]],
	["a visit on the day of the last edition came too early to be its answer", [{ unit: "dirty", on: "2026-09-05" }], []],
	["a visit that is still to come", [{ unit: "dirty", on: "2026-12-06" }], []],
	["a visit to somebody else", [{ unit: "v001", on: "2026-10-08" }], []],
])("named twice running: %s", (_name, helpVisits, named) => {
	expect(boardOf(edition(DIRTY, { last: { on: "2026-09-05", lagging: ["dirty"] }, helpVisits })).lagging).toEqual(named);
});

test("nobody takes the place of who waits for help", () => {
	const now = { ...alike(18), x: [14, 20], y: [16, 20], z: [18, 20] } satisfies Tallies;
	expect(boardOf(edition(now, { last: { on: "2026-09-05", lagging: ["z"] } })).lagging).toEqual(["y"]);
});

test("praised is who surely has fewer faults than the rest, of equals who was inspected more often", () => {
	const now = { ...alike(18, [10, 20]), clean: [0, 20], cleaner: [0, 30], few: [0, 4] } satisfies Tallies;
	expect(boardOf(edition(now)).praised).toEqual(["clean", "cleaner"]);
	expect(boardOf(edition({ ...now, cleanest: [0, 40] })).praised).toEqual(["cleanest", "cleaner"].sort());
	expect(boardOf(edition({ ...alike(19), clean: [0, 20] })).praised).toEqual([]);
});

test.each<[string, Tallies, Tallies, string[]]>([
	["200 inspections show a fall of a fifth", { ...alike(12, [6, 30]), big: [24, 200] }, { ...alike(12, [6, 30]), big: [70, 200] }, ["big"]],
	["ten do not show one of two fifths", { ...alike(12, [6, 30]), small: [2, 10] }, { ...alike(12, [6, 30]), small: [6, 10] }, []],
	["nine before are too few", { ...alike(12, [6, 30]), big: [0, 200] }, { ...alike(12, [6, 30]), big: [9, 9] }, []],
	[
		"who fell with all others has not improved more than they",
		{ ...alike(11, [3, 30]), big: [20, 200] },
		{ ...alike(11, [15, 30]), big: [100, 200] },
		[],
	],
	[
		"where all others got worse, to stay is not to improve",
		{ ...alike(11, [20, 30]), big: [20, 200] },
		{ ...alike(11, [3, 30]), big: [22, 200] },
		[],
	],
])("who improved most: %s", (_name, now, before, named) => {
	expect(boardOf(edition(now, { before: all(before) })).improved.map(({ unit }) => unit)).toEqual(named);
});

test("who improved is told with what was before", () => {
	const before = all({ ...alike(12, [6, 30]), big: [70, 200] });
	expect(boardOf(edition({ ...alike(12, [6, 30]), big: [24, 200] }, { before })).improved).toEqual([
		{ unit: "big", before: { part: 70, whole: 200 } },
	]);
});

const UNITS = 30;
const RATE = 0.12;
const wholeOf = (unit: number) => 10 + unit * 2;
const DISTRICTS = 1000;

function districts(seed: number, rateOf: (unit: number) => number, rateBefore = RATE) {
	const random = seededRandom(seed);
	const found = (rate: number, whole: number) => Array.from({ length: whole }).filter(() => random.chance(rate)).length;
	const drawn = (rate: (unit: number) => number): Tallies =>
		Object.fromEntries(Array.from({ length: UNITS }, (_, unit) => [`v${unit}`, [found(rate(unit), wholeOf(unit)), wholeOf(unit)]]));
	return Array.from({ length: DISTRICTS }, () => boardOf(edition(drawn(rateOf), { before: all(drawn(() => rateBefore)) })));
}

test("of 1,000 districts without real differences at most one in twenty names anybody, on any list, or parts any ranks", () => {
	const boards = districts(11, () => RATE);
	const share = (isSo: (board: Board) => boolean) => boards.filter(isSo).length / DISTRICTS;
	expect(share(({ lagging }) => lagging.length > 0)).toBeLessThanOrEqual(0.05);
	expect(share(({ praised }) => praised.length > 0)).toBeLessThanOrEqual(0.05);
	expect(share(({ improved }) => improved.length > 0)).toBeLessThanOrEqual(0.05);
	expect(share(({ ranked }) => ranked.some(({ from, to }) => to - from < UNITS - 1))).toBeLessThanOrEqual(0.05);
});

test("where faults halve everywhere with the season, hardly anybody is called improved", () => {
	const improving = districts(12, () => RATE / 2).filter(({ improved }) => improved.length > 0);
	expect(improving.length / DISTRICTS).toBeLessThanOrEqual(0.05);
});

/** How often a village with so many times the faults of all others passes Holm's narrowest gate, over all that it and the others may show. */
function powerFor(whole: number, times: number): number {
	const others = Array.from({ length: UNITS }, (_, unit) => wholeOf(unit)).reduce((sum, n) => sum + n, 0) - whole;
	const [own, rest] = [binomial(RATE * times, whole), binomial(RATE, others)];
	const isNamed = (part: number, beside: number) =>
		chanceOfAtLeast(shared({ part, whole }, { part: beside, whole: others }), part) <= USUAL.error / UNITS;
	const likely = [...rest.of.entries()].filter(([, chance]) => chance > 1e-6);
	return own.of.reduce(
		(sum, chance, part) => sum + likely.reduce((inner, [beside, other]) => inner + (isNamed(part, beside) ? chance * other : 0), 0),
		0,
	);
}

test.each([
	["twice", 2],
	["three times", 3],
])("of 1,000 districts in which one village has %s the faults it is named in as many as its power tells", (_name, times) => {
	const dirty = UNITS - 1;
	const power = powerFor(wholeOf(dirty), times);
	const named = districts(13, (unit) => (unit === dirty ? RATE * times : RATE)).filter(({ lagging }) => lagging.includes(`v${dirty}`));
	const sure = 3 * Math.sqrt((power * (1 - power)) / DISTRICTS);
	expect(Math.abs(named.length / DISTRICTS - power)).toBeLessThan(sure);
});

const LAST = { on: "2026-09-05", lagging: ["v003", "dirty"] };
const SEASON = edition(DIRTY, { last: LAST, helpVisits: [{ unit: "dirty", on: "2026-10-08" }], before: all({ ...DIRTY, gone: [1, 12] }) });

test("the file alone gives the board again, byte for byte, in whatever order it was written down", () => {
	const text = boardText(SEASON);
	expect(reboard(text)).toMatchObject({ result: canonicalJson(boardOf(SEASON)), faults: [] });
	const { units, inspections, before } = SEASON;
	const turned = { units: units.toReversed(), inspections: inspections.toReversed(), before: before.toReversed() };
	expect(boardText({ ...SEASON, ...turned, last: { ...LAST, lagging: LAST.lagging.toReversed() } })).toBe(text);
});

type Change = (file: Edition & { result: Board }) => object;
const changed = (change: Change) => {
	const file = JSON.parse(boardText(SEASON));
	const text = { ...file, ...change(file) };
	return `{\n${Object.keys(file)
		.map((key) => `"${key}":${canonical(text[key])}`)
		.join(",\n")}\n}\n`;
};

test.each<[string, Change, string[]]>([
	["a fault was left out", ({ inspections }) => ({ inspections: inspections.slice(1) }), ["digest", "result", "bytes"]],
	["a name was struck from the board", ({ result }) => ({ result: { ...result, lagging: [] } }), ["result", "bytes"]],
	[
		"an appeal was forgotten",
		({ inspections }) => ({ inspections: inspections.with(0, ["dirty", "clean", "appealed"]) }),
		["digest", "result", "bytes"],
	],
	["another rule", ({ parameters }) => ({ parameters: { ...parameters, least: 30 } }), ["digest", "result", "bytes"]],
	["the inspections are in another order", ({ inspections }) => ({ inspections: inspections.toReversed() }), ["digest", "bytes"]],
	["a place that is not on the list", ({ inspections }) => ({ inspections: [...inspections, ["x", "clean", "stands"]] }), ["unreadable"]],
	["a place twice on the list", ({ units }) => ({ units: [...units, ...units] }), ["unreadable"]],
	["a cause that there is not", ({ inspections }) => ({ inspections: [...inspections, ["dirty", "ugly", "stands"]] }), ["unreadable"]],
	["a day that is none", () => ({ last: { ...LAST, on: "soon" } }), ["unreadable"]],
	["a rule that is none", ({ parameters }) => ({ parameters: { ...parameters, error: 2 } }), ["unreadable"]],
	["another kind of file", () => ({ format: "tingyuan-votes/1" }), ["unreadable"]],
	["no inspections", () => ({ inspections: null }), ["unreadable"]],
])("a changed file is told: %s", (_name, change, faults) => {
	expect(reboard(changed(change)).faults).toEqual(faults);
});

test("a file that is none is told", () => {
	expect(changed(() => ({}))).toBe(boardText(SEASON));
	expect(reboard("x").faults).toEqual(["unreadable"]);
});
