import { expect, test } from "vitest";
import { write } from "#db/client.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { beginClose } from "#domain/closes/begin-close.ts";
import { monthLedger } from "#domain/closes/month-ledger.ts";
import { credit } from "#domain/points/credit.ts";
import { redeem } from "#domain/points/redeem.ts";
import { NEIGHBOUR_HELP } from "#domain/points/rules.ts";
import { inviteCast } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { depositIn } from "#tests/funds.ts";
import { recordedStatements } from "#tests/statements.ts";
import { officeOf } from "#tests/village.ts";

const asked: string[] = [];
recordedStatements((statement) => asked.push(statement));
let cast: Awaited<ReturnType<typeof inviteCast>>;
let office: Awaited<ReturnType<typeof officeOf>>;
const beijing = (moment: string) => new Date(`${moment}:00+08:00`);
const OVER = beijing("2026-11-27T09:00");

freshDatabase(async () => {
	cast = await inviteCast();
	office = await officeOf(cast.places, cast.staff.wang);
	await depositIn(cast.places.qingshi.id, 100);
	await earn("help-0", "bao", "2026-10-10T10:00");
	await earn("help-1", "du", "2026-11-10T10:00");
	await earn("help-2", "bao", "2026-11-12T10:00");
	const order = { householdId: "household-bao", points: 4, source: "order:1", evidence: "order:1", actorId: null };
	await write((tx) => redeem(tx, { ...order, at: beijing("2026-11-20T10:00") }));
	await earn("help-3", "fan", "2026-11-21T10:00");
	// After the last day of the record.
	await earn("help-4", "du", "2026-11-26T00:30");
});

function earn(n: string, home: string, at: string) {
	const award = { rule: NEIGHBOUR_HELP, source: `list:${n}`, evidence: `list:${n}`, decidedBy: "person-meng" };
	return write((tx) => credit(tx, { ...award, householdId: `household-${home}`, at: beijing(at) }));
}

const ledger = (more: object = {}, viewer: Viewer = office.yun) =>
	monthLedger(viewer, { villageId: cast.places.qingshi.id, month: "2026-11", after: null, most: 100, at: OVER, ...more });
const told = ({ lines }: Awaited<ReturnType<typeof ledger>>) =>
	lines.map(({ hamlet, number, points, balanceAfter }) => [hamlet, number, points, balanceAfter]);

test("each entry of a village's record stands by its door, those of other villages and months do not, and nobody's name; it asks twice", async () => {
	asked.length = 0;
	const seen = await ledger();
	expect(asked).toHaveLength(2);
	expect(told(seen)).toEqual([
		["东沟", "0001", 10, 20],
		["东沟", "0001", -4, 16],
		["西坡", "0001", 10, 10],
	]);
	expect([seen.from, seen.ends, seen.next]).toEqual([beijing("2026-10-26T00:00"), beijing("2026-11-26T00:00"), null]);
	expect(JSON.stringify(seen)).not.toMatch(/鲍春生|杜长河|孟|person-/);
	expect(told(await ledger({ month: "2026-12" }))).toEqual([["西坡", "0001", 10, 20]]);
	for (const month of ["2027-01", "x", null]) expect((await ledger({ month })).month).toBe("2026-12");
});

test("the first month that a village closed holds all that came before, as its sheet does", async () => {
	await beginClose({ villageId: cast.places.qingshi.id, month: "2026-11", by: office.yun, at: OVER });
	const seen = await ledger();
	expect([seen.from, told(seen).length, told(seen)[0]]).toEqual([null, 4, ["东沟", "0001", 10, 10]]);
	expect(told(await ledger({ month: "2026-12" }))).toEqual([["西坡", "0001", 10, 20]]);
});

test("it goes on sheet by sheet, each line once", async () => {
	const first = await ledger({ most: 2 });
	const rest = await ledger({ most: 2, after: first.next });
	expect([...told(first), ...told(rest)]).toEqual(told(await ledger()));
	expect([first.isFirst, rest.isFirst, rest.next]).toEqual([true, false, null]);
});

test("offices over the village read it, nobody else", async () => {
	for (const viewer of [office.yun, cast.staff.wang, cast.staff.song]) expect((await ledger({}, viewer)).lines).toHaveLength(3);
	for (const viewer of [cast.staff.li, cast.staff.meng, cast.homes.bao.viewer as Viewer])
		await expect(ledger({}, viewer)).rejects.toMatchObject({ refusal: "not_found" });
	await expect(ledger({ villageId: cast.places.baiyang.id }, office.yun)).rejects.toMatchObject({ refusal: "not_found" });
	await expect(ledger({ villageId: cast.places.donggou.id })).rejects.toMatchObject({ refusal: "not_found" });
});
