import { and, count, eq, isNull } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { sessions } from "#db/schema/accounts.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { signInSlips } from "#db/schema/households.ts";
import { signInWithSlip } from "#domain/accounts/sign-in-with-slip.ts";
import { issueSlips } from "#domain/households/issue-slips.ts";
import { reprintUnused, slipRun, startSlips } from "#domain/households/slip-runs.ts";
import { as } from "#tests/admins.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";

freshDatabase();
const at = MORNING;

test("the slips of many are made while their admin does something else, and stay ten minutes for that session alone", async () => {
	const { staff, homes } = await inviteCast();
	const by = staff.wang;
	const householdIds = [homes.bao, homes.chen, homes.du].map(({ householdId }) => householdId);
	await startSlips({ householdIds, placeId: "village", left: 7, by, at });
	expect(slipRun(by, at)).toMatchObject({ state: "running", count: 3, slips: [], left: 7, placeId: "village" });
	await expect.poll(() => slipRun(by, at)?.state).toBe("done");
	expect(slipRun(by, at)?.slips.map(({ personName }) => personName)).toEqual(["鲍春生", "陈桂兰", "杜长河"]);
	expect(slipRun({ ...by, sessionId: "another" }, at)).toBeNull();
	expect(slipRun(by, minutesAfter(at, 11))).toBeNull();
});

test("while some are made no others begin; one household outside the admin's region, and none begins", async () => {
	const { staff, homes } = await inviteCast();
	const order = { householdIds: [homes.bao.householdId, homes.chen.householdId], placeId: undefined, left: 0, by: staff.wang, at };
	await expect(startSlips({ ...order, by: staff.song })).rejects.toMatchObject({ refusal: "not_found" });
	expect(slipRun(staff.song, at)).toBeNull();
	const both = await Promise.allSettled([startSlips(order), startSlips(order)]);
	expect(both.map((one) => (one.status === "rejected" ? one.reason.key : null))).toEqual([null, "admin.slips.oneAtATime"]);
	await expect.poll(() => slipRun(staff.wang, at)?.state).toBe("done");
	const [open] = await db.select({ count: count() }).from(signInSlips).where(isNull(signInSlips.cancelledAt));
	expect(open).toEqual({ count: 2 });
});

/** 鲍 of 青石村 signed in with a slip, 陈 and 杜 never used theirs; 范 of 白杨村 neither. */
async function issued() {
	const cast = await inviteCast();
	const { bao, chen, du, fan } = cast.homes;
	const { slips } = await issueSlips({ householdIds: [bao, chen, du, fan].map(({ householdId }) => householdId), by: cast.staff.wang, at });
	await signInWithSlip({ doorToken: slips[0]?.door.doorToken ?? "", pin: slips[0]?.pin ?? "", address: "10.0.0.1", at });
	return cast;
}
const IS_OPEN = and(isNull(signInSlips.cancelledAt), isNull(signInSlips.usedAt));
const open = () => db.select().from(signInSlips).where(IS_OPEN).orderBy(signInSlips.householdId);

test("slips that nobody used are printed again for a whole village or a hamlet: the old ones end, who signed in stays so, and the trail tells", async () => {
	const { staff, places, homes } = await issued();
	const order = { placeId: places.qingshi.id, before: minutesAfter(at, 1), by: staff.wang, at: minutesAfter(at, 2) };
	const sessionsBefore = await db.select().from(sessions);
	await reprintUnused(order);
	const run = () => slipRun(staff.wang, order.at);
	await expect.poll(() => run()?.state).toBe("done");
	expect(run()).toMatchObject({ left: 0, placeId: places.qingshi.id, slips: [{ personName: "陈桂兰" }, { personName: "杜长河" }] });
	expect((await open()).map(({ householdId, issuedAt }) => [householdId, issuedAt])).toEqual([
		[homes.chen.householdId, order.at],
		[homes.du.householdId, order.at],
		[homes.fan.householdId, at],
	]);
	expect(await db.select().from(sessions)).toEqual(sessionsBefore);
	const lines = await db.select().from(auditEntries).where(eq(auditEntries.action, "slip.reprint"));
	expect(lines).toMatchObject([{ actorId: "person-wang", subject: `region:${places.qingshi.id}`, detail: { households: 2 } }]);
	await reprintUnused({ ...order, placeId: places.xipo.id, before: minutesAfter(at, 3), at: minutesAfter(at, 4) });
	await expect.poll(() => run()?.state).toBe("done");
	expect(run()?.slips.map(({ personName }) => personName)).toEqual(["杜长河"]);
});

test("printing the unused again is refused elsewhere, twice by one page, beside a colleague, and when all were used", async () => {
	const { staff, places } = await issued();
	const { wang } = staff;
	const order = { placeId: places.qingshi.id, before: minutesAfter(at, 1), by: wang, at: minutesAfter(at, 2) };
	const others = as(staff.li, "village_admin", places.baiyang);
	for (const by of [others, staff.song]) await expect(reprintUnused({ ...order, by })).rejects.toMatchObject({ refusal: "not_found" });
	const both = await Promise.allSettled([wang, { ...wang, sessionId: "a colleague's" }].map((by) => reprintUnused({ ...order, by })));
	expect(both.map((one) => (one.status === "rejected" ? one.reason.key : null))).toEqual([null, "admin.slips.oneAtATime"]);
	await expect.poll(() => slipRun(wang, order.at)?.state).toBe("done");
	const made = await open();
	await expect(reprintUnused({ ...order, at: minutesAfter(at, 3) })).rejects.toMatchObject({ key: "admin.slips.noneUnused" });
	expect(await open()).toEqual(made);
	await write((tx) => tx.update(signInSlips).set({ usedAt: at }).where(IS_OPEN));
	await expect(reprintUnused({ ...order, before: minutesAfter(at, 9) })).rejects.toMatchObject({ refusal: "conflict" });
});
