import { expect, test } from "vitest";
import { villageMonth } from "#domain/closes/village-month.ts";
import { orderFor, placeOrder } from "#domain/store/order.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { chosen, deliveredIn, openStore } from "#tests/store.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
const AFTER_RECORD = new Date("2026-11-27T09:00:00+08:00");
freshDatabase(async () => {
	cast = await inviteCast();
});

test("of a village's month it is told how much was written down for its households by others, and of no other village", async () => {
	const { soapId, saltId, villageId } = await openStore(cast);
	await deliveredIn(saltId, 3, cast.staff);
	const told = async (village: string) => (await villageMonth(cast.staff.wang, { villageId: village, at: AFTER_RECORD })).proxied;
	expect(await told(villageId)).toEqual({ entries: 2, proxied: 0 });
	const by = { personId: "person-chen", householdId: "household-chen" };
	await placeOrder({ key: "own-order-of-chen", wanted: [await chosen(soapId)], by, way: "own", at: MORNING });
	const said = { householdId: "household-chen", saidBy: "陈桂兰", by: cast.staff.li, isHandedOut: false, at: MORNING };
	await orderFor({ key: "keepers-order-for-chen", wanted: [await chosen(saltId)], ...said });
	expect(await told(villageId)).toEqual({ entries: 4, proxied: 1 });
	expect(await told(cast.places.baiyang.id)).toEqual({ entries: 0, proxied: 0 });
});
