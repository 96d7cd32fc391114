import { expect, test } from "vitest";
import { write } from "#db/client.ts";
import { monthStatement } from "#domain/closes/month-statement.ts";
import { credit, hold } from "#domain/points/credit.ts";
import { redeem } from "#domain/points/redeem.ts";
import { NEIGHBOUR_HELP, PUBLISHED_PAIR } from "#domain/points/rules.ts";
import { inviteCast } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { depositIn } from "#tests/funds.ts";
import { officeOf } from "#tests/village.ts";

const BAO = "household-bao";
const beijing = (moment: string) => new Date(`${moment}:00+08:00`);
const NOW = beijing("2026-12-03T09:00");
let cast: Awaited<ReturnType<typeof inviteCast>>;
let office: Awaited<ReturnType<typeof officeOf>>;

freshDatabase(async () => {
	cast = await inviteCast();
	office = await officeOf(cast.places, cast.staff.wang);
	await depositIn("region-990101100201", 15);
	await earn("help-1", "2026-11-10T10:00");
	await write((tx) => hold(tx, { rule: PUBLISHED_PAIR, ...of("pair"), decidedBy: null, at: beijing("2026-11-12T10:00") }));
	const spent = { householdId: BAO, points: 4, source: "order:1", evidence: "order:1", actorId: null };
	await write((tx) => redeem(tx, { ...spent, at: beijing("2026-11-20T10:00") }));
	// On the evening after the last day of the record; the fund no longer stands for it.
	await earn("help-2", "2026-11-26T00:30");
});

const of = (n: string) => ({ source: `list:${n}`, evidence: `list:${n}`, householdId: BAO });
const earn = (n: string, at: string) => write((tx) => credit(tx, { rule: NEIGHBOUR_HELP, ...of(n), decidedBy: null, at: beijing(at) }));

test("a month opens with what was there before, and closes with its entries added, by kind; what can be spent has its last day", async () => {
	const november = await monthStatement(BAO, { month: null, at: NOW });
	expect(november).toMatchObject({ month: "2026-11", hamlet: "东沟", number: "0001", months: ["2026-12", "2026-11"] });
	expect([november.opening, november.closing]).toEqual([
		{ redeemable: 0, honour: 0, held: 0 },
		{ redeemable: 6, honour: 0, held: 5 },
	]);
	expect(november.lines.map(({ kind, rule, points, held }) => [kind, rule, points, held])).toEqual([
		["issue", "P05", 10, 0],
		["hold", "P01", 0, 5],
		["redeem", "T02", -4, 0],
	]);
	expect(november.expiries).toEqual([{ points: 6, until: beijing("2028-12-01T00:00") }]);
	const december = await monthStatement(BAO, { month: "2026-12", at: NOW });
	expect([december.opening, december.closing]).toEqual([november.closing, { redeemable: 6, honour: 10, held: 5 }]);
	for (const month of ["2027-01", "2026-13", "x"]) expect((await monthStatement(BAO, { month, at: NOW })).month).toBe("2026-11");
});

test("an officer prints it for a household of their place; not of another one, nor for their own or for relatives", async () => {
	const asked = { month: null, at: NOW };
	expect((await monthStatement(BAO, { ...asked, by: office.yun })).closing.redeemable).toBe(6);
	for (const by of [office.qiu, cast.staff.li, { ...office.yun, personId: "person-bao" }])
		await expect(monthStatement(BAO, { ...asked, by })).rejects.toMatchObject({ refusal: "not_found" });
	await expect(monthStatement("household-fan", { ...asked, by: office.yun })).rejects.toMatchObject({ refusal: "not_found" });
});
