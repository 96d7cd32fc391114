import { count, isNull } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { signInSlips } from "#db/schema/households.ts";
import { slipRun, startSlips } from "#domain/households/slip-runs.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";

freshDatabase();
const at = MORNING;

test("the slips of many are made while their admin does something else, and stay ten minutes for that session alone", async () => {
	const { staff, homes } = await inviteCast();
	const by = staff.wang;
	const householdIds = [homes.bao, homes.chen, homes.du].map(({ householdId }) => householdId);
	await startSlips({ householdIds, villageId: "village", left: 7, by, at });
	expect(slipRun(by, at)).toMatchObject({ state: "running", count: 3, slips: [], left: 7, villageId: "village" });
	await expect.poll(() => slipRun(by, at)?.state).toBe("done");
	expect(slipRun(by, at)?.slips.map(({ personName }) => personName)).toEqual(["鲍春生", "陈桂兰", "杜长河"]);
	expect(slipRun({ ...by, sessionId: "another" }, at)).toBeNull();
	expect(slipRun(by, minutesAfter(at, 11))).toBeNull();
});

test("while some are made no others begin; one household outside the admin's region, and none begins", async () => {
	const { staff, homes } = await inviteCast();
	const order = { householdIds: [homes.bao.householdId, homes.chen.householdId], villageId: undefined, left: 0, by: staff.wang, at };
	await expect(startSlips({ ...order, by: staff.song })).rejects.toMatchObject({ refusal: "not_found" });
	expect(slipRun(staff.song, at)).toBeNull();
	const both = await Promise.allSettled([startSlips(order), startSlips(order)]);
	expect(both.map((one) => (one.status === "rejected" ? one.reason.key : null))).toEqual([null, "admin.slips.oneAtATime"]);
	await expect.poll(() => slipRun(staff.wang, at)?.state).toBe("done");
	const [open] = await db.select({ count: count() }).from(signInSlips).where(isNull(signInSlips.cancelledAt));
	expect(open).toEqual({ count: 2 });
});
