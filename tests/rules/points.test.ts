import { expect, test } from "vitest";
import { pointsOf, reversible } from "#domain/points/rules.ts";

const P01 = { points: 5, capCount: 2, awardsInPeriod: 0, earnedByEvidence: 0 };

test.each([
	["the first of the month pays", P01, 5, false],
	["the second of the month pays", { ...P01, awardsInPeriod: 1 }, 5, false],
	["the third of the month pays nothing and says so", { ...P01, awardsInPeriod: 2 }, 0, true],
	["a rule without a cap always pays", { ...P01, capCount: null, awardsInPeriod: 40 }, 5, false],
	["the same evidence is paid once", { ...P01, earnedByEvidence: 5 }, 0, false],
	["what was taken back in part is paid again in that part", { ...P01, earnedByEvidence: 2 }, 3, false],
	["evidence from which more was taken than it earned pays what the rule says and no more", { ...P01, earnedByEvidence: -3 }, 5, false],
	["evidence that earned more under an older rule is not charged", { ...P01, earnedByEvidence: 8 }, 0, false],
])("%s", (_name, award, points, isPastCap) => {
	expect(pointsOf(award)).toEqual({ points, isPastCap });
});

test.each([
	["an award is taken back whole", 5, 12, 5],
	["only as far as the balance reaches", 5, 3, 3],
	["a spent award leaves no debt", 5, 0, 0],
])("%s", (_name, points, balance, taken) => {
	expect(reversible({ points, balance })).toBe(taken);
});
