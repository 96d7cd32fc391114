import { expect, test } from "vitest";
import { lot } from "#domain/draws/draws.ts";
import { sha256 } from "#platform/hash.ts";

const THINGS = ["a", "b", "c", "d", "e"];
/** What anybody does who was told the seed. */
const byHand = (seed: string, purpose: string) =>
	THINGS.map((thing) => `${sha256(`${seed}:${purpose}:${thing}`)} ${thing}`)
		.sort()
		.map((line) => line.slice(-1));

test("a draw is the order of the tickets, whichever way the things were given", () => {
	expect(lot("seed", "purpose", THINGS)).toEqual(byHand("seed", "purpose"));
	expect(lot("seed", "purpose", THINGS.toReversed())).toEqual(byHand("seed", "purpose"));
	expect(lot("seed", "purpose", THINGS, 2)).toEqual(byHand("seed", "purpose").slice(0, 2));
});

test.each([
	["another seed", "other", "purpose"],
	["another purpose", "seed", "other"],
])("%s is another draw", (_what, seed, purpose) => {
	expect(lot(seed, purpose, THINGS)).toEqual(byHand(seed, purpose));
	expect(lot(seed, purpose, THINGS)).not.toEqual(lot("seed", "purpose", THINGS));
});

test("figures are drawn like words, and stay figures", () => {
	expect(lot("seed", "purpose", [1, 2, 3]).map(String)).toEqual(lot("seed", "purpose", ["1", "2", "3"]));
});
