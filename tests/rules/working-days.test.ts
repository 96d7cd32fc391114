import { expect, test } from "vitest";
import { ARRANGEMENTS } from "#domain/calendar/arrangements.ts";
import { addDays, isDay } from "#domain/calendar/rules.ts";
import type { Calendar, Mark } from "#domain/calendar/types.ts";
import { isKnownYear, isWorkingDay, workingDaysAfter } from "#domain/calendar/working-days.ts";

const calendar: Calendar = new Map(
	ARRANGEMENTS.flatMap(({ from, until, work }) => {
		const marks: [string, Mark][] = work.map((day) => [day, "work"]);
		for (let day = from; day <= until; day = addDays(day, 1)) marks.push([day, "rest"]);
		return marks;
	}),
);
const weekday = (day: string) => new Date(day).getUTCDay();

test("one works instead only on days of a weekend, and no day is marked twice", () => {
	expect(ARRANGEMENTS.flatMap(({ work }) => work).filter((day) => !isDay(day) || ![0, 6].includes(weekday(day)))).toEqual([]);
	const days = ARRANGEMENTS.flatMap(({ from, until, work }) => [from, until === from ? [] : until, work].flat());
	expect(new Set(days).size).toBe(days.length);
});

// 365 days, 104 of them weekends, 13 free by law (全国年节及纪念日放假办法, 2024): 调休 only moves them.
test.each(["2025", "2026"])("%s has 248 working days", (year) => {
	const all = Array.from({ length: 365 }, (_, n) => addDays(`${year}-01-01`, n));
	expect(all.filter((day) => isWorkingDay(day, calendar))).toHaveLength(248);
	expect(isKnownYear(year, calendar)).toBe(true);
});

test.each([
	["a Friday before a weekend", "2026-11-06", 1, "2026-11-09"],
	["a Sunday on which one works", "2026-01-03", 1, "2026-01-04"],
	["over Spring Festival", "2026-02-13", 3, "2026-02-25"],
	["over National Day, with the Saturday that is worked", "2026-09-30", 3, "2026-10-10"],
	["none", "2026-10-01", 0, "2026-10-01"],
	["twenty", "2026-11-02", 20, "2026-11-30"],
])("working days after %s", (_name, from, count, day) => {
	expect(workingDaysAfter(from, count, calendar)).toEqual({ day, isCertain: true });
});

test("in a year whose holidays are not known only weekends are free, and the answer says so", () => {
	expect(isKnownYear("2027", calendar)).toBe(false);
	expect(workingDaysAfter("2026-12-31", 1, calendar)).toEqual({ day: "2027-01-01", isCertain: false });
	expect(workingDaysAfter("2026-12-30", 1, calendar)).toEqual({ day: "2026-12-31", isCertain: true });
	const begun: Calendar = new Map([...calendar, ["2027-01-01", "rest"]]);
	expect(workingDaysAfter("2026-12-31", 1, begun)).toEqual({ day: "2027-01-04", isCertain: false });
});
