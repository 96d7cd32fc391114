import { expect, test } from "vitest";
import { addDays, beijingField, beijingMoment, dayAt, daysBetween, endOf, isDay, monthAt, startOf } from "#domain/calendar/rules.ts";
import { DAY_MS } from "#platform/clock.ts";

test.each([
	["just after midnight", "2026-11-02T00:00:00+08:00", "2026-11-02"],
	["just before midnight", "2026-11-02T23:59:59+08:00", "2026-11-02"],
	["late evening in London", "2026-11-01T17:00:00Z", "2026-11-02"],
])("a day is a Beijing day: %s", (_name, at, day) => {
	expect(dayAt(new Date(at))).toBe(day);
	expect(startOf(day)).toEqual(new Date(`${day}T00:00:00+08:00`));
	expect(endOf(day).getTime() - startOf(day).getTime()).toBe(DAY_MS);
});

test.each([
	["the last second of October", "2026-10-31T15:59:59Z", "2026-10"],
	["the first second of November is still October in Greenwich", "2026-10-31T16:00:00Z", "2026-11"],
	["new year begins at four in the afternoon of Greenwich", "2026-12-31T16:00:00Z", "2027-01"],
])("a month is a Beijing month: %s", (_name, at, month) => {
	expect(monthAt(new Date(at))).toBe(month);
});

test.each([
	["2026-12-31", 1, "2027-01-01"],
	["2028-02-28", 1, "2028-02-29"],
	["2026-03-01", -1, "2026-02-28"],
	["2026-11-02", 7 * 52, "2027-11-01"],
])("%s and %i days is %s", (day, days, then) => {
	expect(addDays(day, days)).toBe(then);
	expect(daysBetween(day, then)).toBe(days);
});

test.each(["", "2026-02-30", "2026-13-01", "2026-1-1", "2026-11-02T00:00", "０２０２-11-02", "9999-99-99"])("%j is no day", (text) => {
	expect(isDay(text)).toBe(false);
});

test("what a form's field says comes back as it was said", () => {
	expect(isDay("2028-02-29")).toBe(true);
	expect(beijingMoment("2026-11-24T09:00")).toEqual(new Date("2026-11-24T01:00:00Z"));
	expect(beijingField(beijingMoment("2026-11-24T09:00"))).toBe("2026-11-24T09:00");
	expect(beijingMoment("soon").getTime()).toBeNaN();
});
