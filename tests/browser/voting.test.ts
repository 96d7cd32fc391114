import type { Locator, Page } from "playwright";
import { expect, test } from "vitest";
import { issueSlip } from "#domain/households/issue-slip.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { openAlbum } from "#tests/album.ts";
import { faultsOn } from "#tests/axe.ts";
import { useBrowser } from "#tests/browser.ts";
import { DOORS, MORNING } from "#tests/cast.ts";
import { roundOf } from "#tests/rounds.ts";
import { useSite } from "#tests/server.ts";
import { shiftsOn } from "#tests/shifts.ts";
import { overThinLine } from "#tests/slow.ts";

let album: Awaited<ReturnType<typeof openAlbum>>;
const site = useSite(async () => {
	album = await openAlbum();
	await changeSetting({ key: "staffTotpRequired", value: "no", by: null, at: MORNING });
	const { bao, chen, du, fan } = album.homes;
	const { pairs } = album;
	const candidates = Object.entries({ bao, chen, fan }).map(([key, home]) => ({ ...home, submissionId: pairs[key as keyof typeof pairs] }));
	const round = { regionId: album.places.shilin.id, candidates, roll: [du, bao, chen] };
	const times = { opensAt: new Date(Date.now() - 1000), closesAt: new Date(Date.now() + 86_400_000), votesPerHousehold: 2 };
	await roundOf("autumn", { ...round, ...times });
});
const open = useBrowser();

test("on a phone: the count follows the ticks, too many are stopped before sending, and nothing is amiss for axe", async () => {
	const page = await open({ site: site(), width: 360, viewer: album.homes.du.viewer });
	await page.goto("/votes");
	expect(await faultsOn(page)).toEqual([]);
	await page.getByRole("link", { name: "金秋最美庭院" }).click();
	expect(await faultsOn(page)).toEqual([]);
	const ticks = page.getByRole("checkbox");
	const count = page.locator(".ballot-count");
	for (const [n, words] of ["已选 1 户，还可选 1 户", "已选 2 户，选满了", "多选了 1 户，请去掉几户再投"].entries()) {
		await ticks.nth(n).focus();
		await page.keyboard.press("Space");
		expect(await count.textContent()).toBe(words);
	}
	await page.getByRole("button", { name: "投出去" }).click();
	expect(new URL(page.url()).pathname).toBe("/votes/autumn");
	await ticks.nth(2).uncheck();
	await page.getByRole("button", { name: "投出去" }).click();
	await page.waitForURL("**/receipt?done=cast");
	expect(await faultsOn(page)).toEqual([]);
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test("while a round is open the home page leads to it in the first screen, and nothing on it moves, also when it comes in pieces", async () => {
	const page = await open({ site: site(), width: 360 });
	expect(await shiftsOn(page, "/")).toEqual([]);
	expect(await isInSight(page.getByRole("link", { name: "去投票" }))).toBe(true);
	expect(await faultsOn(page)).toEqual([]);
	const thin = await overThinLine(site().origin);
	const slow = await open({ site: { ...site(), origin: thin.origin }, width: 360 });
	expect(await shiftsOn(slow, "/")).toEqual([]);
	thin.close();
});

/** The ballot of Chen, who never casts it, on a phone in 关怀版. */
async function inLargeLetters(width: number, options: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
	const page = await open({ site: site(), width, viewer: album.homes.chen.viewer, ...options });
	await page.context().addCookies([{ name: "care", value: "1", url: site().origin }]);
	await page.goto("/votes/autumn");
	return page;
}

test("in large letters two candidates fit a phone's screen, above a foot that takes a sixth of it at most; axe finds nothing", async () => {
	const page = await inLargeLetters(360);
	const candidates = await page.locator(".candidate").all();
	expect(candidates.length).toBe(3);
	const heights = await Promise.all(candidates.map(async (candidate) => (await candidate.boundingBox())?.height));
	expect(Math.max(...heights.map((height) => height ?? Infinity))).toBeLessThanOrEqual(780 / 2);
	expect((await page.locator(".ballot-foot").boundingBox())?.height).toBeLessThanOrEqual(780 / 6);
	expect(await faultsOn(page)).toEqual([]);
});

test("the button is in sight from the first candidate to the last, also without JavaScript", async () => {
	for (const javaScriptEnabled of [true, false]) {
		const page = await inLargeLetters(360, { javaScriptEnabled });
		const button = page.getByRole("button", { name: "投出去" });
		for (const candidate of await page.locator(".candidate").all()) {
			await candidate.evaluate((card) => card.scrollIntoView());
			expect(await isInSight(button)).toBe(true);
		}
		expect(await page.locator(".ballot-count").textContent()).toBe(javaScriptEnabled ? "已选 0 户，还可选 2 户" : "最多选 2 户");
	}
});

test.each([
	["360 pixels", 360, ""],
	["320 pixels with letters twice as large", 320, "225%"],
])("the foot of the ballot hides nothing that has the focus, at %s", async (_name, width, root) => {
	const page = await inLargeLetters(width);
	if (root) await page.evaluate((size) => document.documentElement.style.setProperty("--root", size), root);
	const hidden = await page.evaluate(() => {
		const foot = document.querySelector(".ballot-foot") as Element;
		const inBallot = [...document.querySelectorAll<HTMLElement>(".candidate a, .candidate input")];
		return inBallot
			.filter((one) => {
				one.focus();
				const { top, bottom } = (one.closest("label") ?? one).getBoundingClientRect();
				return bottom > foot.getBoundingClientRect().top || top < 0;
			})
			.map((one) => one.outerHTML);
	});
	expect(hidden).toEqual([]);
	expect(await page.getByRole("checkbox").count()).toBe(2);
});

test("the rules are one step from the ballot, and the way back too", async () => {
	const page = await inLargeLetters(360);
	await page.getByRole("link", { name: "看这一轮的规则" }).click();
	expect(await isInSight(page.getByRole("heading", { name: "规则" }))).toBe(true);
	await page.getByRole("link", { name: "回到选票" }).click();
	expect(await isInSight(page.getByRole("heading", { name: "我家的选票" }))).toBe(true);
});

test("a kiosk is worked by keys alone, and its screens are clean for axe", async () => {
	const screen = await open({ site: site(), width: 1280, viewer: album.staff.wang });
	await screen.goto("/kiosk");
	expect(await faultsOn(screen)).toEqual([]);
	await screen.getByRole("button", { name: "打开自助投票台" }).press("Enter");
	await screen.waitForSelector("text=请坐，慢慢投");
	expect(await faultsOn(screen)).toEqual([]);
	const { householdId, personId } = album.homes.bao;
	const { pin } = await issueSlip({ householdId, personId, by: album.staff.wang, at: new Date() });
	await screen.keyboard.type(DOORS.bao);
	await screen.keyboard.press("Tab");
	await screen.keyboard.type(pin);
	await screen.keyboard.press("Enter");
	await screen.waitForURL("**/kiosk/autumn");
	expect(await faultsOn(screen)).toEqual([]);
	await screen.getByRole("checkbox").first().focus();
	await screen.keyboard.press("Space");
	await screen.keyboard.press("Enter");
	await screen.waitForURL("**/receipt?done=cast");
	expect(await faultsOn(screen)).toEqual([]);
	await screen.getByRole("button", { name: "投好了，退出" }).press("Enter");
	await screen.waitForSelector("text=请坐，慢慢投");
});

test.each(["/", "/me", "/votes", "/votes/autumn", "/votes/autumn/receipt", "/votes/autumn/receipts", "/kiosk"])(
	"%s fits 320 pixels with letters twice as large",
	async (address) => {
		const page = await open({ site: site(), width: 320, viewer: album.homes.du.viewer });
		await page.goto(address);
		await page.evaluate(() => document.documentElement.style.setProperty("--root", "225%"));
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
	},
);

/** Wholly within what the screen shows. */
async function isInSight(one: Locator): Promise<boolean> {
	return one.evaluate((element) => {
		const { top, bottom } = element.getBoundingClientRect();
		return Math.round(top) >= 0 && Math.round(bottom) <= innerHeight;
	});
}
