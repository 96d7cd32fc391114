import { expect, test } from "vitest";
import { figureKnown, shareOf, sharesOf, yearUntil } from "#domain/maps/rules.ts";

test.each([
	["clean", 0, 0, 0],
	["clean", 9, 9, 0],
	["clean", 6, 10, 1],
	["clean", 7, 10, 2],
	["clean", 94, 100, 4],
	["clean", 95, 100, 5],
	["part", 0, 5, 1],
	["part", 1, 20, 2],
	["self", 4, 5, 5],
	["in_time", 99, 100, 4],
	["in_time", 5, 5, 5],
] as const)("of %s, %i of %i are as dark as %i", (figure, part, whole, depth) => {
	expect(shareOf(figure, part, whole)).toEqual({ part, whole, depth });
});

const shares = (clean: [number, number], households: [number, number]) => ({
	clean: shareOf("clean", ...clean),
	part: shareOf("part", ...households),
	self: shareOf("self", 0, 0),
	in_time: shareOf("in_time", 0, 0),
});

test("a town's share is that of its villages together, also where each alone is too small to tell", () => {
	const together = sharesOf([shares([4, 6], [1, 4]), shares([5, 6], [0, 4])]);
	expect([together.clean, together.part]).toEqual([
		{ part: 9, whole: 12, depth: 2 },
		{ part: 1, whole: 8, depth: 2 },
	]);
});

test("the map begins with looks if anybody looked, otherwise with households", () => {
	expect(figureKnown([shares([9, 9], [1, 9]), shares([9, 10], [1, 9])])).toBe("clean");
	expect([figureKnown([shares([1, 1], [1, 9])]), figureKnown([])]).toEqual(["part", "part"]);
});

test("a year is the month and the eleven before it", () => {
	expect(yearUntil("2026-11")).toEqual([
		...["2025-12", "2026-01", "2026-02", "2026-03", "2026-04", "2026-05"],
		...["2026-06", "2026-07", "2026-08", "2026-09", "2026-10", "2026-11"],
	]);
	expect(yearUntil("2026-12")[0]).toBe("2026-01");
});
