import { expect, test } from "vitest";
import { lunarDays } from "#domain/publicity/calendar/lunar.ts";
import { isMonth, isQuiet, monthBeside, weeksOf } from "#domain/publicity/calendar/rules.ts";
import { messagesFor } from "#i18n/messages.ts";

const at = (time: string) => new Date(`2026-12-08T${time}:00+08:00`);

test.each([
	["07:29", true],
	["07:30", false],
	["12:00", false],
	["19:59", false],
	["20:00", true],
	["00:00", true],
])("at %s a loudspeaker is silent: %s", (time, quiet) => {
	expect(isQuiet(at(time))).toBe(quiet);
});

test("a month's sheet has whole weeks from Monday, over the year's end too", () => {
	const december = weeksOf("2026-12");
	expect([december.length, december[0]?.[0], december.at(-1)?.at(-1)]).toEqual([5, "2026-11-30", "2027-01-03"]);
	const february = weeksOf("2027-02");
	expect([february.length, february[0]?.[0], february.at(-1)?.at(-1)]).toEqual([4, "2027-02-01", "2027-02-28"]);
});

test.each([
	["2026-12", "2027-01", "2026-11"],
	["2027-01", "2027-02", "2026-12"],
	["2028-02", "2028-03", "2028-01"],
])("beside %s lie %s and %s", (month, next, before) => {
	expect([monthBeside(month, 1), monthBeside(month, -1)]).toEqual([next, before]);
});

test("a month is four digits of this century and one of twelve", () => {
	expect(["2026-12", "2026-13", "2026-1", "1999-12", "2026-12-01"].map(isMonth)).toEqual([true, false, false, false, false]);
});

// 国务院办公厅 2026 年节假日安排 names the days of 春节, 清明, 端午 and 中秋; the terms are those of GB/T 33661-2017 as the Purple Mountain Observatory publishes them.
test.each([
	["2026-02-17", { month: 1, day: 1, term: null, festivals: ["spring"] }],
	["2026-04-05", { month: 2, day: 18, term: 7, festivals: ["clear_and_bright"] }],
	["2026-06-19", { month: 5, day: 5, term: null, festivals: ["dragon_boat"] }],
	["2026-09-23", { month: 8, day: 13, term: 18, festivals: ["harvest"] }],
	["2026-09-25", { month: 8, day: 15, term: null, festivals: ["mid_autumn"] }],
	["2026-12-22", { month: 11, day: 14, term: 0, festivals: ["midwinter"] }],
	["2027-01-30", { month: 12, day: 23, term: null, festivals: ["little_year_north"] }],
	["2027-02-05", { month: 12, day: 29, term: null, festivals: ["eve"] }],
	["2025-08-01", { month: -6, day: 8, term: null, festivals: [] }],
])("%s by the farmers' calendar", async (day, expected) => {
	expect(await lunarDays([day])).toEqual([expected]);
});

test("each festival has its words in both languages, and lunar days are said as villagers say them", async () => {
	const days = Array.from({ length: 730 }, (_, n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10));
	const named = new Set((await lunarDays(days)).flatMap(({ festivals }) => festivals));
	for (const language of ["zh-CN", "en"] as const)
		expect([...named].filter((one) => !(one in messagesFor(language).deskCalendar.festivals))).toEqual([]);
	const { lunar } = messagesFor("zh-CN").deskCalendar;
	const said = [1, 2, 10, 11, 20, 21, 29, 30].map((day) => lunar({ month: -6, day }));
	expect(said).toEqual(["闰六月", "初二", "初十", "十一", "二十", "廿一", "廿九", "三十"]);
});
