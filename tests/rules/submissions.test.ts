import { expect, test } from "vitest";
import { freePosition, isEditable, missingIn } from "#domain/submissions/rules.ts";

test.each([
	["an empty side", [], 1],
	["one taken", [1], 2],
	["a gap", [1, 3], 2],
	["a full side", [1, 2, 3], undefined],
])("the next photo goes to the lowest free place: %s", (_name, taken, position) => {
	expect(freePosition(taken)).toBe(position);
});

test.each([
	["draft", true],
	["returned", true],
	["waiting", false],
	["published", false],
	["declined", false],
	["withdrawn", false],
] as const)("what is %s may be edited: %s", (stage, is) => {
	expect(isEditable(stage)).toBe(is);
});

test("what is missing is named in the order of the steps", () => {
	expect(missingIn({ sides: [], categoryCode: null, startedBy: null })).toEqual(["before", "after", "category", "startedBy"]);
	expect(missingIn({ sides: ["after", "before"], categoryCode: "H-01", startedBy: "notice" })).toEqual([]);
});
