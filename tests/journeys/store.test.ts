import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { storeOrders } from "#db/schema/store-orders.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { redeemableOf } from "#domain/points/ledger.ts";
import { verifyFunds, verifyLedger } from "#domain/points/verify.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { collect } from "#domain/store/collect.ts";
import { addDonor } from "#domain/store/donors.ts";
import { addGood, setPrice } from "#domain/store/goods.ts";
import { pickupCodeOf } from "#domain/store/pickups.ts";
import { verifyStores } from "#domain/store/verify.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { openScreen, sitDown } from "#tests/kiosks.ts";
import { useSite } from "#tests/server.ts";
import { sessionFor, signIn } from "#tests/sign-in.ts";
import { chosen, deliveredIn, openStore, stockIn } from "#tests/store.ts";
import { type Seen, Visitor } from "#tests/visitor.ts";
import { tallied, warmLines } from "#tests/warm.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let store: Awaited<ReturnType<typeof openStore>>;
const site = useSite(async () => {
	cast = await inviteCast();
	await changeSetting({ key: "staffTotpRequired", value: "no", by: null, at: MORNING });
	store = await openStore(cast);
});

const come = (viewer: Viewer) => signIn(new Visitor(site().origin), viewer);
const soap = () => `q-${store.soapId}`;
const ordersOfChen = () =>
	db.select().from(storeOrders).where(eq(storeOrders.householdId, "household-chen")).orderBy(storeOrders.orderedAt);
const typedIn = (page: Seen, name: string) => page.root.querySelector(`main input[name=${name}]`)?.getAttribute("value");
const wrongAt = (page: Seen, name: string) => page.root.querySelector(`main input[name=${name}]`)?.getAttribute("aria-invalid");

test("without JavaScript a household orders in four actions and reads its code; the form sent again is the same order", async () => {
	const chen = await come(cast.homes.chen.viewer);
	const home = await chen.open("/me");
	expect(home.root.querySelector("main a[href='/me/orders']")?.textContent).toBe("积分超市");
	const shop = await chen.open("/me/orders");
	expect(shop.text).toContain("只剩 3 份");
	expect(typedIn(shop, `q-${store.saltId}`)).toBeUndefined();
	const done = await chen.submit(shop, "换", { [soap()]: "１" });
	const [order] = await ordersOfChen();
	const code = pickupCodeOf(order?.id ?? "");
	expect([done.address, done.root.querySelector("main .pickup code")?.textContent.replace(/\s/g, "")]).toEqual([
		"/me/orders?done=ordered",
		code,
	]);
	expect(done.text).toContain("肥皂 × 1");
	await chen.submit(shop, "换", { [soap()]: "1" });
	expect([await ordersOfChen(), await stockIn(store.soapId)]).toMatchObject([{ length: 1 }, 2]);
});

test("too many, too few points, none, a word and a price that changed are said at their field, and what was typed stands", async () => {
	const chen = await come(cast.homes.chen.viewer);
	const shop = await chen.open("/me/orders");
	const order = (quantity: string, page = shop) => chen.submit(page, "换", { [soap()]: quantity });
	const few = await order("3");
	expect([few.status, few.text, typedIn(few, soap()), wrongAt(few, soap())]).toEqual([
		409,
		expect.stringContaining("肥皂只剩 2 份"),
		"3",
		"true",
	]);
	const poor = await order("2");
	expect([poor.status, poor.text, typedIn(poor, soap())]).toEqual([409, expect.stringContaining("能兑换的只有 5 分"), "2"]);
	expect((await order("")).text).toContain("还没选东西");
	const word = await order("两块");
	expect([word.status, typedIn(word, soap()), wrongAt(word, soap())]).toEqual([422, "两块", "true"]);
	await setPrice({ goodId: store.soapId, points: "4", by: cast.staff.wang, at: new Date() });
	const changed = await order("1");
	expect([changed.status, changed.text, typedIn(changed, soap())]).toEqual([409, expect.stringContaining("肥皂 5 → 4"), "1"]);
	expect(await ordersOfChen()).toHaveLength(1);
	expect((await order("1", changed)).text).toContain("换好了");
	expect(await ordersOfChen()).toMatchObject([{ points: 5 }, { points: 4 }]);
});

test("an order is cancelled by its own household, after a question, and once; what is collected stays", async () => {
	const [first, second] = await ordersOfChen();
	const chen = await come(cast.homes.chen.viewer);
	const page = await chen.open("/me/orders");
	const form = { orderId: first?.id ?? "" };
	const du = await come(cast.homes.du.viewer);
	expect((await du.post("/me/orders?_action=orders.cancel", new URLSearchParams(form))).status).toBe(404);
	const cancelling = `form:has(input[name=orderId][value=${form.orderId}])`;
	expect(page.root.querySelector(cancelling)?.closest("details")?.text).toContain("真的不要了");
	const stock = await stockIn(store.soapId);
	for (const _ of ["once", "twice"]) expect((await chen.submit(page, cancelling)).text).toContain("退掉了");
	expect([await stockIn(store.soapId), (await ordersOfChen())[0]?.stage]).toEqual([(stock ?? 0) + 1, "cancelled"]);
	await collect({ code: pickupCodeOf(second?.id ?? ""), by: cast.staff.li, at: new Date() });
	const late = await chen.submit(page, `form:has(input[name=orderId][value=${second?.id}])`);
	expect([late.status, late.text]).toEqual([409, expect.stringContaining("东西已经取走了")]);
	expect((await chen.open("/me")).text).toContain("您家用 4 分换的肥皂 × 1取走了，是店长李敏给的");
	const after = await chen.open("/me/orders");
	expect([after.text.includes("取走了"), after.root.querySelector("main .pickup")]).toEqual([true, null]);
});

test("who has nothing to spend reads the prices and why; a village without goods says so", async () => {
	const du = await (await come(cast.homes.du.viewer)).open("/me/orders");
	expect(du.text).toContain("您家现在没有能换东西的积分");
	expect([du.text.includes("4 分"), typedIn(du, soap())]).toEqual([true, undefined]);
	const fan = await (await come(cast.homes.fan.viewer)).open("/me/orders");
	expect(fan.text).toContain("架上还没有东西");
});

test("at a kiosk a household orders by a slip and reads its code, and who printed the slip is kept with the order", async () => {
	const screen = await openScreen(site().origin, cast.staff.wang);
	const seat = await sitDown(screen, { ...cast.homes.chen, key: "chen", admin: cast.staff.wang });
	expect([seat.address, seat.root.querySelector("main a")]).toEqual(["/kiosk/store", null]);
	const done = await screen.submit(seat, "换", { [soap()]: "1" });
	const order = (await ordersOfChen()).at(-1);
	expect([done.address, order?.way, order?.letInBy]).toEqual(["/kiosk/store?done=ordered", "kiosk", cast.staff.wang.personId]);
	expect(done.root.querySelector("main .pickup code")?.textContent.replace(/\s/g, "")).toBe(pickupCodeOf(order?.id ?? ""));
	const back = await screen.submit(done, `form:has(input[name=orderId][value=${order?.id}])`);
	expect([back.address, back.text]).toEqual(["/kiosk/store?done=cancelled", expect.stringContaining("退掉了")]);
	await screen.submit(back, "退出");
	expect((await screen.open("/kiosk/store")).address).toBe("/kiosk");
});

test("what was exchanged is read by the village's households, by door; prices and named donors by everybody", async () => {
	const du = await (await come(cast.homes.du.viewer)).open("/me/taken");
	expect(du.text).toContain("东沟 0002 号");
	expect([du.text.includes("肥皂 × 1"), du.text.includes("陈桂兰")]).toEqual([true, false]);
	expect((await (await come(cast.homes.fan.viewer)).open("/me/taken")).text).toContain("还没有人换走东西");
	const donor = { villageId: store.villageId, kind: "firm", by: cast.staff.wang, at: new Date() };
	for (const [name, isNamed] of [
		["柿林供销社", true],
		["不愿具名的人", false],
	] as const)
		await addDonor({ ...donor, name, isNamed });
	const stranger = new Visitor(site().origin);
	expect((await stranger.open("/me/taken")).address).toContain("/sign-in");
	const way = `/villages/${store.villageId}/store`;
	expect((await stranger.open(`/villages/${store.villageId}`)).root.querySelector(`main a[href='${way}']`)).not.toBeNull();
	for (const address of [way, `${way}/sheet`]) {
		const { text } = await stranger.open(address);
		expect([text.includes("肥皂"), text.includes("4 分"), text.includes("柿林供销社"), text.includes("不愿具名")]).toEqual([
			true,
			true,
			true,
			false,
		]);
		expect(text, address).not.toMatch(/只剩|0002/);
	}
	expect((await stranger.ask(`/villages/${cast.places.donggou.id}/store`)).status).toBe(404);
});

const expectSound = async () => {
	const found = [await verifyStores(), await verifyLedger(), await verifyFunds()];
	expect(found.flatMap(({ faults }) => faults as unknown[])).toEqual([]);
};

test("200 orders at once over warm connections for the last three, by a household with points for two: two stand, and everybody is answered in words", async () => {
	const points = await redeemableOf(db, "household-chen");
	const price = Math.floor(points / 2);
	expect(3 * price).toBeGreaterThan(points);
	const good = { villageId: store.villageId, name: "毛巾", unit: "条", description: "", points: String(price), by: cast.staff.wang };
	const { goodId } = await addGood({ ...good, at: new Date() });
	await deliveredIn(goodId, 3, cast.staff);
	const { priceId } = await chosen(goodId);
	const session = await sessionFor(cast.homes.chen.viewer);
	const lines = await warmLines(site(), 200);
	const order = (n: number) => ({ session, fields: { key: `towel-number-${n}`, [`q-${goodId}`]: "1", [`p-${goodId}`]: priceId } });
	const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => lines.send("/me/orders?_action=orders.place", order(n))));
	lines.cut();
	expect(tallied(answers)).toEqual({ 303: 2, 409: 198 });
	expect([await stockIn(goodId), await redeemableOf(db, "household-chen")]).toEqual([1, points - 2 * price]);
	await expectSound();
});

test("handed out and given back at once over warm connections, an order is one of the two, once", async () => {
	const [keeper, home] = [await sessionFor(cast.staff.li), await sessionFor(cast.homes.chen.viewer)];
	const waiting = (await ordersOfChen()).filter(({ stage }) => stage === "ordered");
	expect(waiting).toHaveLength(2);
	const lines = await warmLines(site(), 40);
	for (const [first, { id: orderId }] of waiting.entries()) {
		const handOut = () => lines.send("/staff/store?_action=store.handOut", { session: keeper, fields: { code: pickupCodeOf(orderId) } });
		const cancel = () => lines.send("/me/orders?_action=orders.cancel", { session: home, fields: { orderId } });
		const deeds = Array.from({ length: 40 }, (_, n) => n % 2 === first);
		const answers = await Promise.all(
			deeds.map(async (isHandedOut) => ({ isHandedOut, status: await (isHandedOut ? handOut() : cancel()) })),
		);
		const [order] = (await ordersOfChen()).filter(({ id }) => id === orderId);
		const statuses = (isHandedOut: boolean) => tallied(answers.flatMap((one) => (one.isHandedOut === isHandedOut ? [one.status] : [])));
		const told = { stage: order?.stage, handedOut: statuses(true), cancelled: statuses(false) };
		expect([
			{ stage: "collected", handedOut: { 303: 1, 409: 19 }, cancelled: { 409: 20 } },
			// Given back twice it is given back.
			{ stage: "cancelled", handedOut: { 409: 20 }, cancelled: { 303: 20 } },
		]).toContainEqual(told);
	}
	lines.cut();
	await expectSound();
});
