import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { declaredRelatives, householdMembers, signInSlips } from "#db/schema/households.ts";
import { storeOrders } from "#db/schema/store-orders.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { placeOrder } from "#domain/store/order.ts";
import { pickupCodeOf } from "#domain/store/pickups.ts";
import { waiveTotp } from "#tests/accounts.ts";
import { inviteCast, minutesAfter } from "#tests/cast.ts";
import { photoOf } from "#tests/pictures.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { chosen, deliveredIn, earned, openStore, stockIn } from "#tests/store.ts";
import { Visitor } from "#tests/visitor.ts";

const now = new Date();
let cast: Awaited<ReturnType<typeof inviteCast>>;
let store: Awaited<ReturnType<typeof openStore>>;
const site = useSite(async () => {
	cast = await inviteCast();
	store = await openStore(cast);
	await deliveredIn(store.saltId, 60, cast.staff);
	for (const home of ["bao", "du"]) await earned(`household-${home}`, 2, now);
	await waiveTotp(cast.staff.wang);
});

const come = (viewer: Viewer) => signIn(new Visitor(site().origin), viewer);
let number = 0;
/** A pair of salt that waits; its code. */
async function ordered(home: "bao" | "chen" | "du", more: { letInBy?: string } = {}) {
	number += 1;
	const by = { personId: `person-${home}`, householdId: `household-${home}`, ...more };
	const { orderId } = await placeOrder({ key: `salt-order-${number}`, wanted: [await chosen(store.saltId)], by, way: "own", at: now });
	return { orderId, code: pickupCodeOf(orderId) };
}
const stageOf = async (orderId: string) => (await db.select().from(storeOrders).where(eq(storeOrders.id, orderId)))[0]?.stage;
const CODE = "form:has(input[name=code]:not([type=hidden]))";
const causeOf = (work: Promise<unknown>) =>
	work.then(
		() => "",
		(failure: Error) => String(failure.cause ?? failure),
	);

test("from their first page a keeper serves without JavaScript in three actions each, and stands at the code again with the last one told", async () => {
	const li = await come(cast.staff.li);
	const way = (await li.open("/staff")).root.querySelector("main a[href='/staff/store']");
	expect(way?.textContent).toContain("积分超市柜台");
	let page = await li.open("/staff/store");
	for (const home of ["chen", "du"] as const) {
		const { orderId, code } = await ordered(home);
		// Typing (or scanning), Enter, and Enter on the button that has the focus.
		const found = await li.submit(page, CODE, { code: `${code.slice(0, 3)} ${code.slice(3)}`.toUpperCase() });
		expect(found.address).toMatch(/^\/staff\/store(\?sent=1)?$/);
		expect(found.text).toContain("盐 × 1");
		expect(found.text).toContain(home === "chen" ? "东沟 0002 户" : "西坡 0001 户");
		expect(found.root.querySelector("main [autofocus]")?.textContent).toBe("给货了");
		const handing = found;
		page = await li.submit(handing, "给货了");
		expect([await stageOf(orderId), page.text]).toEqual(["collected", expect.stringContaining("刚给的")]);
		expect(page.root.querySelector("main [autofocus]")?.getAttribute("name")).toBe("code");
		expect(page.address).not.toContain(code);
		// A double tap gets the first answer.
		expect((await li.submit(handing, "给货了")).text).toContain("给货了。下一位。");
	}
	expect((await li.open("/staff/store")).text).toContain("没有等人来取的");
});

test("a code that is wrong, used, given back or made by the keeper's own slip says so, and nothing is handed out", async () => {
	const li = await come(cast.staff.li);
	const page = await li.open("/staff/store");
	const look = (code: string) => li.submit(page, CODE, { code });
	const wrong = await look("000000");
	expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining("没有这个取货码")]);
	expect((await look("")).status).toBe(422);
	const used = await ordered("chen");
	const found = await look(used.code);
	await li.submit(found, "给货了");
	const again = await look(used.code);
	expect([again.status, again.text]).toEqual([409, expect.stringContaining("已经取过了")]);
	const back = await ordered("chen");
	const waits = await look(back.code);
	const cancelled = await li.submit(await li.open("/staff/store"), `form:has(input[value=${back.orderId}])`);
	expect([await stageOf(back.orderId), cancelled.text]).toEqual(["cancelled", expect.stringContaining("退掉了")]);
	const late = await li.submit(waits, "给货了");
	expect([late.status, late.text]).toEqual([409, expect.stringContaining("已经退掉或过期")]);
	const bySlip = await ordered("chen", { letInBy: cast.staff.li.personId });
	const own = await look(bySlip.code);
	expect([own.status, own.text]).toEqual([403, expect.stringContaining("用您打的纸条登录")]);
	expect(await stageOf(bySlip.orderId)).toBe("ordered");
	const meng = await come(cast.staff.meng);
	expect((await meng.open("/staff/store")).status).toBe(404);
	expect((await meng.post("/staff/store?_action=store.cancel", new URLSearchParams({ orderId: bySlip.orderId }))).status).toBe(404);
	expect(await stageOf(bySlip.orderId)).toBe("ordered");
	await (await come(cast.homes.chen.viewer)).post("/me/orders?_action=orders.cancel", new URLSearchParams({ orderId: bySlip.orderId }));
});

test("for a household without a phone a keeper finds it, orders and hands out at once or writes its code down; the form sent again is one order", async () => {
	const li = await come(cast.staff.li);
	const found = await li.submit(await li.open("/staff/store/order"), "form[role=search]", { search: "杜" });
	// The only household that was found is opened at once.
	const address = "/staff/store/order?household=household-du";
	expect(found.text).toContain("户主杜长河");
	const many = await li.submit(await li.open("/staff/store/order"), "form[role=search]", { search: "0001" });
	expect(many.root.querySelectorAll("main a[href*='household=']")).toHaveLength(2);
	const page = await li.open(address);
	expect(page.text).toMatch(/这一户能换 \d+ 分/);
	const salt = `q-${store.saltId}`;
	const before = await stockIn(store.saltId);
	const stranger = await li.submit(page, "换", { [salt]: "1", saidBy: "王小明" });
	expect([stranger.status, stranger.root.querySelector(`input[name=${salt}]`)?.getAttribute("value")]).toEqual([422, "1"]);
	expect((await li.submit(page, "换", { saidBy: "杜长河" })).text).toContain("还没选东西");
	const handed = await li.submit(page, "换", { [salt]: "1", saidBy: "杜长河" });
	expect(handed.text).toMatch(/换好了，东西给了。.*刚给的/);
	expect((await li.submit(page, "换", { [salt]: "1", saidBy: "杜长河" })).text).toContain("换好了");
	expect(await stockIn(store.saltId)).toBe((before ?? 0) - 1);
	const later = await li.submit(await li.open(address), "换", { [salt]: "1", saidBy: "杜长河", isHandedOut: false });
	const [order] = await db.select().from(storeOrders).where(eq(storeOrders.way, "keeper")).orderBy(sql`ordered_at desc`);
	expect(later.root.querySelector(".pickup-code")?.textContent.replace(/\s/g, "")).toBe(pickupCodeOf(order?.id ?? ""));
	expect((await li.submit(await li.open("/staff/store"), `form:has(input[value=${order?.id}])`)).text).toContain("退掉了");
	expect((await li.open("/staff/store/order?household=household-fan")).status).toBe(404);
});

test("a keeper serves neither their own household nor close ones, nor orders by a slip that they printed; the database refuses it whoever asks", async () => {
	const { li } = cast.staff;
	const visitor = await come(li);
	const counter = await visitor.open("/staff/store");
	const taking = (orderId: string) => sql`insert into store_order_stages (id, order_id, seq, stage, actor_id, at, note)
		values (${orderId}, ${orderId}, 2, 'collected', ${li.personId}, 1, '')`;
	const slip = { householdId: "household-du", personId: "person-du", pinHash: "x", issuedBy: li.personId, issuedAt: now };
	await db.insert(signInSlips).values({ ...slip, expiresAt: minutesAfter(now, 60), usedAt: now });
	const du = await visitor.open("/staff/store/order?household=household-du");
	const printed = await visitor.submit(du, "换", { [`q-${store.saltId}`]: "1", saidBy: "杜长河" });
	expect([printed.status, printed.text]).toEqual([403, expect.stringContaining("这一户的纸条是您打的")]);

	const page = await visitor.open("/staff/store/order?household=household-bao");
	const [own, kin] = [await ordered("bao"), await ordered("chen")];
	await db.insert(householdMembers).values({ householdId: "household-bao", personId: li.personId, joinedAt: now });
	await db.insert(declaredRelatives).values({ personId: li.personId, householdId: "household-chen", declaredAt: now });
	for (const { code, orderId } of [own, kin]) {
		const refused = await visitor.submit(counter, CODE, { code });
		expect([refused.status, refused.text]).toEqual([403, expect.stringContaining("这是您自己家或者您申报过的亲戚家")]);
		expect(await causeOf(db.run(taking(orderId)))).toContain("nor is close to it");
		expect(await stageOf(orderId)).toBe("ordered");
	}
	// What is their own they may give back like any household.
	const cancelling = new URLSearchParams({ orderId: kin.orderId });
	expect((await visitor.post("/staff/store?_action=store.cancel", cancelling)).status).toBe(403);
	const ordering = await visitor.submit(page, "换", { [`q-${store.saltId}`]: "1", saidBy: "鲍春生" });
	expect([ordering.status, ordering.text]).toEqual([403, expect.stringContaining("请另一位店长来")]);
	expect(ordering.root.querySelector(`input[name=q-${store.saltId}]`)).toBeNull();
});

test("without JavaScript an admin prices a good and appoints, a keeper enters what came once, an auditor signs it, and a count without a difference stands", async () => {
	const { li, song, wang } = cast.staff;
	const address = `/staff/store/stock?village=${store.villageId}`;
	const admin = await come(wang);
	const desk = await admin.open("/staff/store/stock");
	expect(desk.root.querySelector(`main a[href="${address}"]`)).not.toBeNull();
	const add = { name: "洗衣粉", unit: "袋", points: "3", description: "" };
	const added = await admin.submit(await admin.open(address), "上架", add);
	expect(added.text).toMatch(/上架了。.*洗衣粉 · 3 分/);
	expect((await admin.submit(added, "上架", { ...add, points: "很多" })).status).toBe(422);
	const keeper = await come(li);
	const page = await keeper.open(address);
	expect(page.root.querySelector("main input[name=points]")).toBeNull();
	const goodId = page.root.querySelectorAll("select[name=goodId] option").find(({ textContent }) => textContent === "洗衣粉");
	const entered = { goodId: goodId?.getAttribute("value") ?? "", quantity: "20", cost: "6.80", why: "采购单第 77 号" };
	for (const _ of ["once", "twice"]) expect((await keeper.submit(page, "请第二个人签字", entered)).text).toContain("等第二个人签字");
	expect((await keeper.submit(page, "请第二个人签字", { ...entered, quantity: "一些" })).status).toBe(422);
	expect(await stockIn(entered.goodId)).toBe(0);
	const auditor = await come(song);
	const waits = await auditor.open(address);
	expect(waits.text).toContain("洗衣粉 20 袋，每份 6.80 元");
	expect((await auditor.submit(waits, "form:has(input[name=approvalId])")).text).toContain("签好了");
	expect(await stockIn(entered.goodId)).toBe(20);
	const shelf = await keeper.open(address);
	const counts = shelf.root.querySelectorAll("input[name^=count-]").map((field) => {
		const hint = shelf.root.querySelector(`[id="${field.getAttribute("id")}-hint"]`)?.textContent ?? "";
		return [field.getAttribute("name") ?? "", /账上 (\d+)/.exec(hint)?.[1] ?? ""] as const;
	});
	expect((await keeper.submit(shelf, "盘点", Object.fromEntries(counts))).text).toContain("盘点记下了");
	expect((await keeper.submit(shelf, "盘点", { ...Object.fromEntries(counts), [counts[0]?.[0] ?? ""]: "" })).status).toBeLessThan(500);
	expect((await (await come(cast.staff.meng)).open(address)).status).toBe(404);
});

test("a keeper puts up the photo of a good: what is refused keeps the tick, everybody sees it by its name, and taken down it is gone", async () => {
	const li = await come(cast.staff.li);
	const stock = await li.open(`/staff/store/stock?village=${store.villageId}`);
	const address = stock.root.querySelector(`main a[href='/staff/store/goods/${store.saltId}']`)?.getAttribute("href") ?? "";
	const empty = await li.open(address);
	const photo = new File([new Uint8Array(await photoOf(5, { width: 640, height: 480 }))], "盐.jpg");
	const broken = await li.submit(empty, "放上去", { isLookedAt: "on", photo: new File(["x"], "a.jpg") });
	expect([broken.status, broken.root.querySelector("input[name=isLookedAt]")?.hasAttribute("checked")]).toEqual([422, true]);
	const unlooked = await li.submit(empty, "放上去", { photo });
	expect([unlooked.status, unlooked.text]).toEqual([422, expect.stringContaining("再打勾")]);
	const done = await li.submit(empty, "放上去", { isLookedAt: "on", photo });
	expect([done.address, done.text]).toEqual([`${address}?done=photo`, expect.stringContaining("照片放好了")]);
	const stranger = new Visitor(site().origin);
	const way = `/villages/${store.villageId}/store`;
	const own = await (await come(cast.homes.chen.viewer)).open("/me/orders");
	const pages = [
		own,
		await stranger.open(way),
		await stranger.open(`${way}/sheet`),
		await li.open("/staff/store/order?household=household-du"),
	];
	const pictures = pages.map(({ root }) => root.querySelector("main img[alt='盐的照片']")?.getAttribute("src") ?? "");
	expect(new Set(pictures).size).toBe(1);
	expect((await stranger.ask(pictures[0] ?? "")).status).toBe(200);
	const gone = await li.submit(done, "拿掉照片");
	expect([gone.text.includes("照片拿掉了"), gone.text.includes("还没有照片")]).toEqual([true, true]);
	expect((await li.submit(done, "拿掉照片")).text).toContain("照片拿掉了");
	expect((await stranger.ask(pictures[0] ?? "")).status).toBe(404);
	expect((await stranger.open(way)).root.querySelector("main img[alt='盐的照片']")).toBeNull();
	expect((await (await come(cast.staff.meng)).open(address)).status).toBe(404);
});

test("a keeper reads a month of the store's books from its stock, prints it by doors and takes it along for Excel; a moderator elsewhere does not", async () => {
	const li = await come(cast.staff.li);
	const stock = await li.open(`/staff/store/stock?village=${store.villageId}`);
	const way = stock.root.querySelector(`main a[href='/staff/store/books/${store.villageId}']`);
	expect(way?.textContent).toBe("看台账");
	const month = `${now.toISOString().slice(0, 7)}`;
	const books = await li.submit(await li.open(way?.getAttribute("href") ?? ""), "看看", { month });
	expect(books.text).toMatch(/换东西一共用了 \d+ 分，进货一共花了 [\d.]+ 元/);
	expect([books.text.includes("换出 · 盐 · 西坡 0001 号"), books.text.includes("杜长河")]).toEqual([true, false]);
	const [file, sheet] = ["下载 Excel 文件", "打印台账"].map(
		(words) =>
			books.root
				.querySelectorAll("main a")
				.find(({ textContent }) => textContent === words)
				?.getAttribute("href") ?? "",
	);
	const printed = await li.open(sheet ?? "");
	expect([printed.text.includes("西坡 0001 号"), printed.text.includes("杜长河"), printed.text.includes("经手人")]).toEqual([
		true,
		false,
		true,
	]);
	const taken = await li.ask(file ?? "");
	expect([taken.status, taken.headers.get("content-disposition")]).toEqual([200, expect.stringContaining(".xlsx")]);
	await taken.body?.cancel();
	const meng = await come(cast.staff.meng);
	for (const address of [file, sheet, books.address]) expect((await meng.open(address ?? "")).status, address).toBe(404);
});
