import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { storeDonors, storeGoods, storePrices } from "#db/schema/store.ts";
import { sign } from "#domain/approvals/answer.ts";
import { addDonor, donorsOf } from "#domain/store/donors.ts";
import { addGood, endGood, setPrice } from "#domain/store/goods.ts";
import { placeOrder } from "#domain/store/order.ts";
import { fenOf, pickupCode, stockOf, wholeWithin } from "#domain/store/rules.ts";
import { deliver, onTheShelf, STORE_APPROVAL, takeStock } from "#domain/store/stock.ts";
import { stockPapers } from "#domain/store/stock-papers.ts";
import { onChange } from "#platform/changes.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { chosen, openStore, signStock, stockIn } from "#tests/store.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let store: Awaited<ReturnType<typeof openStore>>;
freshDatabase(async () => {
	cast = await inviteCast();
	store = await openStore(cast);
});

const at = MORNING;
const delivery = (more = {}) => ({
	...{ key: "delivery-key", goodId: store.saltId, quantity: "10", cost: "2", donorId: "", why: "采购单第 9 号" },
	...{ by: cast.staff.li, at },
	...more,
});
const count = (soap: string, more = {}) =>
	takeStock({
		key: "taking-key",
		villageId: store.villageId,
		counted: { [store.soapId]: soap, [store.saltId]: "0" },
		why: "受潮坏了一块",
		by: cast.staff.li,
		at,
		...more,
	});

test("what came in counts once a second, independent person signed it; sent twice it is one", async () => {
	const { deliveryId } = await deliver(delivery());
	await deliver(delivery());
	expect(await stockIn(store.saltId)).toBe(0);
	const [open] = await db
		.select()
		.from(approvals)
		.where(eq(approvals.subject, `delivery/${deliveryId}`));
	await expect(sign({ approvalId: open?.id ?? "", by: cast.staff.li, at }, { store: STORE_APPROVAL })).rejects.toMatchObject({
		refusal: "not_found",
	});
	await signStock(`delivery/${deliveryId}`, cast.staff.song);
	await expect(signStock(`delivery/${deliveryId}`, cast.staff.song)).rejects.toMatchObject({ key: "approvals.answeredAlready" });
	expect(await stockIn(store.saltId)).toBe(10);
	const [paper] = await stockPapers(cast.staff.song, store.villageId);
	expect(paper).toMatchObject({ delivery: { name: "盐", quantity: 10, unitCost: 200 }, approval: { answer: { said: "signed" } } });
});

test("kept price lists are dropped once what was signed for stands, not before", async () => {
	const { deliveryId } = await deliver(delivery());
	const seen: Promise<number | undefined>[] = [];
	const stop = onChange((tags) => tags.includes(`store:${store.villageId}`) && seen.push(stockIn(store.saltId)));
	await signStock(`delivery/${deliveryId}`, cast.staff.song);
	stop();
	expect(await Promise.all(seen)).toEqual([10]);
});

test.each<[string, object, string]>([
	["no number", { quantity: "一些" }, "storeDesk.quantityBounds"],
	["no cost", { cost: "" }, "storeDesk.costMissing"],
	["no paper", { why: "无" }, "approvals.whyMissing"],
	["another village's donor", { donorId: "x" }, "storeDesk.donorMissing"],
	["no key", { key: "" }, "submissions.brokenForm"],
])("a delivery with %s is refused", async (_what, more, key) => {
	await expect(deliver(delivery(more))).rejects.toMatchObject({ key });
});

test("only keepers and admins of the village write its books", async () => {
	const { meng } = cast.staff;
	await expect(deliver(delivery({ by: meng }))).rejects.toMatchObject({ refusal: "not_found" });
	await expect(count("3", { by: meng })).rejects.toMatchObject({ refusal: "not_found" });
	await expect(stockPapers(meng, store.villageId)).rejects.toMatchObject({ refusal: "not_found" });
	await expect(setPrice({ goodId: store.soapId, points: "1", by: cast.staff.li, at })).rejects.toMatchObject({ refusal: "not_found" });
	await expect(
		addDonor({ villageId: store.villageId, kind: "firm", name: "供销社", isNamed: true, by: cast.staff.li, at }),
	).rejects.toMatchObject({ refusal: "not_found" });
});

test("counted is what lies there, laid aside or not; a difference waits for a second signature, one at a time", async () => {
	await placeOrder({
		key: "chen-soap",
		wanted: [await chosen(store.soapId)],
		by: { personId: "person-chen", householdId: "household-chen" },
		way: "own",
		at,
	});
	expect(await onTheShelf(store.villageId)).toMatchObject([
		{ name: "盐", expected: 0 },
		{ name: "肥皂", expected: 3, aside: 1 },
	]);
	expect(await count("3")).toMatchObject({ differences: 0 });
	await expect(count("", { key: "taking-other" })).rejects.toMatchObject({ key: "storeDesk.countMissing" });
	expect(await count("2", { key: "taking-second" })).toMatchObject({ differences: 1 });
	expect(await count("2", { key: "taking-second" })).toMatchObject({ differences: 1 });
	await expect(count("2", { key: "taking-third" })).rejects.toMatchObject({ key: "storeDesk.countOpen" });
	await signStock("taking/taking-second", cast.staff.song);
	expect(await stockIn(store.soapId)).toBe(1);
	expect((await stockPapers(cast.staff.wang, store.villageId))[0]?.differences).toMatchObject([{ name: "肥皂", expected: 3, counted: 2 }]);
});

test("a count that was overtaken is signed by nobody, but counted again", async () => {
	await count("0");
	const by = { personId: "person-chen", householdId: "household-chen" };
	await placeOrder({ key: "chen-soap", wanted: [await chosen(store.soapId, 2)], by, way: "own", at });
	await expect(signStock("taking/taking-key", cast.staff.song)).rejects.toMatchObject({ key: "storeDesk.countAgain" });
});

test("a good is on the list once, with versions of its price, until it ends", async () => {
	const good = { villageId: store.villageId, name: "洗衣粉", unit: "袋", description: "", points: "8", by: cast.staff.wang, at };
	const first = await addGood(good);
	expect(await addGood(good)).toEqual(first);
	await expect(addGood({ ...good, name: "" })).rejects.toMatchObject({ key: "storeDesk.nameLength" });
	await expect(addGood({ ...good, points: "0" })).rejects.toMatchObject({ key: "storeDesk.priceBounds" });
	await expect(addGood({ ...good, unit: "" })).rejects.toMatchObject({ key: "storeDesk.unitLength" });
	await setPrice({ goodId: first.goodId, points: "9", by: cast.staff.wang, at });
	await setPrice({ goodId: first.goodId, points: "9", by: cast.staff.wang, at });
	const versions = await db.select().from(storePrices).where(eq(storePrices.goodId, first.goodId));
	expect(versions.map(({ points }) => points)).toEqual([8, 9]);
	await endGood({ goodId: store.soapId, by: cast.staff.wang, at });
	await endGood({ goodId: store.soapId, by: cast.staff.wang, at });
	const by = { personId: "person-chen", householdId: "household-chen" };
	await expect(placeOrder({ key: "chen-soap", wanted: [await chosen(store.soapId)], by, way: "own", at })).rejects.toMatchObject({
		key: "store.goodGone",
	});
	await expect(deliver(delivery({ goodId: store.soapId }))).rejects.toMatchObject({ key: "storeDesk.goodEnded" });
	expect((await db.select().from(storeGoods)).map(({ name }) => name).sort()).toEqual(["洗衣粉", "盐", "肥皂"]);
});

test("a donor is named if they agree, and gives without a cost", async () => {
	const donor = { villageId: store.villageId, kind: "firm", name: "柿林供销社", isNamed: false, by: cast.staff.wang, at };
	const { donorId } = await addDonor(donor);
	await addDonor(donor);
	await addDonor({ ...donor, isNamed: true });
	expect(await donorsOf(store.villageId)).toEqual([{ donorId, kind: "firm", name: "柿林供销社", isNamed: true }]);
	await expect(addDonor({ ...donor, name: "x" })).rejects.toMatchObject({ key: "storeDesk.donorLength" });
	await expect(addDonor({ ...donor, kind: "" })).rejects.toMatchObject({ key: "storeDesk.donorKind" });
	await deliver(delivery({ donorId, cost: "" }));
	expect(await db.select().from(storeDonors)).toHaveLength(1);
});

test.each<[string, string | null]>([
	["ab3 k7m", "ab3k7m"],
	["AB3-K7M", "ab3k7m"],
	["https://x.example/en/staff/store?a=1#ab3k7m", "ab3k7m"],
	["ab3k7", null],
	["oil111", "011111"],
	["", null],
])("a pick-up code typed as %s", (typed, code) => {
	expect(pickupCode(typed)).toBe(code);
});

test("figures are read as people type them", () => {
	expect([fenOf("3.5"), fenOf("１２元"), fenOf("0.05"), fenOf("三"), fenOf("1.234")]).toEqual([350, 1200, 5, undefined, undefined]);
	expect([
		wholeWithin("３", { least: 1, most: 9 }),
		wholeWithin("3.5", { least: 1, most: 9 }),
		wholeWithin("10", { least: 1, most: 9 }),
	]).toEqual([3, undefined, undefined]);
	expect([stockOf(0), stockOf(4), stockOf(5)]).toEqual(["none", "few", "some"]);
});
