import { eq } from "drizzle-orm";
import type { Page } from "playwright";
import { beforeEach, expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { pointCallbacks } from "#db/schema/callbacks.ts";
import { claims, decisionReasons, decisions } from "#db/schema/moderation.ts";
import { photoRedactions } from "#db/schema/photos.ts";
import { answerCallback } from "#domain/callbacks/answer-callback.ts";
import { findFalse } from "#domain/callbacks/find-false.ts";
import { publish } from "#domain/moderation/decide.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { withdrawSubmission } from "#domain/submissions/withdraw-submission.ts";
import { faultsInHand, faultsOn } from "#tests/axe.ts";
import { toPhoneAtNight, useBrowser } from "#tests/browser.ts";
import { inviteCast } from "#tests/cast.ts";
import { adoptedIn } from "#tests/rules.ts";
import { useSite } from "#tests/server.ts";
import { sentSubmission } from "#tests/submissions.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
const site = useSite(async () => {
	cast = await inviteCast();
	await changeSetting({ key: "staffTotpRequired", value: "no", by: cast.staff.wang, at: new Date() });
});
const open = useBrowser();

let [first, second] = ["", ""];
let round = 0;

beforeEach(async () => {
	await write((tx) => tx.delete(claims));
	if (first && (await areUntouched())) return;
	const { chen, du } = cast.homes;
	for (const [submissionId, by] of [[first, chen] as const, [second, du] as const]) {
		if (submissionId) await withdrawSubmission({ submissionId, by, at: new Date() });
	}
	round += 1;
	const key = `round-${round}`;
	const at = (minutes: number) => new Date(Date.now() - (60 - round) * 86_400_000 + minutes * 60_000);
	first = await sentSubmission(chen, { key, number: round * 4, at: at(0) });
	second = await sentSubmission(du, { key, number: round * 4 + 2, at: at(1) });
});

/** Whoever only looked leaves both for the next test. */
async function areUntouched(): Promise<boolean> {
	const decided = await Promise.all([first, second].map(decisionsOn));
	return decided.flat().length === 0 && (await db.select().from(photoRedactions)).length === 0;
}

const itemOf = (submissionId: string) => `/moderation/${submissionId}`;
const decisionsOn = (submissionId: string) => db.select().from(decisions).where(eq(decisions.submissionId, submissionId));

async function asLi(width = 1280, more = {}): Promise<Page> {
	return open({ site: site(), width, viewer: cast.staff.li, ...more });
}

/** Does something that leads to another page, and waits for that page. */
async function andArrive(page: Page, act: () => Promise<unknown>, address: string): Promise<void> {
	await Promise.all([page.waitForURL((url) => url.pathname === address), act()]);
	await page.waitForLoadState("load");
}

test("an easy item costs one key, two requests, and no picture that was not loaded ahead", async () => {
	const page = await asLi();
	await page.goto(itemOf(first), { waitUntil: "networkidle" });
	const asked: string[] = [];
	page.on("request", (request) => request.resourceType() === "document" && asked.push(request.method()));
	await andArrive(page, () => page.keyboard.press("a"), itemOf(second));
	expect(asked).toEqual(["POST", "GET"]);
	const loaded = await page.evaluate(() =>
		(performance.getEntriesByType("resource") as PerformanceResourceTiming[])
			.filter(({ name }) => name.includes("/photos/"))
			.map(({ transferSize }) => transferSize),
	);
	// Two of the pair, and the one that was just decided on.
	expect(loaded).toEqual([0, 0, 0]);
	expect(await decisionsOn(first)).toMatchObject([{ outcome: "published" }]);
	await andArrive(page, () => page.keyboard.press("u"), itemOf(first));
	expect((await decisionsOn(first))[0]?.undoneAt).not.toBeNull();
});

test("the button that publishes stands where it stood when the undo bar comes, which shows the picture and counts down", async () => {
	const page = await asLi();
	const placeOf = async () => (await page.locator(".decide-show").boundingBox())?.y;
	await page.goto(itemOf(second));
	const quiet = await placeOf();
	await page.goto(itemOf(first));
	await andArrive(page, () => page.keyboard.press("a"), itemOf(second));
	const line = page.locator(".undo li").first();
	expect(await placeOf()).toBe(quiet);
	expect(await line.locator("img").count()).toBe(1);
	const left = async () => Number(/还有 (\d+) 秒/.exec((await line.textContent()) ?? "")?.[1]);
	await expect.poll(left).toBeGreaterThan(0);
	const before = await left();
	expect(before).toBeLessThanOrEqual(60);
	await expect.poll(left).toBeLessThan(before);
	await page.keyboard.press("u");
	await page.waitForURL((url) => url.pathname === itemOf(first));
});

test("a decision of a minute ago leaves the bar by itself", async () => {
	const page = await asLi();
	await page.clock.install();
	await page.goto(itemOf(first));
	await andArrive(page, () => page.keyboard.press("a"), itemOf(second));
	await page.locator(".undo li").first().waitFor();
	await page.clock.runFor(61_000);
	await expect.poll(() => page.locator(".undo").count()).toBe(0);
});

test("on a phone no keys are shown", async () => {
	const page = await asLi(360, { looks: true });
	await page.goto(itemOf(first));
	expect(await page.locator(".keys").isVisible()).toBe(false);
});

test("J and K walk, R and a number return, and no key works while somebody types", async () => {
	const page = await asLi();
	await page.goto("/moderation");
	await andArrive(page, () => page.keyboard.press("j"), itemOf(first));
	await andArrive(page, () => page.keyboard.press("j"), itemOf(second));
	await andArrive(page, () => page.keyboard.press("k"), itemOf(first));
	await page.keyboard.press("r");
	expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("reasons");
	await page.locator("textarea:visible").fill("白天再拍一张");
	await page.locator("textarea:visible").press("a");
	await page.locator("textarea:visible").press("j");
	expect(new URL(page.url()).pathname).toBe(itemOf(first));
	await page.locator("[name=reasons]:visible").first().focus();
	expect(await page.locator("[name=sides]:visible").count()).toBe(0);
	await page.keyboard.press("2");
	await page.getByLabel("照片太暗：说的是哪一张").selectOption("收拾后");
	expect(await page.locator("[name=sides]:visible").count()).toBe(1);
	await andArrive(page, () => page.keyboard.press("Enter"), itemOf(second));
	const [decision] = await decisionsOn(first);
	expect(decision).toMatchObject({ outcome: "returned", note: "白天再拍一张aj" });
	expect(
		await db
			.select()
			.from(decisionReasons)
			.where(eq(decisionReasons.decisionId, decision?.id ?? "")),
	).toMatchObject([{ reason: "too_dark", side: "after" }]);
});

test("switched off, no key decides", async () => {
	const page = await asLi();
	await page.goto(itemOf(first));
	await page.getByRole("button", { name: "关掉快捷键" }).click();
	await page.getByRole("button", { name: "打开快捷键" }).waitFor();
	await page.keyboard.press("a");
	await page.keyboard.press("j");
	await page.reload();
	expect(new URL(page.url()).pathname).toBe(itemOf(first));
	expect(await decisionsOn(first)).toEqual([]);
});

async function toHiding(page: Page): Promise<void> {
	await page.locator("figcaption a").first().click();
	await page.waitForURL("**/photos/*");
}

/** The new frame takes the keys. */
async function addFrame(page: Page, number: number): Promise<void> {
	await page.getByRole("button", { name: "加一个框" }).click();
	await page.locator(`.redact-frame:focus[aria-label^="第 ${number} 个框"]`).waitFor();
}

test("a frame is drawn with the pointer, another moved with the keys, and both are hidden", async () => {
	const page = await asLi();
	await page.goto(itemOf(first));
	await toHiding(page);
	// Only then is the script there that draws.
	const room = page.locator(".redact-room.is-drawn");
	const { x, y, width, height } = (await room.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
	await page.mouse.move(x + width * 0.1, y + height * 0.1);
	await page.mouse.down();
	await page.mouse.move(x + width * 0.3, y + height * 0.3, { steps: 4 });
	await page.mouse.up();
	await addFrame(page, 2);
	await page.keyboard.press("ArrowRight");
	await page.keyboard.press("Shift+ArrowDown");
	await addFrame(page, 3);
	await page.keyboard.press("Delete");
	await andArrive(page, () => page.getByRole("button", { name: "遮住", exact: true }).click(), itemOf(first));
	const [drawn, moved, ...more] = (await db.select().from(photoRedactions)).at(-1)?.rectangles ?? [];
	expect(more).toEqual([]);
	for (const side of ["x", "y"] as const) expect(drawn?.[side]).toBeCloseTo(0.1, 2);
	expect(drawn?.width).toBeCloseTo(0.2, 2);
	expect(moved).toMatchObject({ x: expect.closeTo(0.41), y: 0.4, width: 0.2, height: expect.closeTo(0.21) });
	expect(await page.locator(".page-top [role=status]").textContent()).toContain("已经遮住");
});

const pages = {
	queue: () => "/moderation?pick=easy",
	item: () => itemOf(first),
	history: () => "/moderation/history",
};
const names = Object.keys(pages) as (keyof typeof pages)[];

test.each(names)(
	"%s has nothing that axe finds, wide and narrow, by day and by night, and fits 320 pixels with letters twice as large",
	async (name) => {
		const page = await asLi(1280, { looks: true });
		await page.goto(pages[name]());
		if (name === "item") await page.locator("summary").first().click();
		expect(await faultsOn(page)).toEqual([]);
		await toPhoneAtNight(page);
		expect(await faultsOn(page)).toEqual([]);
		await page.setViewportSize({ width: 320, height: 780 });
		await page.goto(pages[name]());
		await page.evaluate(() => document.documentElement.style.setProperty("--root", "200%"));
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
	},
);

test("the page for hiding has nothing that axe finds, with frames and with cells", async () => {
	for (const javaScriptEnabled of [true, false]) {
		const page = await asLi(360, { javaScriptEnabled });
		await page.goto(itemOf(first));
		await toHiding(page);
		if (javaScriptEnabled) await addFrame(page, 1);
		if (javaScriptEnabled) expect(await faultsOn(page)).toEqual([]);
		expect(await page.locator("[name=cells]").count()).toBe(javaScriptEnabled ? 0 : 108);
	}
});

test("in large letters what waits has room for its words on every screen", async () => {
	const page = await asLi();
	await page.context().addCookies([{ name: "care", value: "1", url: site().origin }]);
	for (const width of [360, 640, 1280]) {
		await page.setViewportSize({ width, height: 780 });
		await page.goto("/moderation");
		const rooms = await page.locator(".queue-words").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().width >= 144));
		expect([width, rooms]).toEqual([width, rooms.map(() => true)]);
		expect(rooms).toHaveLength(2);
	}
});

test("what a moderator finds false is written down, asked about and ruled on on pages in which axe finds nothing, by day and at night in 关怀版", async () => {
	const { homes, places, staff } = cast;
	await adoptedIn(places.qingshi.id, staff, { decided: "2026-01-05", month: "2026-02" });
	const at = new Date();
	const submissionId = await sentSubmission(homes.du, { key: "doubted", number: 600, at });
	await publish({ submissionId, version: 1, by: staff.li, at });
	const seen = async (address: string, viewer = staff.li) => {
		const page = await open({ site: site(), width: 360, looks: true, viewer });
		await page.goto(address);
		for (const summary of await page.locator("main summary").all()) await summary.click();
		return { words: await page.locator("main").innerText(), faults: await faultsInHand(page) };
	};
	const [item, found] = [itemOf(submissionId), "和西坡去年那组收拾后的是同一张。"];
	expect(await seen(item)).toEqual({ words: expect.stringContaining("请没经手的人查"), faults: [] });
	await findFalse({ submissionId, why: found, by: staff.li, at });
	expect(await seen(item)).toEqual({ words: expect.stringContaining(found), faults: [] });
	const desk = "/staff/points/callbacks";
	expect(await seen(desk, staff.song)).toEqual({ words: expect.stringContaining(found), faults: [] });
	const [{ entrySeq } = { entrySeq: 0 }] = await db.select().from(pointCallbacks);
	await answerCallback({ entrySeq, answer: "true", how: "visit", words: "就是这次拍的。", by: staff.song, at });
	for (const address of [desk, `${desk}/${entrySeq}`])
		expect(await seen(address, staff.wang)).toEqual({ words: expect.stringContaining("就是这次拍的"), faults: [] });
});
