import type { Locator, Page } from "playwright";
import { expect, test } from "vitest";
import { write } from "#db/client.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { enterList } from "#domain/awards/enter-list.ts";
import { dayAt } from "#domain/calendar/rules.ts";
import { recordOf } from "#domain/closes/rules.ts";
import { award, credit, holdingOf } from "#domain/points/credit.ts";
import { redeem } from "#domain/points/redeem.ts";
import { vest } from "#domain/points/vest.ts";
import { collect } from "#domain/store/collect.ts";
import { addGood } from "#domain/store/goods.ts";
import { placeOrder } from "#domain/store/order.ts";
import { photographGood } from "#domain/store/photos.ts";
import { pickupCodeOf } from "#domain/store/pickups.ts";
import { waiveTotp } from "#tests/accounts.ts";
import { faultsInHand, faultsOn } from "#tests/axe.ts";
import { useBrowser } from "#tests/browser.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { depositIn } from "#tests/funds.ts";
import { sheetsOf } from "#tests/paper.ts";
import { photoOf, uploadOf } from "#tests/pictures.ts";
import { useSite } from "#tests/server.ts";
import { chosen, deliveredIn, earned, openStore } from "#tests/store.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let villageId = "";
let listId = "";
let saltId = "";
let number = 0;
/** An order that its household placed on its phone; its code. */
async function ordered(home: keyof typeof cast.homes, goodId = saltId): Promise<string> {
	number += 1;
	const by = { personId: `person-${home}`, householdId: `household-${home}` };
	const order = { key: `order-${number}-of-${home}`, wanted: [await chosen(goodId)], by, way: "own" as const, at: new Date() };
	return pickupCodeOf((await placeOrder(order)).orderId);
}
const site = useSite(async () => {
	cast = await inviteCast();
	const store = await openStore(cast);
	({ villageId, saltId } = store);
	const at = new Date();
	await deliveredIn(saltId, 30, cast.staff);
	await depositIn(cast.places.baiyang.id, 100);
	for (const home of ["bao", "chen", "du", "fan"]) await earned(`household-${home}`, 2, at);
	await collect({ code: await ordered("chen"), by: cast.staff.li, at });
	for (const home of ["chen", "du"] as const) await ordered(home, store.soapId);
	await waiveTotp(cast.staff.wang);
	const list = { villageId, heldOn: dayAt(at), words: "组长点的名", paperNumber: "3", by: cast.staff.wang, at };
	listId = (await enterList({ ...list, key: "k".repeat(26), code: "P04", occasion: "冬日集中清洁", homes: "东沟 1\n东沟 2", helped: "" }))
		.listId;
	await enterList({ ...list, key: "h".repeat(26), code: "P05", occasion: "帮陈家扫院子", homes: "西坡 1", helped: "东沟 2" });
});
const open = useBrowser();

const chen = () => cast.homes.chen.viewer;
const wang = () => cast.staff.wang;
const pages: Record<string, [address: () => string, whose: () => Viewer | undefined]> = {
	"a household's store": [() => "/me/orders", chen],
	"what a village exchanged": [() => "/me/taken", chen],
	"help that is asked about": [() => "/me/helped", chen],
	"the price list": [() => `/villages/${villageId}/store`, () => undefined],
	"the counter": [() => "/staff/store", () => cast.staff.li],
	"an order for a household": [() => "/staff/store/order?search=陈", () => cast.staff.li],
	"the stock": [() => `/staff/store/stock?village=${villageId}`, wang],
	"the photo of a good": [() => `/staff/store/goods/${saltId}`, () => cast.staff.li],
	"the books of a store": [() => `/staff/store/books/${villageId}`, () => cast.staff.li],
	"the books of a store as a sheet": [() => `/staff/store/books/${villageId}/sheet`, wang],
	"point cards": [() => `/staff/points/cards?village=${villageId}`, wang],
	"the ledger of a month as a sheet": [() => `/staff/points/ledger/${villageId}`, wang],
	"the check of a sheet": [() => "/points/check", () => undefined],
	"a household's points, each of which may be called wrong": [() => "/me/points", chen],
	"the months of a village": [() => `/staff/points/closes/${villageId}`, wang],
	"what is asked about": [() => "/staff/points/callbacks", wang],
	"the months of all villages": [() => "/staff/points/closes", wang],
	"the lists": [() => "/staff/awards", wang],
	"a list": [() => `/staff/awards/${listId}`, wang],
};

test.each(Object.entries(pages))(
	"%s has nothing that axe finds, by day nor at night in 关怀版, and fits 320 pixels",
	async (_, [address, whose]) => {
		const viewer = whose();
		const page = await open({ site: site(), width: 360, looks: true, ...(viewer && { viewer }) });
		await page.goto(address());
		expect(await faultsInHand(page)).toEqual([]);
	},
);

/** As much as the portal's own rules let a household earn in a month, with what was held, paid out and spent beside it. */
async function fullMonth(householdId: string): Promise<void> {
	const at = new Date();
	const times = { P02: 1, P03: 1, P04: 4, P05: 2, P06: 10, P07: 2, P08: 1, P09: 1, P10: 4 };
	const deeds = Object.entries(times).flatMap(([rule, most]) =>
		Array.from({ length: most }, (_, n) => ({ rule, key: `full:${rule}:${n}` })),
	);
	await write(async (tx) => {
		const of = (key: string) => ({ source: key, evidence: key, householdId, decidedBy: null, at });
		for (const { rule, key } of deeds) await credit(tx, { rule, ...of(key), stars: 5 });
		for (const key of ["full:P01:1", "full:P01:2"]) {
			await award(tx, { rule: "P01", ...of(key) });
			await vest(tx, { source: holdingOf(key), decidedBy: null, at });
		}
		for (let n = 0; n < 10; n += 1)
			await redeem(tx, { householdId, points: 1, source: `full:order:${n}`, evidence: "order", actorId: null, at });
	});
}

test("a household's month is one sheet of A4, the fullest that the rules allow as well as an empty one, and nothing of it is cut off", async () => {
	const viewer = cast.homes.fan.viewer;
	const page = await open({ site: site(), width: 1280, viewer });
	const address = `/me/statement?month=${recordOf(new Date())}`;
	await page.goto(address);
	expect(await sheetsOf(page)).toEqual(["210×297"]);
	await fullMonth(cast.homes.fan.householdId);
	await page.goto(address);
	expect(await page.locator(".statement-lines tbody tr").count()).toBeGreaterThanOrEqual(38);
	expect(await sheetsOf(page)).toEqual(["210×297"]);
	const phone = await open({ site: site(), width: 360, looks: true, viewer });
	await phone.goto(address);
	expect(await faultsInHand(phone)).toEqual([]);
});

/** Who serves with the keys alone: what the hand does is counted, and each page is waited for by what has the focus on it. */
function handsOf(page: Page) {
	let actions = 0;
	return {
		type: async (words: string) => {
			actions += 1;
			await page.keyboard.type(words);
		},
		press: async (key: "Enter" | "Tab" | "Space") => {
			actions += 1;
			await page.keyboard.press(key);
		},
		stands: async (where: string) => {
			await page.locator(`${where}:focus`).waitFor();
		},
		done: () => actions,
	};
}
const FIELD = "input[name=code]:not([type=hidden])";
const soon = (page: Page, words: string) => page.getByText(words).first().waitFor();

test.each([
	["with a script", true],
	["without one", false],
])(
	"at 360 pixels a keeper serves a queue by keys alone, three actions each, %s; wrong codes cost nothing",
	async (_, javaScriptEnabled) => {
		const page = await open({ site: site(), width: 360, viewer: cast.staff.li, javaScriptEnabled, provokes: /status of 4/ });
		await page.goto("/staff/store");
		const hands = handsOf(page);
		await hands.stands(FIELD);
		const codes: string[] = [];
		for (const home of ["chen", "bao", "chen"] as const) codes.push(await ordered(home));
		for (const [served, code] of codes.entries()) {
			await hands.type(code);
			await hands.press("Enter");
			await hands.stands("button");
			expect(await page.locator("main dl").first().innerText()).toContain("盐 × 1");
			if (javaScriptEnabled && served === 0) expect(await faultsOn(page)).toEqual([]);
			await hands.press("Enter");
			await hands.stands(FIELD);
			await soon(page, "给货了。下一位。");
			expect(hands.done()).toBe(3 * (served + 1));
		}
		// Of a store of another village this keeper learns nothing; what was typed stands there, to be mended or typed over.
		const waiting = await ordered("bao");
		for (const [code, words] of [
			["000000", "这个店里没有这个取货码"],
			[await elsewhere(), "这个店里没有这个取货码"],
			[codes[0] ?? "", "已经取过了"],
		] as const) {
			await page.goto("/staff/store");
			await hands.stands(FIELD);
			await hands.type(code);
			await hands.press("Enter");
			await soon(page, words);
			expect(await page.locator(FIELD).inputValue()).toBe(code);
			// Without a script what is wrong is read first, and its link leads to the field.
			if (!javaScriptEnabled) for (const key of ["Tab", "Enter"] as const) await hands.press(key);
			await hands.stands(`${FIELD}[aria-invalid=true]`);
		}
		if (!javaScriptEnabled) await page.keyboard.press("Control+A");
		await hands.type(waiting);
		await hands.press("Enter");
		await hands.stands("button");
		await hands.press("Enter");
		await soon(page, "给货了。下一位。");
	},
);

test("on a cheap phone a keeper serves a queue in four touches each at most, and sees how each good looks", async () => {
	const upload = await uploadOf(await photoOf(90, { width: 480, height: 360 }));
	await photographGood({ goodId: saltId, isLookedAt: true, upload, by: cast.staff.li, at: new Date() });
	const page = await open({ site: site(), width: 320, viewer: cast.staff.li, hasTouch: true, isMobile: true });
	await page.goto("/staff/store");
	for (const nth of [1, 2]) {
		const code = await ordered("chen");
		let touches = 0;
		const touch = async (where: Locator) => {
			touches += 1;
			await where.tap();
		};
		await touch(page.locator(FIELD));
		touches += 1;
		await page.keyboard.type(code);
		await touch(page.getByRole("button", { name: "对码" }));
		const handOut = page.getByRole("button", { name: "给货了" });
		await handOut.waitFor();
		expect(await page.locator("main .pickup img").evaluate((img: HTMLImageElement) => img.decode().then(() => img.naturalWidth > 0))).toBe(
			true,
		);
		expect((await handOut.boundingBox())?.y).toBeLessThan(780);
		if (nth === 1) expect(await faultsOn(page)).toEqual([]);
		await touch(handOut);
		await soon(page, "给货了。下一位。");
		expect(touches).toBeLessThanOrEqual(4);
	}
});

/** The code of something that waits in the store of the next village. */
async function elsewhere(): Promise<string> {
	const good = { villageId: cast.places.baiyang.id, name: "毛巾", unit: "条", description: "", points: "2" };
	const { goodId } = await addGood({ ...good, by: cast.staff.wang, at: MORNING });
	await deliveredIn(goodId, 5, cast.staff);
	return ordered("fan", goodId);
}

test.each([
	["with a script", true],
	["without one", false],
])("a keeper finds a household's door, orders for it and hands out by keys alone, %s", async (_, javaScriptEnabled) => {
	const page = await open({ site: site(), width: 360, viewer: cast.staff.li, javaScriptEnabled });
	await page.goto("/staff/store");
	await page.getByRole("link", { name: "给没有手机的户换" }).click();
	const hands = handsOf(page);
	await hands.stands("input[name=search]");
	await hands.type("杜");
	await hands.press("Enter");
	// The only household that was found stands there with its head's name, and the first thing that there is has the focus.
	await hands.stands(`input[name="q-${saltId}"]`);
	expect(await page.locator("main").innerText()).toContain("户主杜长河");
	if (javaScriptEnabled) expect(await faultsOn(page)).toEqual([]);
	await hands.type("1");
	await page.locator("input[name=saidBy]").focus();
	await hands.type("杜长河");
	await hands.press("Enter");
	await soon(page, "换好了，东西给了。");
	await hands.stands(FIELD);
});
