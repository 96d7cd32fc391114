import { expect, test } from "vitest";
import type { Calendar } from "#domain/calendar/types.ts";
import {
	codeOfSheet,
	correctionsOf,
	newestOver,
	noticeEnds,
	printedCode,
	recordEnds,
	recordOf,
	reviewEnds,
	sheetCode,
} from "#domain/closes/rules.ts";

const beijing = (moment: string) => new Date(`${moment}:00+08:00`);

test.each([
	["2026-11-25T23:59", "2026-11"],
	["2026-11-26T00:00", "2026-12"],
	["2026-12-31T12:00", "2027-01"],
	["2027-02-26T00:00", "2027-03"],
	["2028-02-29T12:00", "2028-03"],
])("what comes at %s belongs to the record of %s", (at, month) => {
	expect(recordOf(beijing(at))).toBe(month);
});

test.each([
	["2026-11-25T23:59", "2026-10"],
	["2026-11-26T00:00", "2026-11"],
	["2027-01-10T00:00", "2026-12"],
])("at %s the newest month that may be closed is %s", (at, month) => {
	expect(newestOver(beijing(at))).toBe(month);
});

test.each([
	["an ordinary month", "2026-11", "2026-11-26T00:00", "2026-11-29T00:00"],
	["a December", "2026-12", "2026-12-26T00:00", "2026-12-29T00:00"],
	["a February", "2027-02", "2027-02-26T00:00", "2027-03-01T00:00"],
	["a February with a leap day", "2028-02", "2028-02-26T00:00", "2028-02-29T00:00"],
])("%s: the record ends, then the review", (_what, month, ends, notice) => {
	expect([recordEnds(month), reviewEnds(month)]).toEqual([beijing(ends), beijing(notice)]);
});

// The Spring Festival of 2026, with a Saturday on which people work.
const CALENDAR: Calendar = new Map([
	...["15", "16", "17", "18", "19", "20", "21", "22", "23"].map((day) => [`2026-02-${day}`, "rest"] as const),
	["2026-02-14", "work"],
	["2026-10-01", "rest"],
]);

test.each([
	["five days with a weekend", "2026-01-29T10:00", 5, "2026-02-04T00:00"],
	["three days with a weekend wait for three working days", "2026-01-29T10:00", 3, "2026-02-04T00:00"],
	["three days from a Monday", "2026-03-02T10:00", 3, "2026-03-06T00:00"],
	["over the Spring Festival, until the office was open for three days", "2026-02-13T10:00", 5, "2026-02-26T00:00"],
	["fifteen days outlast the festival", "2026-02-13T10:00", 15, "2026-03-01T00:00"],
	["over the end of a year", "2026-12-30T10:00", 5, "2027-01-05T00:00"],
])("a notice of %s", (_what, at, days, until) => {
	expect(noticeEnds(beijing(at), days, CALENDAR).until).toEqual(beijing(until));
});

test("a year without known holidays is uncertain", () => {
	expect([
		noticeEnds(beijing("2026-03-02T10:00"), 5, CALENDAR).isCertain,
		noticeEnds(beijing("2026-12-31T10:00"), 5, CALENDAR).isCertain,
	]).toEqual([true, false]);
});

test("the code follows from head, month, place and each figure of the sheet", () => {
	const line = { hamlet: "东沟", number: "0001", earned: 5, spent: -2, balance: 8 };
	const sheet = { place: "990101100201", month: "2026-11", headHash: "a".repeat(64), lines: [line] };
	const others = [
		{ ...sheet, place: "990101100202" },
		{ ...sheet, month: "2026-12" },
		{ ...sheet, headHash: "b".repeat(64) },
		{ ...sheet, lines: [] },
		...[{ hamlet: "西坡" }, { number: "0002" }, { earned: 6 }, { spent: -1 }, { balance: 9 }].map((more) => ({
			...sheet,
			lines: [{ ...line, ...more }],
		})),
	];
	const codes = [sheet, ...others].map(codeOfSheet);
	expect(new Set(codes).size).toBe(codes.length);
	expect(codeOfSheet(structuredClone(sheet))).toBe(codes[0]);
	expect(codes[0]).toMatch(/^[0-9a-hjkmnp-tv-z]{12}$/);
});

test("a code is read however it was typed", () => {
	expect(printedCode("0123abcdwxyz")).toBe("0123-ABCD-WXYZ");
	for (const typed of ["0123-ABCD-WXYZ", "o123 abcd wxyz", "0i23abcdwxyz", "０１２３ＡＢＣＤＷＸＹＺ"])
		expect(sheetCode(typed)).toMatch(/^01?[12]23?3abcdwxyz$/);
	expect(["", "0123-abcd", "0123-abcd-wxyu", "0123-abcd-wxyz-1"].map(sheetCode)).toEqual([null, null, null, null]);
});

test.each([
	["what was given may be none, or what the rule pays", { points: 3, most: 10 }, { least: -3, most: 7 }],
	["more than the rule pays is not added", { points: 12, most: 10 }, { least: -12, most: 0 }],
	["what was taken may come back", { points: -5, most: 10 }, { least: 0, most: 5 }],
	["what is only held may be paid", { points: 0, most: 5 }, { least: 0, most: 5 }],
])("%s", (_what, entry, bounds) => {
	expect(correctionsOf(entry)).toEqual(bounds);
});
