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
	await page.waitForURL("**/votes/autumn");
	expect(await faultsOn(page)).toEqual([]);
	const ticks = page.getByRole("checkbox");
	const count = page.locator(".ballot-count");
	const [one, two, three] = await page.locator(".candidate:has(.vote) .candidate-number").allTextContents();
	const said = [`已选 ${one}，还可选 1 户`, `已选 ${one}、${two}，选满了`, `选了 ${one}、${two}、${three}，多了 1 户。去掉 1 户就能投了。`];
	for (const [n, words] of said.entries()) {
		await ticks.nth(n).focus();
		await page.keyboard.press("Space");
		await expect.poll(() => wordsOf(count)).toBe(words);
	}
	const stands = () => page.evaluate(() => scrollY);
	const before = await stands();
	// A click of the driver may scroll.
	await page.getByRole("button", { name: "投出去" }).dispatchEvent("click");
	// The answer that keeps the ballot back; without it the page would be left.
	await expect.poll(() => count.evaluate((words) => words === document.activeElement)).toBe(true);
	expect([new URL(page.url()).pathname, await stands()]).toEqual(["/votes/autumn", before]);
	await ticks.nth(2).uncheck();
	await page.getByRole("button", { name: "投出去" }).click();
	await page.waitForURL("**/receipt?done=cast");
	expect(await faultsOn(page)).toEqual([]);
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test("on a phone a ballot is short: both pictures of a size beside the words, four households on a screen, the rules folded below", async () => {
	const page = await open({ site: site(), width: 360, viewer: album.homes.du.viewer, looks: true });
	await page.goto("/votes/autumn");
	const cards = await page.locator(".candidate:has(.vote)").evaluateAll((all) =>
		all.map((card) => {
			const widths = [...card.querySelectorAll(".print")].map((print) => Math.round(print.getBoundingClientRect().width));
			return { height: card.getBoundingClientRect().height, widths };
		}),
	);
	for (const { height, widths } of cards) {
		expect(height).toBeLessThanOrEqual(205);
		expect(widths[0]).toBe(widths[1]);
	}
	expect(await page.getByRole("heading", { name: "规则" }).isVisible()).toBe(false);
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
	const page = await open({ site: site(), width, viewer: album.homes.chen.viewer, looks: true, ...options });
	await page.context().addCookies([{ name: "care", value: "1", url: site().origin }]);
	await page.goto("/votes/autumn");
	return page;
}

test("in large letters a candidate is short: before and after side by side, one line of words, the vote; axe finds nothing", async () => {
	const page = await inLargeLetters(360);
	expect(await page.locator(".candidate").count()).toBe(3);
	const cards = await page.evaluate(() =>
		[...document.querySelectorAll(".candidate:has(.vote)")].map((card) => {
			const box = (part: string) => card.querySelector(part)?.getBoundingClientRect() ?? new DOMRect();
			const { height, width } = card.getBoundingClientRect();
			const [before, after] = [box(".print-before"), box(".print:not(.print-before)")];
			const letters = Number.parseFloat(getComputedStyle(card.querySelector(".vote") as Element).fontSize);
			return { height, letters, share: after.width / width, isEven: Math.abs(before.width - after.width) < 2 && before.top === after.top };
		}),
	);
	const foot = (await page.locator(".ballot-foot").boundingBox())?.height ?? Infinity;
	expect(foot).toBeLessThanOrEqual(780 / 6);
	for (const { height, letters, share, isEven } of cards) {
		expect([isEven, share > 0.4]).toEqual([true, true]);
		// Of nine candidates with all that stands around them six screens are left.
		expect(height).toBeLessThanOrEqual(330);
		expect(letters).toBeGreaterThanOrEqual(20);
	}
	expect(await faultsOn(page)).toEqual([]);
});

test("what the server said of too many ticks goes away with the first change, and the tick stays under the finger", async () => {
	const page = await open({ site: site(), width: 360, viewer: album.homes.chen.viewer, provokes: /422/ });
	await page.goto("/votes/autumn");
	// As from a phone whose script did not arrive.
	await page.evaluate(() => document.querySelector<HTMLFormElement>(".ballot")?.submit());
	await page.getByRole("alert").waitFor();
	await page.waitForLoadState("load");
	const tick = page.getByRole("checkbox").last();
	// Not every browser holds by itself what is below something that goes away.
	await page.evaluate(() => {
		for (const one of [document.documentElement, document.body]) one.style.setProperty("overflow-anchor", "none");
	});
	// Touched and measured in one go, so that nothing else on the page moves in between.
	const touched = await tick.evaluate((one) => {
		one.scrollIntoView({ block: "center", behavior: "instant" });
		const before = one.getBoundingClientRect().top;
		(one as HTMLInputElement).click();
		const problems = document.querySelectorAll("#problem, #candidate-wrong").length;
		return { isChecked: (one as HTMLInputElement).checked, problems, hasMoved: Math.abs(one.getBoundingClientRect().top - before) > 1 };
	});
	expect(touched).toEqual({ isChecked: true, problems: 0, hasMoved: false });
});

test("ticks outlast larger letters, the other language and a look at a pair; once the ballot is cast nothing brings them back", async () => {
	const page = await open({ site: site(), width: 360, viewer: album.homes.bao.viewer });
	await page.goto("/votes/autumn");
	// Polled: a script gives the ticks back, some time after the page is there.
	const ticked = () => page.getByRole("checkbox").evaluateAll((ticks) => ticks.map((tick) => (tick as HTMLInputElement).checked));
	await page.getByRole("checkbox").last().check();
	await page.getByRole("button", { name: "关怀版" }).click();
	await page.waitForSelector("[data-care]");
	await expect.poll(ticked).toEqual([false, true]);
	await page.getByRole("button", { name: "更多" }).click();
	await page.getByRole("link", { name: "English" }).click();
	await page.waitForURL("**/en/votes/autumn");
	await expect.poll(ticked).toEqual([false, true]);
	await page.goto("/votes/autumn");
	await page.getByRole("link", { name: "看这一组" }).first().click();
	await page.getByRole("link", { name: "回到选票，接着选" }).click();
	await expect.poll(ticked).toEqual([false, true]);
	await page.getByText(/已选\s\d\s号，还可选\s1\s户/).waitFor();
	await page.getByRole("button", { name: "投出去" }).click();
	await page.waitForURL("**/receipt?done=cast");
	await page.goBack();
	await expect.poll(ticked).toEqual([false, false]);
	await page.goto("/votes/autumn");
	expect(await page.evaluate(() => Object.keys(sessionStorage))).toEqual([]);
	expect(await ticked()).toEqual([false, false]);
});

test("the button is in sight from the first candidate to the last, also without JavaScript", async () => {
	for (const javaScriptEnabled of [true, false]) {
		const page = await inLargeLetters(360, { javaScriptEnabled });
		const button = page.getByRole("button", { name: "投出去" });
		for (const candidate of await page.locator(".candidate").all()) {
			await candidate.evaluate((card) => card.scrollIntoView());
			expect(await isInSight(button)).toBe(true);
		}
		await expect.poll(() => wordsOf(page.locator(".ballot-count"))).toBe("最多选 2 户");
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
	await expect.poll(() => isInSight(page.getByRole("heading", { name: "规则" }))).toBe(true);
	await page.getByRole("link", { name: "回到选票" }).click();
	await expect.poll(() => isInSight(page.getByRole("heading", { name: "我家的选票" }))).toBe(true);
});

test("a kiosk is worked by keys alone, and its screens are clean for axe", async () => {
	const screen = await open({ site: site(), width: 1280, viewer: album.staff.wang });
	await screen.goto("/kiosk");
	expect(await faultsOn(screen)).toEqual([]);
	await screen.getByRole("button", { name: "打开自助台" }).press("Enter");
	await screen.waitForSelector("text=请坐，慢慢来");
	expect(await faultsOn(screen)).toEqual([]);
	const { householdId, personId } = album.homes.bao;
	const { pin } = await issueSlip({ householdId, personId, by: album.staff.wang, at: new Date() });
	await expect.poll(() => screen.getByLabel("门牌码").evaluate((field) => field === document.activeElement)).toBe(true);
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
	await screen.getByRole("button", { name: "办好了，退出" }).press("Enter");
	await screen.waitForSelector("text=请坐，慢慢来");
});

test("a kiosk's screen asks before it signs out, whoever touches it stays, and whoever does not is put out, without the ballot left open", async () => {
	const screen = await open({ site: site(), width: 1280, viewer: album.staff.wang });
	await screen.goto("/kiosk");
	await screen.getByRole("button", { name: "打开自助台" }).click();
	await screen.waitForSelector("text=请坐，慢慢来");
	const { householdId, personId } = album.homes.chen;
	const { pin } = await issueSlip({ householdId, personId, by: album.staff.wang, at: new Date() });
	await screen.getByLabel("门牌码").fill(DOORS.chen);
	await screen.getByLabel("纸条上的 8 位数字").fill(pin);
	// The page's clock stands still but for what the test lets pass: a slow machine adds nothing.
	await screen.clock.install();
	await screen.clock.pauseAt(new Date(Date.now() + 60_000));
	await screen.getByRole("button", { name: "进来" }).click();
	await screen.waitForURL("**/kiosk/autumn");
	const stay = screen.getByRole("button", { name: "我还在，接着办" });
	await screen.clock.runFor(88_000);
	expect(await stay.isVisible()).toBe(false);
	await screen.clock.runFor(4_000);
	expect(await stay.isVisible()).toBe(true);
	expect(await faultsAtStandstill(screen)).toEqual([]);
	await stay.click();
	expect(await stay.isVisible()).toBe(false);
	await screen.clock.runFor(80_000);
	await screen.mouse.wheel(0, 300);
	// To where the wheel leads: each step on the way counts as a touch.
	await expect.poll(() => screen.evaluate(() => scrollY >= Math.min(300, document.documentElement.scrollHeight - innerHeight))).toBe(true);
	await screen.clock.runFor(80_000);
	// A key that scrolls nothing: a late step would count as another touch.
	await screen.keyboard.press("Shift");
	await screen.clock.runFor(80_000);
	expect([new URL(screen.url()).pathname, await stay.isVisible()]).toEqual(["/kiosk/autumn", false]);
	await screen.clock.runFor(45_000);
	await screen.waitForURL("**/kiosk?done=quiet");
	expect(await screen.getByText("先替您退出了").count()).toBe(1);
	await screen.goto("/kiosk/autumn");
	expect(new URL(screen.url()).pathname).toBe("/kiosk");
});

test.each(["/", "/me", "/votes", "/votes/autumn", "/votes/autumn/receipt", "/votes/autumn/receipts", "/kiosk"])(
	"%s fits 320 pixels with letters twice as large",
	async (address) => {
		const page = await open({ site: site(), width: 320, viewer: album.homes.du.viewer, looks: true });
		await page.goto(address);
		await page.evaluate(() => document.documentElement.style.setProperty("--root", "225%"));
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
	},
);

async function wordsOf(one: Locator): Promise<string | undefined> {
	return (await one.textContent())?.replaceAll("\u00a0", " ");
}

/** axe waits by the page's clock, which stands still: it goes on by as little as axe needs. */
async function faultsAtStandstill(screen: Page): Promise<string[]> {
	let isDone = false;
	const faults = faultsOn(screen).finally(() => {
		isDone = true;
	});
	while (!isDone) await screen.clock.runFor(1);
	return faults;
}

/** Wholly within what the screen shows. */
async function isInSight(one: Locator): Promise<boolean> {
	return one.evaluate((element) => {
		const { top, bottom } = element.getBoundingClientRect();
		return Math.round(top) >= 0 && Math.round(bottom) <= innerHeight;
	});
}
