import { readFileSync } from "node:fs";
import exifr from "exifr";
import type { Locator, Page } from "playwright";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { photos } from "#db/schema/photos.ts";
import { submissionPhotos } from "#db/schema/submissions.ts";
import { courtyardOf, drawCourtyard } from "#demo/scene/drawing.ts";
import { photograph } from "#demo/scene/photograph.ts";
import { storedPath } from "#platform/storage.ts";
import { useBrowser } from "#tests/browser.ts";
import { inviteCast } from "#tests/cast.ts";
import { faultyLines } from "#tests/lines.ts";
import { photoOf } from "#tests/pictures.ts";
import { useSite } from "#tests/server.ts";
import { sessionFor } from "#tests/sign-in.ts";
import { draftOf, readyDraft } from "#tests/submissions.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
const site = useSite(async () => {
	cast = await inviteCast();
});
const open = useBrowser();

const TAKEN = new Date("2026-11-02T01:30:00Z");
const PHONE = { takenAt: TAKEN, gps: { lat: 30.123, lon: 110.654 }, make: "HUAWEI", model: "Mate 60" };

async function photographed(seed: string, more: { orientation?: 6; width?: number } = {}) {
	const scene = drawCourtyard(courtyardOf(seed), { moment: "before", category: "Q3-01", takenAt: TAKEN });
	return { name: `${seed}.jpg`, mimeType: "image/jpeg", buffer: await photograph(scene, { ...PHONE, width: 2400, quality: 95, ...more }) };
}

async function small(number: number) {
	return { name: `IMG_${number}.jpg`, mimeType: "image/jpeg", buffer: await photoOf(number, { width: 640, height: 480 }) };
}

/** A phone at a step of a fresh draft of this household. */
async function phoneAt(home: "bao" | "chen" | "du" | "fan", side: "before" | "after"): Promise<{ page: Page; submissionId: string }> {
	const submissionId = await draftOf(cast.homes[home], { key: `${home}-${side}` });
	const page = await open({
		site: site(),
		width: 360,
		viewer: cast.homes[home].viewer,
		provokes: /50[237]|422|ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_RESET/,
	});
	await page.goto(`/submit/${submissionId}/photos?side=${side}`);
	await page.locator(".pick").waitFor();
	return { page, submissionId };
}

const album = (page: Page) => page.locator("input[type=file][multiple]");
const rows = (page: Page) => page.locator(".on-the-way li");

test("a photo is shown at once, made smaller and upright, keeps its date, loses its place, and the form goes on", async () => {
	const { page } = await phoneAt("bao", "before");
	const file = await photographed("li", { orientation: 6 });
	await album(page).setInputFiles(file);
	await page.locator('[data-state="done"]').waitFor();
	await expect.poll(() => page.locator(".on-the-way img").isVisible()).toBe(true);
	const [row] = await db.select().from(photos);
	expect([row?.width, row?.height, row?.takenAt]).toEqual([1600, 1200, TAKEN]);
	const original = readFileSync(storedPath("originals", row?.originalName as string));
	expect(await exifr.parse(original, { reviveValues: false, gps: true })).toEqual({ DateTimeOriginal: "2026:11:02 09:30:00" });
	await page.getByRole("button", { name: "下一步" }).click();
	await page.waitForURL(/side=after/);
	expect(await page.locator(".model img").isVisible()).toBe(true);
});

test("a full disk and an ailing site are told apart from a broken line, and the photo is sent when they are well", async () => {
	const { page } = await phoneAt("bao", "before");
	const answers = [507, 502, 200];
	await page.route("**/photos?side=before", async (route) => {
		const status = route.request().method() === "POST" ? (answers.shift() ?? 200) : 200;
		if (status === 200) return route.continue();
		return route.fulfill({ status, json: status === 507 ? { added: [], message: "满了", retryAfterSeconds: 1 } : {} });
	});
	await page.clock.install();
	await page.clock.pauseAt(new Date(Date.now() + 60_000));
	await album(page).setInputFiles(await small(7));
	const aSecond = () => page.clock.runFor(1_000);
	await page.getByText("存照片的地方满了").first().waitFor();
	await expect.poll(() => aSecond().then(() => page.getByText("网站那头出了点问题").count())).toBeGreaterThan(0);
	await expect.poll(() => aSecond().then(() => page.locator('[data-state="done"]').count())).toBe(1);
	expect(await page.getByText("网断了一下").count()).toBe(0);
});

test("a busy site is waited for, a broken line tried again, and nothing is doubled", async () => {
	const { page, submissionId } = await phoneAt("chen", "before");
	let attempts = 0;
	await page.route("**/photos?side=before", async (route) => {
		if (route.request().method() !== "POST" || ++attempts > 3) return route.continue();
		if (attempts === 1) return route.fulfill({ status: 503, json: { added: [], message: "忙", retryAfterSeconds: 1 } });
		if (attempts === 2) return route.fulfill({ status: 503, body: "<!doctype html>", headers: { "retry-after": "1" } });
		// The site has it, but the answer never reaches the phone.
		await route.fetch();
		return route.abort("connectionreset");
	});
	// The page's clock goes on only by what the test lets pass.
	await page.clock.install();
	await page.clock.pauseAt(new Date(Date.now() + 60_000));
	await album(page).setInputFiles([await small(1), await small(2)]);
	await page.getByText("现在传照片的人多").first().waitFor();
	const aSecond = () => page.clock.runFor(1_000);
	await expect.poll(() => aSecond().then(() => page.getByText("网断了一下").count())).toBeGreaterThan(0);
	await expect.poll(() => aSecond().then(() => page.locator('[data-state="done"]').count())).toBe(2);
	const placed = (await db.select().from(submissionPhotos)).filter((photo) => photo.submissionId === submissionId);
	expect(placed).toHaveLength(2);
});

test("the form that is sent off while photos are on the way follows them, with the words", async () => {
	const { page, submissionId } = await phoneAt("du", "after");
	let release: () => void = () => undefined;
	const held = new Promise<void>((resolve) => {
		release = resolve;
	});
	await page.route("**/photos?side=after", async (route) => {
		if (route.request().headers()["accept"] === "application/json") await held;
		await route.continue();
	});
	await page.getByLabel("想说两句吗").fill("扫了一上午。");
	await album(page).setInputFiles(await small(3));
	await page.getByRole("button", { name: "下一步" }).click();
	await page.getByRole("button", { name: "还有 1 张没传完" }).waitFor();
	release();
	await page.waitForURL(/\/about$/);
	await page.goto(`/submit/${submissionId}/photos?side=after`);
	expect(await page.getByLabel("想说两句吗").inputValue()).toBe("扫了一上午。");
});

test("words outlive a page that was closed before they were sent", async () => {
	const { page, submissionId } = await phoneAt("du", "after");
	await page.getByLabel("想说两句吗").fill("写到一半没电了");
	await page.goto("/me");
	await page.goto(`/submit/${submissionId}/photos?side=after`);
	await expect.poll(() => page.getByLabel("想说两句吗").inputValue()).toBe("写到一半没电了");
	await page.getByRole("button", { name: "下一步" }).click();
	await page.waitForURL(/\/about$/);
	await page.goto(`/submit/${submissionId}/photos?side=after`);
	expect(await page.getByLabel("想说两句吗").inputValue()).toBe("写到一半没电了");
});

test("what is no photo is told beside it; taken away, it makes room; three are enough; the same one twice is one", async () => {
	const { page, submissionId } = await phoneAt("fan", "before");
	await album(page).setInputFiles({ name: "通知.jpg", mimeType: "image/jpeg", buffer: Buffer.from("不是照片") });
	const refused = page.locator('[data-state="refused"]');
	await refused.getByText("照片", { exact: false }).first().waitFor();
	await refused.getByRole("button", { name: "去掉" }).click();
	await album(page).setInputFiles([await small(11), await small(12), await small(13), await small(14)]);
	await expect.poll(() => page.locator('[data-state="done"]').count()).toBe(3);
	await page.getByText("张数够了").waitFor();
	await rows(page).first().getByRole("button", { name: "去掉" }).click();
	const placed = async () => (await db.select().from(submissionPhotos)).filter((photo) => photo.submissionId === submissionId).length;
	await expect.poll(placed).toBe(2);
	const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
	await album(page).setInputFiles(await small(12));
	await answered;
	await expect.poll(() => rows(page).count()).toBe(2);
});

test("two that are no photos and one that is leave room for two more", async () => {
	const { page } = await phoneAt("bao", "after");
	const none = (name: string) => ({ name, mimeType: "image/jpeg", buffer: Buffer.from("不是照片") });
	await album(page).setInputFiles([none("a.jpg"), none("b.jpg"), await small(17)]);
	await page.locator('[data-state="done"]').waitFor();
	await expect.poll(() => page.locator('[data-state="refused"]').count()).toBe(2);
	expect(await page.getByText("张数够了").count()).toBe(0);
	await album(page).setInputFiles([await small(18), await small(19)]);
	await expect.poll(() => page.locator('[data-state="done"]').count()).toBe(3);
	await page.getByText("张数够了").waitFor();
});

/** The words that can be seen on a page, without blanks. */
async function charactersOn(page: Page): Promise<number> {
	return page.locator("main").evaluate((main: HTMLElement) => {
		for (const one of main.querySelectorAll<HTMLElement>(".unseen")) one.style.display = "none";
		return main.innerText.replace(/\s/g, "").length;
	});
}

test("a pair is shown on four screens, by ten taps and with four hundred characters", async () => {
	const page = await open({ site: site(), width: 360, viewer: cast.homes.du.viewer });
	await page.goto("/submit?new");
	let [taps, screens, characters] = [1, 0, 0];
	const tap = async (what: Locator) => {
		taps += 1;
		await what.click();
	};
	const arriveAt = async (address: RegExp) => {
		await page.waitForURL(address);
		screens += 1;
		characters += await charactersOn(page);
	};
	const photograph = async (number: number) => {
		taps += 1;
		await page.locator("input[capture]").setInputFiles(await small(number));
		await page.locator('[data-state="done"]').waitFor();
		await tap(page.getByRole("button", { name: "下一步" }));
	};
	await page.locator(".pick").waitFor();
	await arriveAt(/\/submit\?new/);
	await photograph(41);
	await page.waitForURL(/side=after/);
	await page.locator(".pick").waitFor();
	await arriveAt(/side=after/);
	await photograph(42);
	await arriveAt(/\/about$/);
	expect(await page.locator(".kinds svg").count()).toBe(18);
	await tap(page.getByRole("button", { name: "门前扫干净了" }));
	await arriveAt(/\/check$/);
	await tap(page.getByText("自己想收拾的"));
	await tap(page.getByText("同意展示这组照片"));
	await tap(page.getByRole("button", { name: "交给村里" }));
	await page.waitForURL(/\/me\?done=sent$/);
	expect([screens, taps]).toEqual([4, 9]);
	expect(characters).toBeLessThanOrEqual(400);
	expect(characters).toBeGreaterThan(300);
});

test("in large letters each way to change something on the last step is as large as a thumb, and each side's heading is one line", async () => {
	const submissionId = await readyDraft(cast.homes.chen, { key: "large", number: 90 });
	const page = await open({ site: site(), width: 320, viewer: cast.homes.chen.viewer });
	await page.context().addCookies([{ name: "care", value: "1", url: site().origin }]);
	await page.goto(`/submit/${submissionId}/check`);
	const ways = page.locator("main a", { hasText: /^改/ });
	const small = await ways.evaluateAll((all) =>
		all.map((one) => one.getBoundingClientRect()).filter(({ width, height }) => Math.min(width, height) < 60),
	);
	expect([await ways.count(), small]).toEqual([4, []]);
	const titles = await page.locator(".look h2").evaluateAll((all) => all.map(({ clientHeight }) => clientHeight));
	expect(titles.map((height) => height < 60)).toEqual([true, true]);
	expect(await faultyLines(page, ["收拾前", "收拾后"])).toEqual([]);
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});

test("without a network the photo stays on the phone and sets off when it is back", async () => {
	const { page } = await phoneAt("fan", "after");
	await page.context().setOffline(true);
	await album(page).setInputFiles(await small(21));
	await page.getByText("现在没有网").first().waitFor();
	await page.context().setOffline(false);
	await page.locator('[data-state="done"]').waitFor();
});

/** As signing in does. */
async function comesBack(page: Page, home: "bao" | "fan"): Promise<void> {
	const value = await sessionFor(cast.homes[home].viewer);
	await page.context().addCookies([{ name: "session", value, url: site().origin }]);
}

test("photos of who was signed out meanwhile stay on the phone, with the words, and set off when they have signed in again", async () => {
	const { page } = await phoneAt("fan", "after");
	const had = await page.locator(".thumbs img").count();
	await page.getByLabel("想说两句吗").fill("写到一半过期了");
	await page.context().clearCookies();
	await album(page).setInputFiles([await small(31), await small(32)]);
	await expect.poll(() => page.locator('[data-state="kept"]').count()).toBe(2);
	await rows(page).last().getByRole("button", { name: "去掉" }).click();
	await page.getByRole("button", { name: "下一步" }).click();
	await page.waitForURL(/\/sign-in\?.*side%3Dafter/);
	await comesBack(page, "fan");
	await page.goto(new URL(page.url()).searchParams.get("next") ?? "");
	await page.locator('[data-state="done"]').waitFor();
	expect([await rows(page).count(), await page.getByLabel("想说两句吗").inputValue()]).toEqual([1, "写到一半过期了"]);
	await page.reload();
	await page.locator(".pick").waitFor();
	expect([await rows(page).count(), await page.locator(".thumbs img").count()]).toEqual([0, had + 1]);
});

test("whoever signs in on that phone instead gets none of them, and they are gone", async () => {
	const { page } = await phoneAt("fan", "before");
	const address = page.url();
	await page.context().clearCookies();
	await album(page).setInputFiles(await small(35));
	await page.getByRole("link", { name: "重新登录" }).waitFor();
	const others = await draftOf(cast.homes.bao, { key: "bao-others" });
	await comesBack(page, "bao");
	await page.goto(`/submit/${others}/photos?side=before`);
	await expect.poll(() => page.evaluate(countKept)).toBe(0);
	expect(await rows(page).count()).toBe(0);
	await comesBack(page, "fan");
	await page.goto(address);
	await page.locator(".pick").waitFor();
	expect(await rows(page).count()).toBe(0);
});

/** Photos that this phone keeps. */
function countKept(): Promise<number> {
	return new Promise((resolve) => {
		const opening = indexedDB.open("tingyuan", 1);
		opening.onsuccess = () => {
			const counting = opening.result.transaction("photos").objectStore("photos").count();
			counting.onsuccess = () => resolve(counting.result);
		};
	});
}

test("a phone that stores nothing says that the photo has to be chosen again", async () => {
	const { page } = await phoneAt("bao", "before");
	await page.evaluate(() => Object.defineProperty(window, "indexedDB", { value: undefined }));
	await page.context().clearCookies();
	await album(page).setInputFiles(await small(36));
	await page.getByText("再回来传这张").first().waitFor();
});
