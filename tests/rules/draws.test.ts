import { expect, test } from "vitest";
import { lot } from "#domain/draws/draws.ts";
import { shuffled } from "#domain/draws/pile.ts";
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

test("a pile is shuffled as the seed says, on any machine, and keeps what is in it", async () => {
	const pile = [1, 1, 1, 1, 1, 3, 3, 3, 3, 12, 12, 12];
	const laid = await shuffled("seed", "slips", pile);
	expect(laid).toEqual([1, 12, 1, 1, 12, 1, 12, 3, 3, 3, 3, 1]);
	expect(laid.toSorted((a, b) => a - b)).toEqual(pile);
	const long = [...new Array<number>(25_000).fill(1), ...new Array<number>(30_000).fill(2), ...new Array<number>(9).fill(7)];
	expect(sha256(JSON.stringify(await shuffled("0".repeat(64), "slips", long)))).toBe(
		"3cb4adb75cf10e203a7302cbd414c6e079cff4b662c04bfa139b63623e5b2416",
	);
	expect(await shuffled("seed", "other", pile)).not.toEqual(laid);
	expect([await shuffled("seed", "slips", []), await shuffled("seed", "slips", [5])]).toEqual([[], [5]]);
});
