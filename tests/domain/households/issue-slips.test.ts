import { eq, isNull } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { households, signInSlips } from "#db/schema/households.ts";
import { signInWithSlip } from "#domain/accounts/sign-in-with-slip.ts";
import { importRegionsAndHouseholds } from "#domain/households/import.ts";
import { issueSlips } from "#domain/households/issue-slips.ts";
import { householdList } from "#domain/households/list.ts";
import { householdsWithoutSlip } from "#domain/households/without-slip.ts";
import { as } from "#tests/admins.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { csv, householdLine } from "#tests/roster.ts";

freshDatabase();
const at = minutesAfter(MORNING, 5);

test("each household gets a slip with its door code, and the PIN opens that door", async () => {
	const { staff, homes } = await inviteCast();
	const { slips } = await issueSlips({ householdIds: [homes.bao.householdId, homes.chen.householdId], by: staff.wang, at });
	expect(slips.map(({ personName, door }) => `${personName} ${door.number}`)).toEqual(["鲍春生 0001", "陈桂兰 0002"]);
	for (const { pin, door } of slips) {
		expect(await signInWithSlip({ doorToken: door.doorToken, pin, address: "10.0.0.1", at })).toHaveProperty("sessionId");
	}
});

test("a household of the roster gets its first person with its first slip", async () => {
	const { staff } = await inviteCast();
	await importRegionsAndHouseholds({ buffer: csv(householdLine()), by: null, at });
	const [line] = (await householdList(staff.wang, { search: "马小川", at })).lines;
	const { slips } = await issueSlips({ householdIds: [line?.householdId ?? ""], by: staff.wang, at });
	expect(slips).toMatchObject([{ personName: "马小川" }]);
});

test("a second slip makes the first one void", async () => {
	const { staff, homes } = await inviteCast();
	const order = { householdIds: [homes.bao.householdId, homes.bao.householdId], by: staff.wang };
	await issueSlips({ ...order, at });
	await issueSlips({ ...order, at: minutesAfter(at, 1) });
	expect(await db.select().from(signInSlips)).toHaveLength(2);
	expect(await db.select().from(signInSlips).where(isNull(signInSlips.cancelledAt))).toHaveLength(1);
});

test("one household outside the admin's region: nobody gets a slip", async () => {
	const { staff, places, homes } = await inviteCast();
	const by = as(staff.wang, "village_admin", places.qingshi);
	const householdIds = [homes.bao.householdId, homes.fan.householdId];
	await expect(issueSlips({ householdIds, by, at })).rejects.toMatchObject({ refusal: "not_found" });
	await expect(issueSlips({ householdIds: [homes.bao.householdId], by: staff.song, at })).rejects.toMatchObject({ refusal: "not_found" });
	expect(await db.select().from(signInSlips)).toEqual([]);
});

test("none chosen, or more than a day's paper, is told before anything is issued", async () => {
	const { staff } = await inviteCast();
	await expect(issueSlips({ householdIds: [], by: staff.wang, at })).rejects.toMatchObject({ key: "admin.slips.noneChosen" });
	const many = Array.from({ length: 401 }, (_, n) => `household-${n}`);
	await expect(issueSlips({ householdIds: many, by: staff.wang, at })).rejects.toMatchObject({
		key: "admin.slips.tooMany",
		params: { most: 400 },
	});
});

test("those of a village who never had a slip get theirs in one go; who lives nowhere and who had one do not", async () => {
	const { staff, places, homes } = await inviteCast();
	await db.update(households).set({ status: "empty" }).where(eq(households.id, homes.du.householdId));
	expect(await householdsWithoutSlip(staff.wang, places.qingshi.id)).toEqual({
		householdIds: [homes.bao.householdId, homes.chen.householdId],
		count: 2,
	});
	await issueSlips({ householdIds: [homes.bao.householdId], by: staff.wang, at });
	const { householdIds } = await householdsWithoutSlip(staff.wang, places.qingshi.id);
	expect(householdIds).toEqual([homes.chen.householdId]);
	await issueSlips({ householdIds, by: staff.wang, at });
	expect(await householdsWithoutSlip(staff.wang, places.qingshi.id)).toEqual({ householdIds: [], count: 0 });
	expect(await householdsWithoutSlip(as(staff.wang, "village_admin", places.baiyang), places.qingshi.id)).toEqual({
		householdIds: [],
		count: 0,
	});
});

test("a household whose member may not have a slip is named; the others get theirs", async () => {
	const { staff, homes } = await inviteCast();
	await db.update(people).set({ isUnder14: true }).where(eq(people.id, homes.bao.personId));
	const { slips, without } = await issueSlips({ householdIds: [homes.bao.householdId, homes.chen.householdId], by: staff.wang, at });
	expect(slips).toMatchObject([{ personName: "陈桂兰" }]);
	expect(without).toMatchObject([{ door: { number: "0001" }, reason: { key: "accounts.slips.under14" } }]);
});

test("while a village's slips are made, one PIN after the other, somebody who signs in waits for one of them, not for all", async () => {
	const { staff, homes } = await inviteCast();
	const lines = Array.from({ length: 30 }, (_, n) => householdLine({ number: String(n + 100) }));
	await importRegionsAndHouseholds({ buffer: csv(...lines), by: null, at });
	const householdIds = (await householdList(staff.wang, { search: "马小川", at })).lines.map((line) => line.householdId);
	const [{ pin = "", door = { doorToken: "" } } = {}] = (await issueSlips({ householdIds: [homes.bao.householdId], by: staff.wang, at }))
		.slips;
	const order: string[] = [];
	let turns = 0;
	const turn = () => {
		turns += 1;
		if (!order.includes("slips")) setImmediate(turn);
	};
	setImmediate(turn);
	const printing = issueSlips({ householdIds, by: staff.wang, at }).then(({ slips }) => order.push("slips") && slips.length);
	const entering = signInWithSlip({ doorToken: door.doorToken, pin, address: "10.0.0.1", at }).then(() => order.push("somebody"));
	const [printed] = await Promise.all([printing, entering]);
	expect([printed, order]).toEqual([householdIds.length, ["somebody", "slips"]]);
	// No hash is worked out on the event loop: it turns many times for each.
	expect(turns).toBeGreaterThan(10 * householdIds.length);
});
