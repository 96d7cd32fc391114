import type { Locator, Page } from "playwright";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { beginStory } from "#domain/stories/begin-story.ts";
import { draftOf, saveDraft } from "#domain/stories/drafts.ts";
import { writeStory } from "#domain/stories/write-story.ts";
import { withdrawSubmission } from "#domain/submissions/withdraw-submission.ts";
import { waiveTotp } from "#tests/accounts.ts";
import { openAlbum } from "#tests/album.ts";
import { faultsInHand, faultsOn } from "#tests/axe.ts";
import { useBrowser } from "#tests/browser.ts";
import { fromWord, fromWps } from "#tests/pastes.ts";
import { useSite } from "#tests/server.ts";
import { HEADINGS, type StoryOffices, storyOffices, typedStory } from "#tests/stories.ts";

let album: Awaited<ReturnType<typeof openAlbum>>;
let offices: StoryOffices;
const site = useSite(async () => {
	album = await openAlbum();
	await waiveTotp(album.staff.wang);
	offices = await storyOffices(album);
});
const open = useBrowser();

/** A story of its own for each test, with three parts, saved as its first version. */
async function begun(): Promise<string> {
	const at = new Date();
	const regionId = album.places.qingshi.id;
	const { storyId } = await beginStory({ regionId, headings: HEADINGS, by: offices.pan, at });
	const typed = typedStory({ leadId: album.pairs.chen });
	await writeStory({ storyId, beganFrom: 0, typed, by: offices.pan, at });
	return storyId;
}

async function atDesk(
	storyId: string,
	{ width = 1280, viewer = offices.pan, provokes = /^$/ }: { width?: number; viewer?: Viewer; provokes?: RegExp } = {},
) {
	const page = await open({ site: site(), width, viewer, provokes });
	await page.goto(`/staff/stories/${storyId}`);
	await page.locator(".story-look article").waitFor({ state: "attached" });
	return page;
}

/** The tab was closed without a network; another one is opened with it. */
async function comeBack(page: Page, storyId: string): Promise<Page> {
	const context = page.context();
	const other = await context.newPage();
	await page.close();
	await context.setOffline(false);
	await other.goto(`/staff/stories/${storyId}`);
	return other;
}

const kept = async (storyId: string, by = offices.pan) => (await draftOf(db, storyId, by.personId))?.typed;
const textsOn = (page: Page) =>
	page.locator("[data-block] [name^=text-]").evaluateAll((all) => all.map((one) => (one as HTMLTextAreaElement).value));
const kindsOn = (page: Page) => page.locator("[data-block]").evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset["kind"]));

async function paste(into: Locator, data: { html?: string; text?: string }): Promise<void> {
	await into.evaluate((field, { html, text }) => {
		const clipboardData = new DataTransfer();
		if (html) clipboardData.setData("text/html", html);
		clipboardData.setData("text/plain", text ?? "");
		field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
	}, data);
}

test("parts are added, moved by keys and by hand, taken out and put back, without a reload and as the form sends them", async () => {
	const storyId = await begun();
	const page = await atDesk(storyId);
	await page.evaluate(() => Object.assign(window, { isSame: true }));
	const grip = (n: number) => page.locator("[data-block]").nth(n).locator("[data-grip]");
	await grip(0).press("ArrowDown");
	await expect.poll(() => page.locator("[role=status]").textContent()).toBe("现在是第 2 段，一共 3 段");
	expect(await kindsOn(page)).toEqual(["paragraph", "heading", "quote"]);
	await page.getByRole("button", { name: "拿掉：第 3 段（引一句话）" }).click();
	await page.getByRole("button", { name: "放回来" }).press("Enter");
	await page.getByRole("button", { name: "在下面加：第 1 段（一段话）" }).click();
	await page.keyboard.press("Enter");
	await page.keyboard.type("新的小标题");
	await page.evaluate(() => scrollBy({ top: 60, behavior: "instant" }));
	const [from, to] = [await grip(3).boundingBox(), await grip(0).boundingBox()];
	if (!from || !to) throw new Error("no grip");
	await page.mouse.move(from.x + 10, from.y + 10);
	await page.mouse.down();
	await page.mouse.move(to.x + 10, to.y - 10, { steps: 12 });
	// It moves aside while it is dragged, some time after the pointer.
	await expect.poll(async () => (await kindsOn(page))[0]).toBe("quote");
	await page.mouse.up();
	await expect
		.poll(async () => (await kept(storyId))?.blocks.map(({ text }) => text))
		.toEqual(["码齐了，心里也敞亮。", "门口的柴火堆了**三年**。", "新的小标题", "背景"]);
	await expect.poll(() => page.locator(".story-body h2").first().textContent()).toBe("新的小标题");
	expect(await page.evaluate(() => "isSame" in window)).toBe(true);
});

test("what is pasted from Word and WPS becomes parts; what was deleted, macros and pictures stay outside, and it can be undone", async () => {
	const page = await atDesk(await begun());
	await page.evaluate(() => Object.assign(window, { tripped: () => document.body.setAttribute("data-tripped", "") }));
	const field = (n: number) => page.locator("[data-block] [name^=text-]").nth(n);
	await paste(field(1), { html: fromWord({ pictureLetters: 5_000_000 }) });
	await expect.poll(() => page.locator(".story-note").textContent()).toContain("贴进来 5 段。有 2 张图片没有带进来");
	expect((await kindsOn(page)).slice(2, 7)).toEqual(["heading", "heading", "paragraph", "list", "paragraph"]);
	expect((await textsOn(page)).slice(2, 7)).toEqual([
		"1条巷子的三年",
		"背景",
		"东沟的巷子堆了“**三年**”的柴，谁也不好意思先说。大家自己动的手。[做法在这里](https://example.com/how)",
		"先分干湿\n再沿墙码",
		"点我",
	]);
	await page.getByRole("button", { name: "撤销" }).click();
	expect(await kindsOn(page)).toEqual(["heading", "paragraph", "quote"]);
	await paste(field(1), { html: fromWps() });
	await expect.poll(() => textsOn(page)).toContain("村口先清，**家家**跟上。");
	expect(await textsOn(page)).toEqual(expect.arrayContaining(["做法", "第二天就见了底。", "柴火 三车"]));
	await paste(field(0), { text: "启示：\n\n大家先动手。\n\n一、做法\n\n- 分干湿\n- 沿墙码" });
	await expect.poll(() => textsOn(page)).toContain("分干湿\n沿墙码");
	expect(await textsOn(page)).toEqual(expect.arrayContaining(["启示", "大家先动手。"]));
	const before = await textsOn(page);
	await paste(field(1), { html: fromWord({ more: `<p class=MsoNormal>${"长".repeat(5000)}</p>`.repeat(50) }) });
	await page.getByText("一个故事放不下").waitFor();
	expect(await textsOn(page)).toEqual(before);
	expect(await page.locator("[data-tripped]").count()).toBe(0);
});

test("without a network each keystroke is kept on the device; with it, it is on the server", async () => {
	const storyId = await begun();
	let page = await atDesk(storyId, { width: 360, provokes: /ERR_/ });
	await page.context().setOffline(true);
	await page.locator("#title").fill("断网时写的标题");
	await page.getByText("没有网络。已存在这台设备上").waitFor();
	page = await comeBack(page, storyId);
	await page.getByText("已经放回来了").waitFor();
	expect(await page.locator("#title").inputValue()).toBe("断网时写的标题");
	await page.getByText("已存到服务器").waitFor();
	expect((await kept(storyId))?.title).toBe("断网时写的标题");
	await page.reload();
	await page.locator(".story-look article").waitFor({ state: "attached" });
	expect(await page.getByText("已经放回来了").count()).toBe(0);
});

test("of two texts, this device's and the server's, neither is lost; nor of two editors'", async () => {
	const storyId = await begun();
	let page = await atDesk(storyId, { provokes: /ERR_/ });
	await page.context().setOffline(true);
	await page.locator("#title").fill("这台设备上的标题");
	await page.getByText("没有网络").waitFor();
	const elsewhere = typedStory({ leadId: album.pairs.chen, title: "别处写的标题" });
	await saveDraft({ storyId, beganFrom: 1, typed: elsewhere, by: offices.pan, at: new Date() });
	page = await comeBack(page, storyId);
	await page.getByText("两份都留着").waitFor();
	expect(await page.locator(".story-sides p").allTextContents()).toEqual(["这台设备上的标题", "别处写的标题"]);
	await page.getByRole("button", { name: "用这台设备上的" }).click();
	await expect.poll(async () => (await kept(storyId))?.title).toBe("这台设备上的标题");
	await page.getByText("已存到服务器").waitFor();
	await saveDraft({ storyId, beganFrom: 1, typed: { ...elsewhere, title: "另一个窗口的标题" }, by: offices.pan, at: new Date() });
	await page.locator("#title").fill("这个窗口的标题");
	await page.getByText("您在别的窗口或者别的设备上也写了").waitFor();
	expect((await kept(storyId))?.title).toBe("另一个窗口的标题");
	await page.getByRole("link", { name: "两份对着看" }).click();
	await page.getByText("两份都留着").waitFor();
	await page.getByRole("button", { name: "用这台设备上的" }).click();
	await expect.poll(async () => (await kept(storyId))?.title).toBe("这个窗口的标题");
	const typed = typedStory({ leadId: album.pairs.chen, title: "乔同事存的标题" });
	await writeStory({ storyId, beganFrom: 1, typed, by: offices.qiao, at: new Date() });
	await page.locator("#summary").fill("又写了一句");
	await page.getByText("别人存了新的一版（第 2 版）").waitFor();
	await page.getByRole("link", { name: "两份对着看" }).click();
	await page.locator("#both").getByText("乔同事").waitFor();
	expect(await page.locator("#title").inputValue()).toBe("这个窗口的标题");
});

test("what it lacks, how long it is and how it looks is told while one types, on a phone behind a tab", async () => {
	const page = await atDesk(await begun(), { width: 360 });
	await page.locator("#title").fill("陈");
	expect(await page.locator("[data-count=title]").textContent()).toBe("1/64");
	await page.getByRole("button", { name: "看样子", exact: true }).click();
	await page.getByText("标题要写 2 到 64 个字").waitFor();
	await page.getByRole("button", { name: "公众号" }).click();
	expect(await page.locator("#title").isVisible()).toBe(false);
	expect(await page.locator(".story-frame.wechat .story-lead img").count()).toBeGreaterThan(1);
	expect(await faultsInHand(page)).toEqual([]);
});

test("at a desk it has nothing that axe finds, and its scripts weigh at most 60 KB; a story's page has at most 15", async () => {
	const storyId = await begun();
	const page = await open({ site: site(), width: 1280, viewer: offices.pan });
	const sent = new Map<string, Promise<number>>();
	page.on("response", (answer) => {
		if (answer.url().endsWith(".js"))
			sent.set(
				answer.url(),
				answer
					.request()
					.sizes()
					.then(({ responseBodySize }) => responseBodySize),
			);
	});
	await page.goto(`/staff/stories/${storyId}`, { waitUntil: "networkidle" });
	expect(await faultsOn(page)).toEqual([]);
	const weight = (await Promise.all(sent.values())).reduce((sum, bytes) => sum + bytes, 0);
	expect(weight).toBeGreaterThan(10_000);
	expect(weight).toBeLessThanOrEqual(60_000);
});

test("a pair taken back before the first version: the desk says where it stood at the next pause, and a refused version keeps every word", async () => {
	const { fan } = album.homes;
	const { storyId } = await beginStory({ fromId: album.pairs.fan, headings: HEADINGS, by: offices.pan, at: new Date() });
	const page = await atDesk(storyId, { provokes: /409/ });
	await page.locator("#title").fill("范家的柴火码齐了");
	await page.getByText("已存到服务器").waitFor();
	await withdrawSubmission({ submissionId: album.pairs.fan, by: fan, at: new Date() });
	const field = page.locator("[data-block] [name^=text-]").nth(1);
	await page.locator("[data-block] [name^=more-]").first().fill("桥头的一位大爷");
	await field.fill("写了一个下午。");
	await page.locator(".story-side [data-lacking]").getByText("现在大家看不到了").waitFor();
	expect(await page.locator("#leadId").inputValue()).toBe(album.pairs.fan);
	await page.getByRole("button", { name: "存成一版" }).click();
	await page.locator("#problem").getByText("您写的还在").waitFor();
	expect([await page.locator("#title").inputValue(), (await textsOn(page))[1]]).toEqual(["范家的柴火码齐了", "写了一个下午。"]);
	expect((await kept(storyId))?.blocks[1]?.text).toBe("写了一个下午。");
	await page.locator("#leadId").selectOption({ index: 0 });
	await page.getByRole("button", { name: "存成一版" }).click();
	await page.getByText("第 1 版").first().waitFor();
});
