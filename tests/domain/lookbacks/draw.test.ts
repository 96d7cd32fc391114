import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, rawClient } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { lookbacks } from "#db/schema/lookbacks.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { carryOut } from "#domain/households/change-household.ts";
import { closeHousehold } from "#domain/households/close-household.ts";
import { markRemote } from "#domain/inspections/mark-remote.ts";
import { drawLookbacks } from "#domain/lookbacks/draw-day.ts";
import { lookbackMonths, lookbackTable } from "#domain/lookbacks/public-months.ts";
import { redrawLookbacks } from "#domain/lookbacks/redraw.ts";
import { assigned, chanceOf, isDrawn } from "#domain/lookbacks/rules.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { withdrawSubmission } from "#domain/submissions/withdraw-submission.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { pairOf } from "#tests/published.ts";
import { hired } from "#tests/village.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let gu: Viewer;
const morning = (day: string) => new Date(`${day}T04:10:00+08:00`);
const HEAD = ["id", "village", "hamlet", "stratum", "chance", "drawn"];

freshDatabase(async () => {
	cast = await inviteCast();
	gu = await hired("gu", "inspector", cast.places.shilin, cast.staff.wang);
	await drawLookbacks(morning("2026-10-31"));
	for (const [n, home] of [cast.homes.bao, cast.homes.chen, cast.homes.du, cast.homes.fan].entries()) await pairOf(home, `pair-${n}`);
});

const all = () => db.select().from(lookbacks);

test("a publication opens checks after 7, 30 and 90 days; shown again they are the same", async () => {
	const rows = (await all()).filter(({ submissionId }) => submissionId === "pair-0");
	expect(rows.map(({ day, dueAt }) => [day, (dueAt.getTime() - MORNING.getTime()) / 86_400_000])).toEqual([
		[7, 7],
		[30, 30],
		[90, 90],
	]);
	expect(rows.every(({ month, isDrawn, answer }) => month === null && isDrawn === null && answer === null)).toBe(true);
});

test.each([
	["the end of a month", "2026-10-31T10:00", ["2026-11-07T10:00", "2026-11-30T10:00", "2027-01-29T10:00"]],
	["the end of a year", "2026-12-31T23:59", ["2027-01-07T23:59", "2027-01-30T23:59", "2027-03-31T23:59"]],
	["before a leap day", "2028-01-30T10:00", ["2028-02-06T10:00", "2028-02-29T10:00", "2028-04-29T10:00"]],
	["before a February without one", "2027-01-29T10:00", ["2027-02-05T10:00", "2027-02-28T10:00", "2027-04-29T10:00"]],
	// A yard is looked at on a holiday as on any other day: it is the days that it stayed clean.
	["so that a check falls on the Spring Festival", "2027-01-30T08:00", ["2027-02-06T08:00", "2027-03-01T08:00", "2027-04-30T08:00"]],
])("what is shown at %s is looked back at after 7, 30 and 90 full days", async (_what, at, due) => {
	await pairOf(cast.homes.bao, "pair-of-day", { at: new Date(`${at}:00+08:00`) });
	const rows = (await all()).filter(({ submissionId }) => submissionId === "pair-of-day");
	expect(rows.map(({ dueAt }) => dueAt)).toEqual(due.map((moment) => new Date(`${moment}:00+08:00`)));
});

test("what falls due is decided once by the seed that was sealed before the month; what was taken back or ended is closed", async () => {
	await withdrawSubmission({ submissionId: "pair-1", by: cast.homes.chen, at: MORNING });
	await carryOut(closeHousehold, {
		householdId: cast.homes.fan.householdId,
		why: "moved_away",
		by: cast.staff.wang,
		at: minutesAfter(MORNING, 60),
	});
	await Promise.all([drawLookbacks(morning("2026-11-09")), drawLookbacks(morning("2026-11-09"))]);
	const due = (await all()).filter(({ day }) => day === 7);
	expect(due.map(({ submissionId, month, closedAt }) => [submissionId, month, closedAt !== null]).sort()).toEqual([
		["pair-0", "2026-11", false],
		["pair-1", null, true],
		["pair-2", "2026-11", false],
		["pair-3", null, true],
	]);
	// Nobody was there yet.
	const made = due.filter(({ month }) => month);
	expect(made.map(({ stratum, chance }) => [stratum, chance])).toEqual([
		[1, 60],
		[1, 60],
	]);
	expect((await all()).filter(({ day, month }) => day > 7 && month)).toEqual([]);
});

test("a month that nobody sealed is drawn by nobody; the seed is opened once the month is over, and anybody draws again", async () => {
	await changeSetting({ key: "lookbackShare", value: "10", by: null, at: MORNING });
	for (let n = 4; n < 40; n++) await pairOf(cast.homes.bao, `pair-${n}`);
	await drawLookbacks(morning("2026-11-09"));
	expect((await lookbackMonths(morning("2026-11-20"))).map(({ month, opened }) => [month, opened])).toEqual([
		["2026-12", null],
		["2026-11", null],
	]);
	await expect(lookbackTable({ month: "2026-11", head: HEAD, at: morning("2026-11-20") })).rejects.toMatchObject({
		key: "common.notFound",
	});
	await drawLookbacks(morning("2026-12-01"));
	const [, , november] = await lookbackMonths(morning("2026-12-02"));
	const [seal] = await db.select().from(auditEntries).where(eq(auditEntries.subject, "lookback:2026-11"));
	const seed = november?.opened?.seed ?? "";
	expect(createHash("sha256").update(seed).digest("hex")).toBe(seal?.detail["commitment"]);
	const table = await lookbackTable({ month: "2026-11", head: HEAD, at: morning("2026-12-02") });
	// A second implementation, from the words of the page: the ticket's first 13 hex digits as a fraction lie below the chance.
	const lines = table
		.trim()
		.split(/\r?\n/)
		.slice(1)
		.map((line) => line.split(","));
	expect(lines).toHaveLength(40);
	for (const [id, , , , chance, drawn] of lines) {
		const ticket = createHash("sha256").update(`${seed}:lookback:${id}`).digest("hex");
		expect(Number(`0x${ticket.slice(0, 13)}`) / 2 ** 52 < Number(chance) / 100, id).toBe(drawn === "1");
	}
	const draw = { seed, commitment: november?.commitment ?? "" };
	expect(await redrawLookbacks(table, draw)).toMatchObject({ faults: [] });
	expect((await redrawLookbacks(table.replace(/,1\r?\n/, ",0\n"), draw)).faults).toEqual(["result"]);
	expect((await redrawLookbacks(table, { seed: "other", commitment: draw.commitment })).faults).toContain("commitment");
	expect((await redrawLookbacks("no table", draw)).result).toBeNull();
	// No name, door or pair stands in it.
	expect(table).not.toMatch(/pair-|鲍|code-/);
});

test("where nobody was for long and what lies far is drawn more often, and each as often as it says", () => {
	expect(([0, 1, 2, 3] as const).map((stratum) => chanceOf(stratum, 15))).toEqual([75, 45, 30, 15]);
	expect(chanceOf(0, 40)).toBe(100);
	const pool = Array.from({ length: 20_000 }, (_, n) => `check-${n}`);
	for (const chance of [15, 45, 100]) {
		const drawn = pool.filter((id) => isDrawn("seed", { id, chance })).length / pool.length;
		expect(Math.abs(drawn - chance / 100)).toBeLessThan(0.012);
	}
});

test("a hamlet far from the road counts as far, and one where somebody was lately as seen", async () => {
	await markRemote({ villageId: cast.places.qingshi.id, hamletIds: [cast.places.xipo.id], by: cast.staff.wang, at: MORNING });
	await drawLookbacks(morning("2026-11-09"));
	const strata = new Map((await all()).flatMap(({ hamletId, stratum }) => (hamletId ? [[hamletId, stratum] as const] : [])));
	expect([strata.get(cast.places.xipo.id), strata.get(cast.places.donggou.id)]).toEqual([0, 1]);
});

test("of one day nobody has more than so many, the first strata first; where all is full nobody goes, and never to one's own", () => {
	const checks = Array.from({ length: 40 }, (_, n) => ({
		id: `c${n}`,
		stratum: (n % 4) as 0 | 1 | 2 | 3,
		villageId: n < 20 ? "v0" : "v1",
		householdId: `h${n}`,
		path: n < 20 ? "/d/v0/a/" : "/d/v1/a/",
	}));
	const inspectors = [
		{ personId: "a", path: "/d/", bound: new Set(["v0"]), close: new Set(["h21"]) },
		{ personId: "b", path: "/d/", bound: new Set(["v1"]), close: new Set<string>() },
	];
	const places = assigned({ seed: "s", today: "2026-11-09", most: 2, checks, inspectors, taken: new Map([["a 2026-11-09", 1]]) });
	const of = (personId: string) => [...places].filter(([, place]) => place?.personId === personId).map(([id]) => Number(id.slice(1)));
	expect(of("a").every((n) => n >= 20 && n !== 21)).toBe(true);
	expect(of("b").every((n) => n < 20)).toBe(true);
	expect([of("a").length, of("b").length]).toEqual([13, 14]);
	const perDay = Map.groupBy([...places.values()], (place) => place && `${place.personId} ${place.onDay}`);
	perDay.delete(null);
	expect(Math.max(...[...perDay.values()].map((day) => day.length))).toBe(2);
	// Of the six for whom there was no room in each village, none is of the first strata.
	expect(new Set([...places].filter(([id, place]) => !place && id !== "c21").map(([id]) => Number(id.slice(1)) % 4))).toEqual(
		new Set([3, 2]),
	);
});

test("nobody is sent to their own village or a close household: nor by hand", async () => {
	const own = await hired("own", "inspector", cast.places.qingshi, cast.staff.wang);
	await changeSetting({ key: "lookbackShare", value: "100", by: null, at: MORNING });
	await drawLookbacks(morning("2026-11-09"));
	const drawn = (await all()).filter(({ isDrawn }) => isDrawn);
	expect(drawn).toHaveLength(4);
	expect(new Set(drawn.map(({ inspectorId, onDay }) => `${inspectorId} ${onDay}`))).toEqual(new Set([`${gu.personId} 2026-11-09`]));
	const there = drawn.find(({ submissionId }) => submissionId === "pair-0");
	await expect(rawClient().execute(`update lookbacks set inspector_id = '${own.personId}' where id = '${there?.id}'`)).rejects.toThrow(
		"bound to the village",
	);
	await expect(
		rawClient().execute(`update lookbacks set inspector_id = '${cast.homes.bao.personId}' where id = '${there?.id}'`),
	).rejects.toThrow("bound to the village or close");
});

test.each([
	[
		"a check is decided by a month that nobody sealed",
		"update lookbacks set month = '2027-05', stratum = 1, chance = 50, is_drawn = 1 where day = 30",
		"sealed before its month",
	],
	["a check is decided again", "update lookbacks set month = '2026-12', is_drawn = 0 where day = 7", "does not change|decided once"],
	["what was drawn is another chance", "update lookbacks set chance = 99 where day = 7", "does not change"],
	[
		"a check begins drawn",
		"insert into lookbacks (id, submission_id, day, due_at, month, stratum, chance, is_drawn) values ('x', 'pair-0', 7, 1, '2026-11', 1, 50, 1)",
		"begin open",
	],
	[
		"somebody comes once more without reason",
		"insert into lookbacks (id, submission_id, day, due_at, again_of, month, stratum, chance, is_drawn) select 'x', submission_id, day, 1, id, '2026-11', 1, 100, 1 from lookbacks limit 1",
		"partly clean",
	],
	["a check goes away", "delete from lookbacks", "lookbacks stay"],
	[
		"a check is answered without a picture",
		"update lookbacks set answer = 'clean', answered_at = 1794186600000 where day = 7",
		"with a picture|answered_whole|of a pair",
	],
	[
		"a month is sealed twice",
		"insert into audit_entries select 999, at, actor_id, action, subject, detail, previous_hash, hash from audit_entries where action = 'lookback.seal'",
		"sealed once",
	],
])("the database refuses that %s", async (_what, statement, why) => {
	await drawLookbacks(morning("2026-11-09"));
	await expect(rawClient().execute(statement)).rejects.toThrow(new RegExp(why));
});
