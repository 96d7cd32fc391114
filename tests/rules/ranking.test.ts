import { expect, test } from "vitest";
import { compareRates, perThousand, ranked } from "#domain/ranking.ts";

interface Thing {
	name: string;
	points: number;
}
const thingsOf = (points: number[]) => points.map((points, n): Thing => ({ name: "abcdef"[n] ?? "", points }));
const compare = (a: Thing, b: Thing) => b.points - a.points;
const placesOf = (points: number[], draw?: (equals: Thing[]) => Thing[]) =>
	ranked(thingsOf(points), { compare, draw }).map(({ thing, place, isTied }) => `${place}${thing.name}${isTied ? "=" : ""}`);

test.each([
	["the best comes first", [5, 9, 2], ["1b", "2a", "3c"]],
	["equals share a place as they were given, and the next place is left out", [5, 9, 5, 2], ["1b", "2a=", "2c=", "4d"]],
	["equals at the top share it", [9, 9, 9], ["1a=", "1b=", "1c="]],
	["of nothing nothing is ranked", [], []],
])("%s", (_what, points, places) => {
	expect(placesOf(points)).toEqual(places);
});

test("equals that are drawn stand in the order of the draw, each on a place of its own; others are not drawn", () => {
	expect(placesOf([5, 9, 5, 2, 5], (equals) => equals.toReversed())).toEqual(["1b", "2e=", "3c=", "4a=", "5d"]);
});

test.each([
	["a third and two sixths are equal", [1, 3], [2, 6], 0],
	["no rounding decides between large wholes", [333_333_333_333_333, 1_000_000_000_000_000], [1, 3], 1],
	["a part of nothing is more than no part", [1, 0], [0, 5], -1],
])("%s", (_what, [a = 0, ofA = 0], [b = 0, ofB = 0], order) => {
	expect(compareRates({ part: a, whole: ofA }, { part: b, whole: ofB })).toBe(order);
	expect(compareRates({ part: b, whole: ofB }, { part: a, whole: ofA })).toBe(order === 0 ? 0 : -order);
});

test.each([
	[1, 6, "166.67"],
	[1, 3, "333.33"],
	[1, 200_000, "0.01"],
	[0, 7, "0.00"],
	[7, 7, "1000.00"],
])("%i of %i is %s per thousand", (part, whole, said) => {
	expect(perThousand({ part, whole })).toBe(said);
});
