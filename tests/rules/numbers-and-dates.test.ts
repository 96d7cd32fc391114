import { expect, test } from "vitest";
import { dayOf, momentOf } from "#i18n/dates.ts";
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
