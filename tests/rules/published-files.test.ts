import { expect, test } from "vitest";
import { commitmentOf } from "#domain/draws/draws.ts";
import { compared, unreadable } from "#domain/published-files/again.ts";
import { digestOf, fileText } from "#domain/published-files/text.ts";
import { sha256 } from "#platform/hash.ts";

const ORDER = ["title", "rules", "rows"] as const;
const BOARD = { rows: [["a", 1]], title: "红榜", rules: { z: 1, a: { c: [2, 1], b: null } } };
const TEXT = '{\n"title":"红榜",\n"rules":{"a":{"b":null,"c":[2,1]},"z":1},\n"rows":[["a",1]]\n}\n';

test("a file is one line for each key, in the given order, with the keys inside in theirs", () => {
	expect(fileText(ORDER, BOARD)).toBe(TEXT);
	expect(digestOf(["title", "rows"], BOARD)).toBe(sha256('"title":"红榜"\n"rows":[["a",1]]\n'));
});

const FOLLOWS = { digest: "d", result: { first: "a" } };
const DRAWS = { seed: "s", commitment: commitmentOf("s") };
const SAID = { ...FOLLOWS, draws: DRAWS };
const SOUND = { text: TEXT, said: SAID, follows: FOLLOWS, written: TEXT, own: [] };

test("what follows from a file is its result, and where all agrees nothing is wrong", () => {
	expect(compared(SOUND)).toEqual({ result: '{"first":"a"}', sha256: sha256(TEXT), faults: [] });
	expect(compared({ ...SOUND, said: FOLLOWS }).faults, "nothing was drawn").toEqual([]);
});

test.each([
	["another seed than was committed to", "commitment", { said: { ...SAID, draws: { ...DRAWS, seed: "other" } } }],
	["another digest", "digest", { said: { ...SAID, digest: "e" } }],
	["another result", "result", { said: { ...SAID, result: { first: "b" } } }],
	["another byte", "bytes", { text: `${TEXT} ` }],
	["a fault of its own kind", "rows_order", { own: [["rows_order", true] as const, ["rows_sum", false] as const] }],
])("it is told that a file has %s", (_what, fault, change) => {
	expect(compared<string>({ ...SOUND, ...change } as typeof SOUND).faults).toEqual([fault]);
});

test("of what cannot be read nothing follows", () => {
	expect(unreadable("x")).toEqual({ result: null, sha256: sha256("x"), faults: ["unreadable"] });
});
