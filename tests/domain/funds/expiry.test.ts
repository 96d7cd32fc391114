import { expect, test } from "vitest";
import { db, rawClient, write } from "#db/client.ts";
import { notices } from "#db/schema/notices.ts";
import { pointEntries } from "#db/schema/points.ts";
import { fundOf } from "#domain/funds/deposits.ts";
import { expirePoints } from "#domain/funds/expire.ts";
import { dueStep, expiresAt, leftIn, newestToAnnounce } from "#domain/funds/rules.ts";
import { credit } from "#domain/points/credit.ts";
import { accountsOf, append } from "#domain/points/ledger.ts";
import { redeem } from "#domain/points/redeem.ts";
import { ruleInForce } from "#domain/points/rulebook.ts";
import { NEIGHBOUR_HELP, SPENT } from "#domain/points/rules.ts";
import { verifyFunds, verifyLedger } from "#domain/points/verify.ts";
import { DAY_MS } from "#platform/clock.ts";
import { inviteCast } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { depositIn } from "#tests/funds.ts";

const BAO = "household-bao";
const VILLAGE = "region-990101100201";
freshDatabase(async () => {
	await inviteCast();
	await depositIn(VILLAGE, 100);
});

const day = (text: string) => new Date(`${text}T04:00:00+08:00`);
const earn = (n: string, on: string) => {
	const award = { rule: NEIGHBOUR_HELP, source: `helped:${n}`, evidence: `list:${n}`, householdId: BAO, decidedBy: null };
	return write((tx) => credit(tx, { ...award, at: day(on) }));
};
const spend = (points: number) =>
	write((tx) => redeem(tx, { householdId: BAO, points, source: "order:1", evidence: "order:1", actorId: null, at: day("2026-12-01") }));
/** By a proven clock, which showed the due time a day of running ago. */
const sweepOn = (on: string) => expirePoints({ at: day(on), dueBy: new Date(day(on).getTime() - DAY_MS) });
const kinds = async () => (await db.select().from(pointEntries)).map(({ kind, points, month }) => [kind, points, month]);

test("told twice, then expired once, the oldest first", async () => {
	await earn("november", "2026-11-30");
	await earn("december", "2026-12-01");
	await spend(4);
	for (const on of ["2028-09-01", "2028-09-04", "2028-09-05"]) await sweepOn(on);
	expect(await db.$count(notices)).toBe(1);
	for (const on of ["2028-10-30", "2028-11-03", "2028-11-04"]) await sweepOn(on);
	expect((await db.select().from(notices)).map(({ kind, params }) => [kind, params])).toEqual([
		["points_expire", { points: 6, until: day("2028-12-01").getTime() - 4 * 3_600_000 }],
		["points_expire", { points: 10, until: day("2029-01-01").getTime() - 4 * 3_600_000 }],
		["points_expire", { points: 6, until: day("2028-12-01").getTime() - 4 * 3_600_000 }],
	]);
	await sweepOn("2028-12-01");
	expect((await accountsOf(db, BAO)).redeemable).toBe(16);
	for (const on of ["2028-12-04", "2028-12-05", "2028-12-06"]) await sweepOn(on);
	expect(await kinds()).toEqual([
		["issue", 10, "2026-11"],
		["issue", 10, "2026-12"],
		["redeem", -4, "2026-12"],
		["expire", -6, "2026-11"],
	]);
	expect(await fundOf(VILLAGE)).toEqual({ deposited: 100, liability: 10, spent: 4, left: 86 });
	expect([...(await verifyLedger()).faults, ...(await verifyFunds()).faults]).toEqual([]);
});

test("a site that was off for years tells first and lets expire ninety days later", async () => {
	await earn("one", "2026-11-30");
	for (const on of ["2030-01-01", "2030-01-02"]) await sweepOn(on);
	expect([await kinds(), await db.$count(notices)]).toEqual([[["issue", 10, "2026-11"]], 1]);
	for (const on of ["2030-03-02", "2030-03-31"]) await sweepOn(on);
	expect(await kinds()).toHaveLength(1);
	await sweepOn("2030-04-01");
	expect(await kinds()).toHaveLength(2);
});

test("what was spent before it expires is not told of, and no fund makes nothing that could expire", async () => {
	await earn("one", "2026-11-30");
	await spend(10);
	await sweepOn("2028-10-01");
	await sweepOn("2029-02-01");
	expect([await db.$count(notices), (await kinds()).length]).toEqual([0, 2]);
});

test.each([
	["2026-11", "2028-12-01"],
	["2026-12", "2029-01-01"],
	["2026-01", "2028-02-01"],
	["2026-02", "2028-03-01"],
	["2028-02", "2030-03-01"],
])("points of %s last until the beginning of %s", (month, end) => {
	expect(expiresAt(month)).toEqual(new Date(`${end}T00:00:00+08:00`));
});

test.each([
	["2028-09-01", "2026-10"],
	["2028-09-02", "2026-11"],
	// Ninety days before the first of March, in a leap year and around the Spring Festival: no working days are asked for.
	["2027-12-01", "2026-01"],
	["2027-12-02", "2026-02"],
])("on %s households are told of points of %s", (on, month) => {
	expect(newestToAnnounce(new Date(`${on}T12:00:00+08:00`))).toBe(month);
});

test("a clock that jumps shortens no time between the two words and the end", () => {
	const at = (text: string) => ({ at: day(text), dueBy: day(text) });
	const first = { step: "ninety" as const, at: day("2028-09-05") };
	expect(dueStep("2026-11", [], at("2040-01-01"))).toBe("ninety");
	expect(dueStep("2026-11", [first], at("2028-10-31"))).toBeNull();
	expect(dueStep("2026-11", [first, { step: "thirty", at: day("2028-11-20") }], at("2028-12-10"))).toBeNull();
	expect(dueStep("2026-11", [{ step: "ninety", at: day("2028-11-01") }], at("2028-12-10"))).toBeNull();
});

test("what was spent was spent of the oldest", () => {
	const lots = ["2026-09", "2026-10", "2026-11"].map((month) => ({ month, given: 10, expired: 0 }));
	const left = (redeemable: number) => lots.map(({ month }) => leftIn(month, lots, redeemable));
	expect([30, 25, 12, 4, 0].map(left)).toEqual([
		[10, 10, 10],
		[5, 10, 10],
		[0, 2, 10],
		[0, 0, 4],
		[0, 0, 0],
	]);
});

test.each<[string, string[], RegExp]>([
	["expires of which nobody was told", [], /told twice/],
	["expires after one word", ["('household-bao', '2026-11', 'ninety', 1)"], /told twice/],
	["expires before two years are over", ["early"], /last two years/],
	["expires by a clock in doubt", ["doubt"], /clock in doubt/],
])("the database refuses that something %s", async (_what, told, why) => {
	await earn("one", "2026-11-30");
	const both = ["('household-bao', '2026-11', 'ninety', 1)", "('household-bao', '2026-11', 'thirty', 1)"];
	for (const row of told[0]?.startsWith("(") ? told : told.length > 0 ? both : [])
		await rawClient().execute(`INSERT INTO expiry_announcements VALUES ${row}`);
	if (told[0] === "doubt")
		await rawClient().execute(
			"INSERT INTO clock_marks (at, process, process_ms, ran_ms, doubt, doubted_ms, doubted_after) VALUES (1, 'p', 1, 1, 'ahead', 1, 1)",
		);
	const { id: ruleId } = await ruleInForce(db, SPENT, day("2028-12-05"));
	const entry = {
		householdId: BAO,
		kind: "expire" as const,
		points: -10,
		held: 0,
		refersTo: null,
		ruleId,
		month: "2026-11",
		actorId: null,
	};
	const at = day(told[0] === "early" ? "2028-11-30" : "2028-12-05");
	await expect(write((tx) => append(tx, { ...entry, source: "expiry:1", evidence: "lot:1", at }))).rejects.toMatchObject({
		cause: { message: expect.stringMatching(why) },
	});
});
