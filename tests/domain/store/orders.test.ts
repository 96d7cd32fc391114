import { and, eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, rawClient, write } from "#db/client.ts";
import { people, roleGrants } from "#db/schema/accounts.ts";
import { declaredRelatives, householdMembers, signInSlips } from "#db/schema/households.ts";
import { pointEntries } from "#db/schema/points.ts";
import { storeOrders } from "#db/schema/store-orders.ts";
import { carryOut } from "#domain/households/change-household.ts";
import { closeHousehold } from "#domain/households/close-household.ts";
import { noticesFor } from "#domain/notices/notices.ts";
import { redeemableOf } from "#domain/points/ledger.ts";
import { reverse } from "#domain/points/reverse.ts";
import { verifyFunds, verifyLedger } from "#domain/points/verify.ts";
import { collect, orderOfCode } from "#domain/store/collect.ts";
import { cancelOrder, lapseOrders } from "#domain/store/give-back.ts";
import { setPrice } from "#domain/store/goods.ts";
import { addKeeper, endKeeper } from "#domain/store/keepers.ts";
import { orderFor, placeOrder } from "#domain/store/order.ts";
import { pickupCodeOf } from "#domain/store/pickups.ts";
import { verifyStores } from "#domain/store/verify.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { chosen, deliveredIn, earned, openStore, stockIn } from "#tests/store.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let store: Awaited<ReturnType<typeof openStore>>;
freshDatabase(async () => {
	cast = await inviteCast();
	store = await openStore(cast);
});

const CHEN = "household-chen";
const at = minutesAfter(MORNING, 60);
const later = minutesAfter(MORNING, 21 * 24 * 60);
const steady = () => true;
const chen = () => ({ personId: "person-chen", householdId: CHEN });
const soap = async (quantity = 1, more = {}) =>
	placeOrder({ key: "soap-for-chen", wanted: [await chosen(store.soapId, quantity)], by: chen(), way: "own", at, ...more });
const books = async () => ({ soap: await stockIn(store.soapId), points: await redeemableOf(db, CHEN) });
const stageOf = async (orderId: string) => (await db.select().from(storeOrders).where(eq(storeOrders.id, orderId)))[0]?.stage;
const said = (work: Promise<unknown>) =>
	work.then(
		() => "",
		(failure: Error) => String(failure.cause ?? failure),
	);
const expectSound = async () => {
	expect((await verifyLedger()).faults).toEqual([]);
	expect((await verifyFunds()).faults).toEqual([]);
	expect((await verifyStores()).faults).toEqual([]);
};

test("an order takes points and goods at once, and is one however often its form comes", async () => {
	const { orderId } = await soap();
	expect(await soap()).toEqual({ orderId });
	expect(await books()).toEqual({ soap: 2, points: 5 });
	await expect(
		placeOrder({ key: "soap-for-chen", wanted: [], by: { personId: "person-bao", householdId: "household-bao" }, way: "own", at }),
	).rejects.toMatchObject({ refusal: "not_found" });
	await expectSound();
});

test("more than there is, or than the points pay, is refused, and nothing is taken", async () => {
	await expect(soap(4)).rejects.toMatchObject({ key: "store.notEnough", params: { left: 3 } });
	await expect(soap(3)).rejects.toMatchObject({ key: "points.notEnough" });
	await expect(soap(0)).rejects.toMatchObject({ key: "store.nothingChosen" });
	await expect(soap(100)).rejects.toMatchObject({ key: "store.quantityBounds" });
	await expect(
		placeOrder({ key: "salt-for-chen", wanted: [await chosen(store.saltId)], by: chen(), way: "own", at }),
	).rejects.toMatchObject({ key: "store.notEnough", params: { left: 0 } });
	expect(await books()).toEqual({ soap: 3, points: 10 });
});

test("a price that changed meanwhile is told, old and new, and asked again", async () => {
	const read = await chosen(store.soapId);
	await setPrice({ goodId: store.soapId, points: "4", by: cast.staff.wang, at });
	await setPrice({ goodId: store.soapId, points: "4", by: cast.staff.wang, at });
	const order = { key: "soap-for-chen", by: chen(), way: "own", at } as const;
	await expect(placeOrder({ ...order, wanted: [read] })).rejects.toMatchObject({
		key: "store.priceChanged",
		params: { changes: "肥皂 5 → 4" },
	});
	await placeOrder({ ...order, wanted: [await chosen(store.soapId)] });
	expect(await books()).toEqual({ soap: 2, points: 6 });
});

test("a village without a fund sells nothing, nor does another village's store", async () => {
	const fan = { personId: "person-fan", householdId: "household-fan" };
	await earned("household-fan", 1);
	await expect(soap(1, { by: fan })).rejects.toMatchObject({ refusal: "not_found" });
	expect(await redeemableOf(db, "household-fan")).toBe(0);
});

test("200 at once for the last three, by a household with points for two: two stand", async () => {
	const wanted = [await chosen(store.soapId)];
	const tries = Array.from({ length: 200 }, (_, n) => placeOrder({ key: `soap-number-${n}`, wanted, by: chen(), way: "own", at }));
	const outcomes = await Promise.allSettled(tries);
	expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
	const why = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason.key] : []));
	expect(new Set(why)).toEqual(new Set(["points.notEnough"]));
	expect(await books()).toEqual({ soap: 1, points: 0 });
	await expectSound();
});

const TURNS = [0, 1, 2, 3, 4];

test.each(TURNS)(
	"points that are given, taken back and spent at once buy no more than there were, whichever comes first (%i)",
	async (turn) => {
		const [given] = await db
			.select()
			.from(pointEntries)
			.where(and(eq(pointEntries.householdId, CHEN), eq(pointEntries.kind, "issue")));
		const wanted = [await chosen(store.soapId)];
		const order = (n: number) => () => placeOrder({ key: `soap-number-${n}`, wanted, by: chen(), way: "own", at });
		const award = () => earned(CHEN, 1, minutesAfter(MORNING, 40 * 24 * 60));
		const takeBack = () => write((tx) => reverse(tx, { source: given?.source ?? "", decidedBy: null, at }));
		const acts: (() => Promise<unknown>)[] = [order(1), takeBack, order(2), award, order(3)];
		const outcomes = await Promise.allSettled([...acts.slice(turn), ...acts.slice(0, turn)].map((act) => act()));
		const why = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason.key] : []));
		expect(why.filter((key) => key !== "points.notEnough")).toEqual([]);
		const standing = await db.$count(storeOrders);
		expect(standing + why.length).toBe(3);
		const [back] = await db
			.select()
			.from(pointEntries)
			.where(eq(pointEntries.refersTo, given?.seq ?? 0));
		expect(await books()).toEqual({ soap: 3 - standing, points: 15 + (back?.points ?? 0) - 5 * standing });
		await expectSound();
	},
);

test("what is cancelled comes back, once; what lapses too, and is told", async () => {
	const { orderId } = await soap();
	await expect(cancelOrder({ orderId, by: cast.homes.du.viewer, at })).rejects.toMatchObject({ refusal: "not_found" });
	await cancelOrder({ orderId, by: cast.homes.chen.viewer, at });
	await cancelOrder({ orderId, by: cast.homes.chen.viewer, at });
	expect(await books()).toEqual({ soap: 3, points: 10 });
	const second = await soap(1, { key: "soap-again" });
	await lapseOrders(minutesAfter(at, 24 * 60), steady);
	await lapseOrders(later, () => false);
	expect(await stageOf(second.orderId)).toBe("ordered");
	await lapseOrders(later, steady);
	await lapseOrders(later, steady);
	expect(await stageOf(second.orderId)).toBe("lapsed");
	expect(await books()).toEqual({ soap: 3, points: 10 });
	expect((await noticesFor(cast.homes.chen.viewer)).map(({ kind }) => kind)).toEqual(["store_lapsed"]);
	await expect(cancelOrder({ orderId: second.orderId, by: cast.homes.chen.viewer, at: later })).rejects.toMatchObject({
		key: "store.tooLate.lapsed",
	});
	await expectSound();
});

test("a code is used once, at its own store, for its own household", async () => {
	const { orderId } = await soap();
	const code = pickupCodeOf(orderId);
	const counter = { code, by: cast.staff.li, at };
	await expect(collect({ ...counter, code: "000000" })).rejects.toMatchObject({ key: "store.wrongCode" });
	await expect(collect({ ...counter, by: cast.staff.meng })).rejects.toMatchObject({ refusal: "not_found" });
	await expect(collect({ ...counter, householdId: "household-du" })).rejects.toMatchObject({ key: "store.anothersCode" });
	expect(await orderOfCode({ ...counter, code: `https://tingyuan.example/staff/store#${code}` })).toMatchObject({ orderId });
	expect(await collect({ ...counter, code: `${code.slice(0, 3)} ${code.slice(3)}`.toUpperCase(), householdId: CHEN })).toEqual({ orderId });
	await expect(collect(counter)).rejects.toMatchObject({ key: "store.usedCode" });
	await expect(cancelOrder({ orderId, by: cast.homes.chen.viewer, at })).rejects.toMatchObject({ key: "store.tooLate.collected" });
	expect(await books()).toEqual({ soap: 2, points: 5 });
});

test("of what a keeper hands out or gives back the household hears once: what, for how many points, and by whom; of what it gives back itself it does not", async () => {
	const by = cast.staff.li;
	const heard = async () => (await noticesFor(cast.homes.chen.viewer)).map(({ kind, params, way }) => ({ kind, params, way }));
	const told = { params: { keeper: "李敏", points: 5, goods: [{ name: "肥皂", quantity: 1 }] }, way: "/me/orders" };
	const own = await soap();
	await cancelOrder({ orderId: own.orderId, by: cast.homes.chen.viewer, at });
	const given = await soap(1, { key: "soap-given-back" });
	await expect(cancelOrder({ orderId: given.orderId, by: cast.staff.meng, at })).rejects.toMatchObject({ refusal: "not_found" });
	expect(await heard()).toEqual([]);
	for (const _ of ["once", "twice"]) await cancelOrder({ orderId: given.orderId, by, at });
	expect(await heard()).toEqual([{ kind: "store_cancelled_for", ...told }]);
	const { orderId } = await soap(1, { key: "soap-handed-out" });
	const counter = { code: pickupCodeOf(orderId), by, at: later };
	await expect(collect({ ...counter, code: "000000" })).rejects.toMatchObject({ key: "store.wrongCode" });
	await collect(counter);
	await expect(collect(counter)).rejects.toMatchObject({ key: "store.usedCode" });
	expect(await heard()).toEqual([
		{ kind: "store_collected", ...told },
		{ kind: "store_cancelled_for", ...told },
	]);
	expect(await noticesFor(cast.homes.du.viewer)).toEqual([]);
});

test("who guesses codes is stopped", async () => {
	const guess = (code: string) => collect({ code, by: cast.staff.li, at });
	for (let n = 0; n < 10; n += 1) await expect(guess(`00000${n}`)).rejects.toMatchObject({ key: "store.wrongCode" });
	const { orderId } = await soap();
	await expect(guess(pickupCodeOf(orderId))).rejects.toMatchObject({ refusal: "too_many" });
});

test("cancelled and collected at once, it is one of the two, and the books follow it", async () => {
	const acts = (orderId: string) => [
		cancelOrder({ orderId, by: cast.homes.chen.viewer, at }),
		collect({ code: pickupCodeOf(orderId), by: cast.staff.li, at }),
		cancelOrder({ orderId, by: cast.homes.chen.viewer, at }),
	];
	const { orderId } = await soap();
	const outcomes = await Promise.allSettled(acts(orderId));
	const isCollected = (await stageOf(orderId)) === "collected";
	expect(outcomes.map(({ status }) => status)).toEqual(
		isCollected ? ["rejected", "fulfilled", "rejected"] : ["fulfilled", "rejected", "fulfilled"],
	);
	expect(await books()).toEqual(isCollected ? { soap: 2, points: 5 } : { soap: 3, points: 10 });
	await expectSound();
});

test("a keeper orders for whoever asks at the counter, hands it out, and the household hears of it", async () => {
	const asked = { householdId: CHEN, saidBy: "陈桂兰", by: cast.staff.li, isHandedOut: true, at };
	const order = async (more = {}) => orderFor({ key: "counter-1", wanted: [await chosen(store.soapId)], ...asked, ...more });
	await expect(order({ by: cast.staff.meng })).rejects.toMatchObject({ refusal: "not_found" });
	await expect(order({ saidBy: "王小明" })).rejects.toMatchObject({ key: "households.speaker.unknown" });
	const { orderId } = await order();
	expect(await order()).toEqual({ orderId });
	expect(await stageOf(orderId)).toBe("collected");
	expect((await noticesFor(cast.homes.chen.viewer)).map(({ kind, way }) => [kind, way])).toEqual([["store_ordered_for", "/me/orders"]]);
	expect(await books()).toEqual({ soap: 2, points: 5 });
});

test("above twenty points a month that one keeper orders in a household's name, another keeper hands out, who is independent; what it orders itself has no limit", async () => {
	const { li, meng, wang } = cast.staff;
	await deliveredIn(store.soapId, 9, cast.staff);
	const nextMonth = minutesAfter(MORNING, 40 * 24 * 60);
	for (const days of [40, 70, 100]) await earned(CHEN, 2, minutesAfter(MORNING, days * 24 * 60));
	const order = async (n: number, more = {}) => {
		const asked = { key: `counter-${n}`, householdId: CHEN, saidBy: "陈桂兰", by: li, isHandedOut: true, at, ...more };
		return orderFor({ wanted: [await chosen(store.soapId, n === 1 ? 4 : 1)], ...asked });
	};
	await order(1);
	const before = await books();
	await expect(order(2)).rejects.toMatchObject({ refusal: "forbidden", key: "store.otherHand", params: { limit: 20 } });
	expect(await books()).toEqual(before);
	const { orderId } = await order(2, { isHandedOut: false });
	const code = pickupCodeOf(orderId);
	for (const work of [collect, orderOfCode]) await expect(work({ code, by: li, at })).rejects.toMatchObject({ key: "store.otherHand" });
	const taking = (by: string) => sql`insert into store_order_stages (id, order_id, seq, stage, actor_id, at, note)
		values (${by}, ${orderId}, 2, 'collected', ${by}, ${at.getTime()}, '')`;
	expect(await said(db.run(taking(li.personId)))).toContain("another one hands out");
	// A keeper whom the first one let in is no other hand.
	await db.insert(people).values({ id: "person-made", name: "李敏二", username: "made", createdAt: at });
	const grant = { personId: "person-made", role: "storekeeper" as const, regionId: store.villageId, grantedBy: li.personId, grantedAt: at };
	await db.insert(roleGrants).values(grant);
	for (const personId of ["person-made", meng.personId]) await addKeeper({ villageId: store.villageId, personId, by: wang, at });
	const made = { ...li, personId: "person-made", name: "李敏二" };
	await expect(collect({ code, by: made, at })).rejects.toMatchObject({ key: "store.otherHand" });
	expect(await said(db.run(taking("person-made")))).toContain("another one hands out");
	// Nor do twenty points begin anew with each account.
	await expect(order(4, { by: made })).rejects.toMatchObject({ key: "store.otherHand" });
	const theirs = await order(4, { by: made, isHandedOut: false });
	const taken = sql`insert into store_order_stages (id, order_id, seq, stage, actor_id, at, note)
		values ('theirs', ${theirs.orderId}, 2, 'collected', 'person-made', ${at.getTime()}, '')`;
	expect(await said(db.run(taken))).toContain("another one hands out");
	expect(await collect({ code, by: meng, at })).toEqual({ orderId });
	const own = await soap();
	await collect({ code: pickupCodeOf(own.orderId), by: li, at });
	await order(3, { at: nextMonth });
	await expectSound();
});

test("a keeper serves neither their own household, nor relatives, nor by a slip that they printed", async () => {
	const { li, wang } = cast.staff;
	const { orderId } = await soap();
	const code = pickupCodeOf(orderId);
	const order = async () =>
		orderFor({
			key: "counter-2",
			wanted: [await chosen(store.soapId)],
			householdId: CHEN,
			saidBy: "陈桂兰",
			by: li,
			isHandedOut: true,
			at,
		});
	const slip = {
		householdId: CHEN,
		personId: "person-chen",
		pinHash: "x",
		issuedBy: li.personId,
		issuedAt: at,
		expiresAt: later,
		usedAt: at,
	};
	await db.insert(signInSlips).values(slip);
	await expect(order()).rejects.toMatchObject({ key: "store.printedSlip" });
	const byHisSlip = await soap(1, { key: "by-his-slip", by: { ...chen(), letInBy: li.personId } });
	await expect(collect({ code: pickupCodeOf(byHisSlip.orderId), by: li, at })).rejects.toMatchObject({ key: "store.ownSlip" });
	await db.insert(declaredRelatives).values({ personId: li.personId, householdId: CHEN, declaredAt: at });
	await expect(collect({ code, by: li, at })).rejects.toMatchObject({ key: "households.recused" });
	await expect(order()).rejects.toMatchObject({ key: "households.recused" });
	await addKeeper({ villageId: store.villageId, personId: cast.staff.meng.personId, by: wang, at });
	await addKeeper({ villageId: store.villageId, personId: cast.staff.meng.personId, by: wang, at });
	await endKeeper({ villageId: store.villageId, personId: li.personId, by: wang, at });
	await endKeeper({ villageId: store.villageId, personId: li.personId, by: wang, at });
	await expect(collect({ code, by: li, at })).rejects.toMatchObject({ refusal: "not_found" });
	expect(await collect({ code, by: cast.staff.meng, at })).toEqual({ orderId });
	await expect(addKeeper({ villageId: store.villageId, personId: wang.personId, by: wang, at })).rejects.toMatchObject({
		refusal: "forbidden",
	});
});

test("a household with an order that waits stays; it has at most five", async () => {
	await deliveredIn(store.saltId, 9, cast.staff);
	const salt = (n: number) =>
		chosen(store.saltId).then((one) => placeOrder({ key: `salt-order-${n}`, wanted: [one], by: chen(), way: "own", at }));
	for (const n of [1, 2, 3, 4, 5]) await salt(n);
	await expect(salt(6)).rejects.toMatchObject({ key: "store.tooManyOpen" });
	const closing = carryOut(closeHousehold, { householdId: CHEN, why: "moved_away", by: cast.staff.wang, at });
	await expect(closing).rejects.toMatchObject({ key: "households.life.orderWaits" });
	expect(await said(db.run(sql`update households set closed_at = 1 where id = ${CHEN}`))).toContain("households stay while an order");
});

test.each<[string, string, string]>([
	[
		"an order without its points",
		"insert into store_order_stages (id, order_id, seq, stage, at, note) select 'x', id, 2, 'cancelled', 1, '' from store_orders",
		"points and goods go back",
	],
	[
		"a lapse before its time",
		"insert into store_order_stages (id, order_id, seq, stage, at, note) select 'x', id, 2, 'lapsed', 1, '' from store_orders",
		"go back",
	],
	[
		"goods from a stranger's hand",
		"insert into store_order_stages (id, order_id, seq, stage, actor_id, at, note) select 'x', id, 2, 'collected', 'person-meng', 1, '' from store_orders",
		"handed out by a keeper",
	],
	["another total", "update store_orders set points = 1", "nothing but the stage changes"],
	[
		"a line more",
		"insert into store_order_lines (order_id, good_id, price_id, quantity, points) select o.id, p.good_id, p.id, 1, p.points from store_orders o, store_prices p join store_goods g on g.id = p.good_id and g.name = '盐'",
		"before the order stands",
	],
	["more stock by hand", "update store_goods set stock = stock + 1", "follows store_movements"],
	[
		"stock that nobody signed",
		"insert into store_movements (good_id, seq, kind, quantity, stock_after, source_id, at) select id, 9, 'in', 5, 5, 'x', 1 from store_goods where name = '盐'",
		"one after the other",
	],
	["a movement undone", "delete from store_movements", "append-only"],
	[
		"an order of a stranger",
		"insert into store_orders (id, form_key, village_id, household_id, points, code_hash, stage_at, way, ordered_by, ordered_at, lapses_at) select 'x', 'x', village_id, 'household-fan', 1, 'x', 1, 'own', 'person-fan', 1, 2 from store_orders",
		"open household of the village",
	],
])("the database refuses %s", async (_what, statement, words) => {
	await soap();
	expect(await said(rawClient().execute(statement))).toContain(words);
});

test("who lives there is no keeper of what they take", async () => {
	await db.insert(householdMembers).values({ householdId: CHEN, personId: cast.staff.li.personId, joinedAt: at });
	const { orderId } = await soap();
	await expect(collect({ code: pickupCodeOf(orderId), by: cast.staff.li, at })).rejects.toMatchObject({ key: "households.recused" });
	const step = sql`insert into store_order_stages (id, order_id, seq, stage, actor_id, at, note) values ('x', ${orderId}, 2, 'collected', 'person-li', 1, '')`;
	expect(await said(db.run(step))).toContain("nor is close to it");
});
