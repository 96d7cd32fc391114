import { expect, test } from "vitest";
import { breachOf, isHouseholds } from "#domain/lookbacks/rules.ts";
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

const N01 = { points: -5, capCount: 4, times: 0, lost: 0, balance: 30 };

test.each([
	["a breach costs what the line says", N01, 5],
	["never below zero", { ...N01, balance: 3 }, 3],
	["nothing where nothing is left", { ...N01, balance: 0 }, 0],
	["the fourth of a quarter", { ...N01, times: 3, lost: 15 }, 5],
	["not the fifth", { ...N01, times: 4, lost: 20 }, 0],
	["twenty a quarter, also where the rules changed in between", { ...N01, points: -5, times: 2, lost: 18 }, 2],
	["nothing where the village's line is nought", { ...N01, points: 0 }, 0],
])("%s", (_name, breach, lost) => {
	expect(breachOf(breach)).toBe(lost);
});

test.each([
	["behavior", true],
	["cleaning_duty", true],
	["facility_gap", false],
	["legacy", false],
	["cross_boundary", false],
	["construction", false],
	[null, false],
] as const)("a yard that is untidy because of %s is the household's own: %s", (cause, isOwn) => {
	expect(isHouseholds(cause)).toBe(isOwn);
});
