import type { Page } from "playwright";
import { expect, test } from "vitest";
import { openAlbum } from "#tests/album.ts";
import { faultsOn } from "#tests/axe.ts";
import { useBrowser } from "#tests/browser.ts";
import { useSite } from "#tests/server.ts";
import { shiftsOn } from "#tests/shifts.ts";
import { overThinLine } from "#tests/slow.ts";

let album: Awaited<ReturnType<typeof openAlbum>>;
const site = useSite(async () => {
	album = await openAlbum();
});
const open = useBrowser();

const pages = {
	home: () => "/",
	wall: () => "/wall",
	pair: () => `/submissions/${album.pairs.bao}`,
	courtyard: () => "/courtyards/code-bao",
	villages: () => "/villages",
	village: () => `/villages/${album.places.qingshi.id}`,
	how: () => "/how",
	privacy: () => "/privacy",
};
const names = Object.keys(pages) as (keyof typeof pages)[];

const CARE = { name: "care", value: "1" };

test.each(names)(
	"%s has nothing that axe finds, by day nor at night in 关怀版, and fits 320 pixels with letters twice as large",
	async (name) => {
		const page = await open({ site: site(), width: 360, looks: true });
		await page.goto(pages[name]());
		expect(await faultsOn(page)).toEqual([]);
		await page.context().addCookies([{ ...CARE, url: site().origin }]);
		await page.emulateMedia({ colorScheme: "dark" });
		await page.reload();
		expect(await faultsOn(page)).toEqual([]);
		await page.context().clearCookies();
		await page.setViewportSize({ width: 320, height: 780 });
		await page.reload();
		await page.evaluate(() => document.documentElement.style.setProperty("--root", "225%"));
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
	},
);

test.each(["home", "wall", "pair"] as const)("%s has nothing that axe finds at a desk, by night and in 关怀版 by day", async (name) => {
	const page = await open({ site: site(), width: 1280, colorScheme: "dark", looks: true });
	await page.goto(pages[name]());
	expect(await faultsOn(page)).toEqual([]);
	await page.context().addCookies([{ ...CARE, url: site().origin }]);
	await page.emulateMedia({ colorScheme: "light" });
	await page.reload();
	expect(await faultsOn(page)).toEqual([]);
	expect(await page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize))).toBeGreaterThanOrEqual(22);
});

test("the ways above a page lie apart from each other and from its title, with letters twice as large", async () => {
	const page = await open({ site: site(), width: 320, looks: true });
	for (const name of ["pair", "courtyard", "village"] as const) {
		await page.goto(pages[name]());
		await page.evaluate(() => document.documentElement.style.setProperty("--root", "225%"));
		const boxes = await page.locator(".crumbs a, h1").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));
		expect(boxes.length).toBeGreaterThan(1);
		const overlaps = boxes.flatMap((a, n) =>
			boxes.slice(n + 1).filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom),
		);
		expect(overlaps, name).toEqual([]);
	}
});

test("nothing on any of them moves while it loads", async () => {
	const moved = names.map(async (name) => [name, await shiftsOn(await open({ site: site(), width: 360 }), pages[name]())]);
	expect(await Promise.all(moved)).toEqual(names.map((name) => [name, []]));
});

// What a busy machine does now and then, each time: the page is painted before it was read to its end.
test("nothing on home, villages, how and privacy moves when it comes in pieces", async () => {
	const thin = await overThinLine(site().origin);
	const inPieces = ["home", "villages", "how", "privacy"] as const;
	const moved = inPieces.map(async (name) => {
		const page = await open({ site: { ...site(), origin: thin.origin }, width: 360 });
		return [name, await shiftsOn(page, pages[name]())];
	});
	expect(await Promise.all(moved)).toEqual(inPieces.map((name) => [name, []]));
	thin.close();
});

// Bytes as they crossed the wire. Pictures that begin below the first screen are asked for later, or ahead of the reader, and do not count.
async function weight(page: Page): Promise<{ script: number; all: number }> {
	return page.evaluate(() => {
		const below = new Set(
			[...document.images].filter((image) => image.getBoundingClientRect().top > innerHeight).map((image) => image.currentSrc),
		);
		const loaded = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
		const [document_] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
		const sum = (entries: PerformanceResourceTiming[]) => entries.reduce((bytes, entry) => bytes + entry.encodedBodySize, 0);
		return {
			script:
				[...document.scripts].reduce((bytes, { text }) => bytes + text.length, 0) +
				sum(loaded.filter((entry) => entry.initiatorType === "script" || entry.name.endsWith(".js"))),
			all: (document_?.encodedBodySize ?? 0) + sum(loaded.filter((entry) => !below.has(entry.name))),
		};
	});
}

test.each(["home", "wall"] as const)("%s costs no script and at most 150 KB before one scrolls", async (name) => {
	const page = await open({ site: site(), width: 360 });
	await page.goto(pages[name](), { waitUntil: "networkidle" });
	const { script, all } = await weight(page);
	expect(script).toBe(0);
	expect(all).toBeGreaterThan(10_000);
	expect(all).toBeLessThanOrEqual(150_000);
});

test("cards of the wall far below the screen are laid out when one comes to them, and none is cut at its edge", async () => {
	const page = await open({ site: site(), width: 360, looks: true });
	await page.setViewportSize({ width: 360, height: 120 });
	await page.goto("/wall");
	const last = page.locator(".album > li").last();
	const isLaidOut = () => last.locator("article").evaluate((card) => card.checkVisibility({ contentVisibilityAuto: true }));
	await expect.poll(isLaidOut).toBe(false);
	await last.getByRole("link").focus();
	await expect.poll(isLaidOut).toBe(true);
	expect(await last.evaluate((card) => Number.parseFloat(getComputedStyle(card).overflowClipMargin))).toBeGreaterThan(8);
});

const edge = (page: Page) => page.locator(".compare-side.before").evaluate((side) => getComputedStyle(side).clipPath);

test("the handle between before and now follows keys and fingers and says where it is", async () => {
	const page = await open({ site: site(), width: 360, looks: true });
	await page.goto(pages.pair());
	await expect.poll(() => edge(page)).toContain("50%");
	const handle = page.getByRole("slider", { name: "左右拖动，对比收拾前和收拾后" });
	await handle.focus();
	await page.keyboard.press("ArrowRight");
	await page.keyboard.press("ArrowRight");
	await expect.poll(() => edge(page)).toContain("52%");
	expect(await handle.getAttribute("aria-valuetext")).toBe("左边 52% 是收拾前");
	await page.keyboard.press("Home");
	await expect.poll(() => edge(page)).toContain("0px 0px, 0%");
	const box = await handle.boundingBox();
	await page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) * 0.75, (box?.y ?? 0) + 20);
	await expect.poll(() => edge(page)).toContain("75%");
});

test.each([360, 1280])("without JavaScript both pictures are whole, at %i pixels", async (width) => {
	const page = await open({ site: site(), width, javaScriptEnabled: false, looks: true });
	await page.goto(pages.pair());
	const [before, after] = await Promise.all(["before", "after"].map((side) => page.locator(`.compare-side.${side}`).boundingBox()));
	if (!before || !after) throw new Error("a picture is missing");
	const isBeside = after.x >= before.x + before.width || after.y >= before.y + before.height;
	expect(isBeside).toBe(true);
	for (const side of [before, after]) expect(side.height / side.width).toBeCloseTo(3 / 4, 1);
	expect(await edge(page)).toBe("none");
	expect(await page.getByRole("slider").count()).toBe(0);
});

test("the first key press offers to skip to the content, and the whole head can be walked by keys", async () => {
	const page = await open({ site: site(), width: 1280, looks: true });
	await page.goto("/wall");
	await page.keyboard.press("Tab");
	await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("跳到正文");
	await page.keyboard.press("Enter");
	await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("main");
});

const heightOf = async (page: Page, selector: string) => (await page.locator(selector).boundingBox())?.height ?? 0;

test("in 关怀版 at 320 pixels the head is low, shows every way, and opens the tools by key, without JavaScript", async () => {
	const page = await open({ site: site(), width: 320, javaScriptEnabled: false, looks: true });
	await page.context().addCookies([{ ...CARE, url: site().origin }]);
	await page.goto("/wall");
	expect(await heightOf(page, ".roof")).toBeLessThanOrEqual(150);
	const ways = page.getByRole("navigation", { name: "主要页面" }).getByRole("link");
	expect(await ways.allInnerTexts()).toEqual(["庭院墙", "村庄", "评选", "参加", "我家"]);
	for (const way of await ways.all()) {
		const { width, height } = (await way.boundingBox()) ?? { width: 0, height: 0 };
		expect(Math.min(width, height)).toBeGreaterThanOrEqual(60);
	}
	const tool = page.getByRole("button", { name: "普通版" });
	expect(await tool.isVisible()).toBe(false);
	for (const key of ["Tab", "Tab", "Tab", "Enter", "Tab"]) await page.keyboard.press(key);
	await expect.poll(() => tool.evaluate((button) => button === document.activeElement)).toBe(true);
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
	await page.keyboard.press("Escape");
	await expect.poll(() => tool.isVisible()).toBe(false);
});

test("where there is room, the head has the tools in the open", async () => {
	const page = await open({ site: site(), width: 360, looks: true });
	await page.goto("/wall");
	expect(await page.getByRole("button", { name: "关怀版" }).isVisible()).toBe(true);
	expect(await page.getByRole("button", { name: "更多" }).isVisible()).toBe(false);
	expect(await heightOf(page, ".roof")).toBeLessThanOrEqual(110);
});

test("a phone's first screen shows a pair, before and after equally large, and the way to the votes", async () => {
	const page = await open({ site: site(), width: 360, looks: true });
	await page.goto("/");
	const [before, after] = await Promise.all([0, 1].map((n) => page.locator(".hero .print").nth(n).boundingBox()));
	if (!before || !after) throw new Error("the pair is missing");
	expect([before.width, before.height, before.y]).toEqual([after.width, after.height, after.y]);
	expect(before.x + before.width).toBeLessThanOrEqual(after.x);
	expect(before.y).toBeLessThan(200);
	expect(before.width + after.width).toBeGreaterThan(0.85 * 360);
	expect(await page.getByRole("navigation", { name: "主要页面" }).getByRole("link", { name: "评选" }).isVisible()).toBe(true);
});

test("a phone's home has six sizes of type, and its text begins at one line", async () => {
	const page = await open({ site: site(), width: 360, looks: true });
	await page.goto("/");
	const { sizes, starts } = await page.evaluate(() => {
		const texts = [...document.querySelectorAll<HTMLElement>("body *")].filter(
			(one) => one.checkVisibility() && [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()),
		);
		const blocks = document.querySelectorAll<HTMLElement>(
			"main :is(h1, h2, p, .print, .figure svg):not(.open-round *, .door-hint *, .print + .print)",
		);
		return {
			sizes: [...new Set(texts.map((one) => getComputedStyle(one).fontSize))],
			starts: [...new Set([...blocks].map((one) => Math.round(one.getBoundingClientRect().left)))],
		};
	});
	expect(sizes.length).toBeLessThanOrEqual(6);
	expect(starts).toHaveLength(1);
});
