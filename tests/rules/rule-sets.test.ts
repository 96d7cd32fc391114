import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { LIST_RULES } from "#domain/awards/types.ts";
import * as codes from "#domain/points/rules.ts";
import { FIRST_RULES, monthsOfPeriod, pointsForStars } from "#domain/points/rules.ts";
import { forbiddenIn, type PaidRow, previewOf, readLine, VILLAGE_CODES } from "#domain/rule-sets/rules.ts";

test("the rules with which a site begins are the table of the field", () => {
	const table = FIRST_RULES.map(({ code, points, heldPoints, gradePoints, capCount, capPeriod }) => [
		...[code, points, heldPoints, gradePoints, capCount === null ? "–" : `${capCount} per ${capPeriod}`],
	]);
	expect(table).toEqual([
		["P01", 5, 3, null, "2 per month"],
		["P02", 10, 0, null, "1 per month"],
		["P03", 10, 0, [10, 15, 20], "1 per month"],
		["P04", 10, 0, null, "4 per month"],
		["P05", 10, 0, null, "2 per month"],
		["P06", 3, 0, null, "10 per month"],
		["P07", 20, 0, null, "2 per quarter"],
		["P08", 10, 0, null, "1 per quarter"],
		["P09", 20, 0, null, "1 per quarter"],
		["P10", 5, 0, null, "4 per month"],
		["N01", -5, 0, null, "4 per quarter"],
		["N02", 0, 0, null, "–"],
		["T01", 0, 0, null, "–"],
		["T02", 0, 0, null, "–"],
	]);
});

test.each([
	[1, 0],
	[2, 0],
	[3, 10],
	[4, 15],
	[5, 20],
	[6, 0],
])("%i stars bring %i", (stars, points) => {
	expect(pointsForStars({ gradePoints: [10, 15, 20] }, stars)).toBe(points);
});

test.each([
	["2026-01", "quarter", ["2026-01", "2026-02", "2026-03"]],
	["2028-02", "quarter", ["2028-01", "2028-02", "2028-03"]],
	["2026-12", "quarter", ["2026-10", "2026-11", "2026-12"]],
	["2026-12", "month", ["2026-12"]],
] as const)("the period of %s by %s is %j", (month, period, months) => {
	expect(monthsOfPeriod(month, period)).toEqual(months);
});

// N02 is the reversal of an award; it has no points of its own.
test("each line of the table is written down by a command", () => {
	const written = globSync("src/domain/**/*.ts")
		.map((file) => readFileSync(file, "utf8"))
		.join();
	const paid = Object.entries(codes).flatMap(([name, code]) => (written.includes(`rule: ${name}`) ? [String(code)] : []));
	const known = ["N02", ...paid, ...LIST_RULES];
	expect(VILLAGE_CODES.filter((code) => !known.includes(code))).toEqual([]);
});

const typed = (more = {}) => ({ points: "5", held: "3", times: "2", period: "month", remark: "", ...more });
test.each([
	["P01", typed(), { points: 5, heldPoints: 3, capCount: 2, capPeriod: "month" }],
	["P01", typed({ times: "" }), { capCount: null, capPeriod: null }],
	["P04", typed({ points: "0" }), { points: 0, heldPoints: 0 }],
	["P03", typed({ four: "8", five: "8" }), { points: 5, gradePoints: [5, 8, 8], heldPoints: 0 }],
	["N01", typed({ times: "4", period: "quarter" }), { points: -5, capCount: 4 }],
	["N02", typed({ points: "40" }), { points: 0, capCount: null }],
	["P01", typed({ points: "51" }), "points"],
	["P01", typed({ points: "-5" }), "points"],
	["P01", typed({ points: "1.5" }), "points"],
	["P01", typed({ points: "" }), "points"],
	["P01", typed({ held: "6" }), "held"],
	["P01", typed({ times: "0" }), "times"],
	["P01", typed({ times: "32" }), "times"],
	["P03", typed({ four: "4", five: "9" }), "stars"],
	["P03", typed({ four: "9", five: "51" }), "stars"],
	["N01", typed({ times: "5", period: "quarter" }), "lost"],
	["N01", typed({ times: "1", period: "month" }), "lost"],
	["N01", typed({ times: "", period: "quarter" }), "lost"],
] as const)("%s typed as %j is %j", (code, line, read) => {
	const got = readLine(code, line);
	if (typeof read === "string") expect(got).toBe(read);
	else expect(got).toMatchObject(read);
});

test("words that tie points to money or to a right are found", () => {
	expect(["年底低保要看积分", "不参加的罚款50元", "优先入学", "影响医保"].map(forbiddenIn)).toEqual(["低保", "罚款", "入学", "医保"]);
	expect(["由妇联登记", "要有前后照片", ""].map(forbiddenIn)).toEqual([undefined, undefined, undefined]);
});

const paid = (householdId: string, code: PaidRow["code"], evidence: string, points: number, month = "2026-10"): PaidRow => ({
	...{ householdId, code, evidence, points, month },
	gradePoints: code === "P03" ? [10, 15, 20] : null,
});

test("a preview pays the same awards under other lines, with their limits, and tells households only by how many", () => {
	const lines = FIRST_RULES.map((line) =>
		line.code === "P01"
			? { ...line, points: 8, capCount: 1 }
			: line.code === "P03"
				? { ...line, gradePoints: [5, 10, 30] as [number, number, number] }
				: line,
	);
	const rows = [
		// What is paid and what is held of one pair is one award; what was taken back is none.
		...[
			paid("bao", "P01", "a", 2),
			paid("bao", "P01", "a", 3),
			paid("bao", "P01", "b", 5),
			paid("bao", "P01", "c", 5),
			paid("bao", "P01", "c", -5),
		],
		...[paid("bao", "P01", "d", 5, "2026-11"), paid("chen", "P03", "e", 20), paid("du", "P04", "f", 10)],
	];
	expect(previewOf(rows, lines, ["2026-09", "2026-10", "2026-11"])).toEqual({
		months: ["2026-09", "2026-10", "2026-11"],
		lines: [
			{ code: "P01", paid: 15, would: 16 },
			{ code: "P03", paid: 20, would: 30 },
			{ code: "P04", paid: 10, would: 10 },
		],
		...{ more: 2, less: 0, same: 1, mostMore: 10, mostLess: 0 },
	});
	expect(previewOf(rows, FIRST_RULES, []).lines.every(({ paid: was, would }) => was === would)).toBe(true);
	expect(VILLAGE_CODES).toHaveLength(12);
});
