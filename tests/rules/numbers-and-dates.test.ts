import { expect, test } from "vitest";
import { dayOf, lastDayOf, lastFullDayOf, momentOf, spokenMomentOf } from "#i18n/dates.ts";
import { messagesFor } from "#i18n/messages.ts";
import { countOf, percentOf } from "#i18n/numbers.ts";

test.each([
	[0, "0", "0"],
	[9_800, "9,800", "9,800"],
	[10_000, "1万", "10,000"],
	[123_456, "12.3万", "123,456"],
])("%i is said as %s in Chinese and %s in English", (count, chinese, english) => {
	expect([countOf(count, "zh-CN"), countOf(count, "en")]).toEqual([chinese, english]);
});

test("a share is said in whole hundredths", () => {
	expect([0, 0.666, 1].map(percentOf)).toEqual(["0%", "67%", "100%"]);
});

test("a day is the day in Beijing, whatever the clock of the machine", () => {
	const lateEvening = new Date("2026-11-22T16:30:00Z");
	expect(dayOf(lateEvening, "zh-CN")).toBe("2026年11月23日");
	expect(dayOf(lateEvening, "en")).toBe("23 November 2026");
	expect(momentOf(lateEvening, "zh-CN")).toBe("11月23日 00:30");
});

test.each([
	["2026-12-04T00:00+08:00", "12月3日夜里 12 点", "3 December, midnight"],
	["2026-12-04T08:30+08:00", "12月4日早上 8 点半", "4 December, 8:30 am"],
	["2026-12-04T12:00+08:00", "12月4日中午 12 点", "4 December, 12 pm"],
	["2026-12-04T15:05+08:00", "12月4日下午 3 点 5 分", "4 December, 3:05 pm"],
	["2026-12-04T20:00+08:00", "12月4日晚上 8 点", "4 December, 8 pm"],
])("%s is said as %s in Chinese and %s in English", (at, chinese, english) => {
	expect([spokenMomentOf(new Date(at), "zh-CN"), spokenMomentOf(new Date(at), "en")]).toEqual([chinese, english]);
});

test("what ends with a midnight ends with the day before, in the year that it is", () => {
	const newYear = new Date("2027-01-01T00:00+08:00");
	expect([lastDayOf(newYear, "zh-CN"), lastFullDayOf(newYear, "zh-CN"), lastFullDayOf(newYear, "en")]).toEqual([
		"12月31日",
		"2026年12月31日",
		"31 December 2026",
	]);
});

const m = messagesFor("zh-CN");
const MIDNIGHT = new Date("2026-12-05T00:00+08:00");
const [until, day] = [spokenMomentOf(MIDNIGHT, "zh-CN"), dayOf(MIDNIGHT, "zh-CN")];

test.each([
	m.objections.until({ until }),
	m.models.warned({ until: day }),
	m.modelDesk.waitsFor.warned({ until: day }),
	m.room.late.until({ day }),
	m.households.doorSince({ day }),
	m.ballots.round.from({ opens: until, closes: until }),
])("no space stands between a day and the word after it: %s", (sentence) => {
	expect(sentence).not.toMatch(/[点日分半] [\u4e00-\u9fff]/);
});
