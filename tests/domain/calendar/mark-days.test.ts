import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { calendarDays } from "#db/schema/calendar.ts";
import { markedSpans, workingCalendar } from "#domain/calendar/calendar.ts";
import { markDays, unmarkDays } from "#domain/calendar/mark-days.ts";
import { isKnownYear, workingDaysAfter } from "#domain/calendar/working-days.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";

let staff: Awaited<ReturnType<typeof inviteCast>>["staff"];
freshDatabase(async () => {
	staff = (await inviteCast()).staff;
});

const mark = (more: Partial<Parameters<typeof markDays>[0]> = {}) =>
	markDays({ from: "2027-10-01", until: "2027-10-07", mark: "rest", name: " 国庆节 ", by: staff.wang, at: MORNING, ...more });

test("days that the admin enters are free at once, and the year counts as known when National Day is there", async () => {
	await mark({ from: "2027-01-01", until: "", name: "元旦" });
	expect(workingDaysAfter("2026-12-31", 1, await workingCalendar())).toEqual({ day: "2027-01-04", isCertain: false });
	await mark();
	await mark({ from: "2027-10-09", until: "", mark: "work" });
	const calendar = await workingCalendar();
	expect(isKnownYear("2027", calendar)).toBe(true);
	expect(workingDaysAfter("2027-09-30", 2, calendar)).toEqual({ day: "2027-10-09", isCertain: true });
	expect(await markedSpans(["2027"])).toEqual([
		{ from: "2027-01-01", until: "2027-01-01", mark: "rest", holiday: null, name: "元旦" },
		{ from: "2027-10-01", until: "2027-10-07", mark: "rest", holiday: null, name: "国庆节" },
		{ from: "2027-10-09", until: "2027-10-09", mark: "work", holiday: null, name: "国庆节" },
	]);
});

test("the same days entered twice are one line of the trail, and so is taking them back", async () => {
	for (let twice = 0; twice < 2; twice++) await mark();
	for (let twice = 0; twice < 2; twice++) await unmarkDays({ from: "2027-10-01", until: "2027-10-07", by: staff.wang, at: MORNING });
	expect(await db.select().from(calendarDays)).toEqual([]);
	const lines = await db.select().from(auditEntries);
	expect(lines.map(({ action, subject, detail }) => [action, subject, detail])).toEqual([
		["calendar.mark", "calendar:2027-10-01", { until: "2027-10-07", mark: "rest" }],
		["calendar.unmark", "calendar:2027-10-01", { until: "2027-10-07" }],
	]);
});

test("an admin's word stands above what came with the product, and goes when it is taken back", async () => {
	await mark({ from: "2026-10-07", until: "", mark: "work", name: "抢收" });
	expect((await workingCalendar()).get("2026-10-07")).toBe("work");
	await unmarkDays({ from: "2026-10-07", until: "", by: staff.wang, at: MORNING });
	expect((await workingCalendar()).get("2026-10-07")).toBe("rest");
});

test.each([
	["no day", { from: "soon" }, "from"],
	["a day that there is not", { from: "2027-02-29", until: "" }, "from"],
	["an end before its beginning", { until: "2027-09-30" }, "until"],
	["an end without end", { until: "2028-10-07" }, "until"],
	["no name", { name: "\u200b " }, "name"],
	["a name too long for a table", { name: "节".repeat(21) }, "name"],
] as const)("%s is told, with the field, and nothing is changed", async (_name, more, field) => {
	await expect(mark(more)).rejects.toMatchObject({ refusal: "invalid", key: `calendar.wrong.${field}`, field });
	expect(await db.select().from(calendarDays)).toEqual([]);
});

test("nobody but the district's admin enters or removes days", async () => {
	await expect(mark({ by: staff.li })).rejects.toMatchObject({ refusal: "forbidden" });
	await expect(unmarkDays({ from: "2027-10-01", until: "", by: staff.song, at: MORNING })).rejects.toMatchObject({ refusal: "forbidden" });
});

test.each([
	["a day that there is not", sql`'2027-02-30', 'rest', '节'`],
	["a day in other words", sql`'1 October', 'rest', '节'`],
	["another word than rest and work", sql`'2027-10-01', 'party', '节'`],
	["no name", sql`'2027-10-01', 'rest', ''`],
])("the database takes no %s", async (_name, values) => {
	const insert = write((tx) =>
		tx.run(sql`insert into calendar_days (day, mark, name, marked_by, marked_at) values (${values}, 'person-wang', 1)`),
	);
	await expect(insert).rejects.toThrow();
});
