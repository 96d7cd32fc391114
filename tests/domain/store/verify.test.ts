import { expect, test } from "vitest";
import { collect } from "#domain/store/collect.ts";
import { cancelOrder } from "#domain/store/give-back.ts";
import { placeOrder } from "#domain/store/order.ts";
import { pickupCodeOf } from "#domain/store/pickups.ts";
import { takeStock } from "#domain/store/stock.ts";
import { verifyStores } from "#domain/store/verify.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { chosen, deliveredIn, openStore, signStock } from "#tests/store.ts";
import { tamper } from "#tests/tamper.ts";

const at = MORNING;

/** A piece of soap was collected and another one is missing; of the salt one waits and one was given back. */
freshDatabase(async () => {
	const cast = await inviteCast();
	const { homes, staff } = cast;
	const { villageId, soapId, saltId } = await openStore(cast);
	await deliveredIn(saltId, 9, staff);
	const by = { personId: "person-chen", householdId: "household-chen" };
	const ordered = async (key: string, goodId: string) =>
		(await placeOrder({ key, wanted: [await chosen(goodId)], by, way: "own", at })).orderId;
	await collect({ code: pickupCodeOf(await ordered("soap-for-chen", soapId)), by: staff.li, at });
	await ordered("salt-that-waits", saltId);
	await cancelOrder({ orderId: await ordered("salt-given-back", saltId), by: homes.chen.viewer, at });
	await takeStock({ key: "taking-1", villageId, counted: { [soapId]: "1", [saltId]: "9" }, why: "少了一块肥皂", by: staff.li, at });
	await signStock("taking/taking-1", staff.song);
});

test("honest work leaves nothing to find", async () => {
	expect(await verifyStores()).toEqual({ goods: 2, orders: 3, faults: [] });
});

const COLLECTED = "(SELECT id FROM store_orders WHERE stage = 'collected')";
const SOAP = "(SELECT id FROM store_goods WHERE name = '肥皂')";

test.each([
	["a stock that grew by itself", "UPDATE store_goods SET stock = stock + 1 WHERE name = '盐'", ["stock_differs"]],
	["a count that was taken out", "DELETE FROM store_movements WHERE kind = 'count'", ["stock_differs"]],
	[
		"a delivery that was made smaller",
		`UPDATE store_movements SET quantity = 2 WHERE kind = 'in' AND good_id = ${SOAP}`,
		["stock_differs", "movements_astray", "moved_unsigned"],
	],
	["a movement that is not the next one", "UPDATE store_movements SET seq = 7 WHERE kind = 'count'", ["movements_astray"]],
	[
		"a difference that nobody signed",
		"UPDATE approvals SET answer = 'refused', answer_why = '再数一遍吧' WHERE subject = 'taking/taking-1'",
		["moved_unsigned"],
	],
	["fewer goods than the order says", `UPDATE store_order_lines SET quantity = 2 WHERE order_id = ${COLLECTED}`, ["moved_without_order"]],
	["an order that cost less", "UPDATE store_orders SET points = 1 WHERE stage = 'collected'", ["order_unpaid"]],
	[
		"an entry that paid for something else",
		`UPDATE point_entries SET source = 'order:none' WHERE source = 'order:' || ${COLLECTED}`,
		["order_unpaid", "paid_without_order"],
	],
	["points that did not come back", "DELETE FROM point_entries WHERE kind = 'reverse'", ["not_given_back"]],
	["goods that did not come back", "DELETE FROM store_movements WHERE kind = 'back'", ["stock_differs", "not_given_back"]],
	[
		"an order that waits again",
		"UPDATE store_orders SET stage = 'ordered' WHERE stage = 'cancelled'",
		["given_back_but_stands", "stage_differs"],
	],
	[
		"what was collected twice",
		`INSERT INTO store_order_stages (id, order_id, seq, stage, actor_id, at, note) VALUES ('x', ${COLLECTED}, 3, 'collected', 'person-li', 1, '')`,
		["ended_twice"],
	],
	[
		"goods from a stranger's hand",
		"UPDATE store_order_stages SET actor_id = 'person-meng' WHERE stage = 'collected'",
		["handed_out_by_stranger"],
	],
])("verification finds %s", async (_what, sentence, faults) => {
	await tamper(sentence);
	expect((await verifyStores()).faults.map(({ fault }) => fault)).toEqual(faults);
});

test("a good is told by its village and name", async () => {
	await tamper("UPDATE store_goods SET stock = 5");
	expect((await verifyStores()).faults.map(({ id }) => id).sort()).toEqual(["青石村 盐", "青石村 肥皂"]);
});
