import { expect, test } from "vitest";
import { seasonOf, solarTermOf } from "#i18n/seasons.ts";

test.each([
	["the day after 立春", "2026-02-05T12:00:00+08:00", 2026, "spring"],
	["the day before 立春 is still last year's winter", "2026-02-03T12:00:00+08:00", 2025, "winter"],
	["the day after 立夏", "2026-05-06T12:00:00+08:00", 2026, "summer"],
	["the day after 立秋", "2026-08-08T12:00:00+08:00", 2026, "autumn"],
	["the day before 立冬", "2026-11-06T12:00:00+08:00", 2026, "autumn"],
	["the day after 立冬", "2026-11-08T12:00:00+08:00", 2026, "winter"],
	["the last evening of the year in Beijing", "2026-12-31T23:59:00+08:00", 2026, "winter"],
	["a New Year's morning in Beijing", "2027-01-01T00:30:00+08:00", 2026, "winter"],
])("%s", (_name, at, year, season) => {
	expect(seasonOf(new Date(at))).toEqual({ year, season });
});

test.each([
	["春分", "2026-03-21T12:00:00+08:00", 0],
	["清明", "2026-04-06T12:00:00+08:00", 1],
	["夏至", "2026-06-22T12:00:00+08:00", 6],
	["霜降", "2026-10-24T12:00:00+08:00", 14],
	["立冬", "2026-11-08T12:00:00+08:00", 15],
	["小雪", "2026-11-23T12:00:00+08:00", 16],
	["冬至", "2026-12-22T12:00:00+08:00", 18],
	["大寒", "2027-01-21T12:00:00+08:00", 20],
	["惊蛰", "2027-03-07T12:00:00+08:00", 23],
])("%s is the term of its day", (_name, at, term) => {
	expect(solarTermOf(new Date(at))).toBe(term);
});
