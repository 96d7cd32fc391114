import type { Page } from "playwright";
import { expect, test } from "vitest";
import { startDraft } from "#domain/submissions/start-draft.ts";
import { waiveTotp } from "#tests/accounts.ts";
import { faultsOn } from "#tests/axe.ts";
import { useBrowser } from "#tests/browser.ts";
import { inviteCast } from "#tests/cast.ts";
import { photoOf } from "#tests/pictures.ts";
import { useSite } from "#tests/server.ts";
import { sessionFor } from "#tests/sign-in.ts";
import { withPhoto } from "#tests/submissions.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
const site = useSite(async () => {
	cast = await inviteCast();
	await waiveTotp(cast.staff.wang);
});
const open = useBrowser();
const file = async (number: number) => ({
	name: `${number}.jpg`,
	mimeType: "image/jpeg",
	buffer: await photoOf(number, { width: 640, height: 480 }),
});

test("at a door an officer takes the photos by phone, reads the text out and sends the pair; no page widens or hides anything from a reader", async () => {
	const page = await open({ site: site(), width: 360, viewer: cast.staff.li });
	await page.goto(`/staff/assist?search=${encodeURIComponent("鲍春生")}`);
	expect(await faultsOn(page)).toEqual([]);
	await page.getByRole("link", { name: "鲍春生" }).click();
	await page.getByRole("button", { name: "开始代填" }).click();
	for (const [number, side] of ["before", "after"].entries()) {
		// The script puts other inputs in the place of the plain one.
		await page.locator(`#${side} .pick`).waitFor();
		// Photos go up at once, so no button says that they have to be sent.
		expect(
			await page
				.locator(`#${side}`)
				.getByRole("button", { name: /传上去|照片好了/ })
				.count(),
		).toBe(0);
		await page.locator(`#${side} input[type=file][multiple]`).setInputFiles(await file(number + 1));
		await page.locator(`#${side} [data-state="done"]`).waitFor();
		await page.getByLabel("自己想收拾的").check();
		await page.locator("textarea").fill("老人家自己扫的。");
		await page.locator(`#${side}`).getByRole("button", { name: "照片好了" }).click();
		await page.locator(`#${side} .thumbs img`).waitFor();
	}
	// Until both pickers stand in their places, everything below them moves.
	await expect.poll(() => page.locator(".pick").count()).toBe(2);
	expect([await page.getByLabel("自己想收拾的").isChecked(), await page.locator("textarea").inputValue()]).toEqual([
		true,
		"老人家自己扫的。",
	]);
	expect(await orphansOn(page)).toEqual([]);
	await page.getByText("门前扫干净了").click();
	await page.getByRole("button", { name: "记下" }).click();
	await page.getByText("请原样念给这户听").waitFor();
	expect(await faultsOn(page)).toEqual([]);
	await page.setViewportSize({ width: 320, height: 700 });
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
	await page.getByLabel("家里哪一位说的").fill("鲍春生");
	await page.getByText("我念了上面的话").click();
	await page.getByText("这户同意展示这组照片").click();
	await page.getByRole("button", { name: "替这户交上去" }).click();
	await page.getByText("交好了，排进待审核").waitFor();
	const home = await open({ site: site(), width: 360, viewer: cast.homes.bao.viewer });
	await home.goto("/me");
	expect(await home.getByText("李敏 代填，鲍春生 同意展示").count()).toBe(1);
	expect(await faultsOn(home)).toEqual([]);
});

test("who was signed out while they write a pair down finds photo, words and choices when they have signed in again", async () => {
	const page = await open({ site: site(), width: 360, viewer: cast.staff.li });
	await page.goto(`/staff/assist?search=${encodeURIComponent("陈桂兰")}`);
	await page.getByRole("link", { name: "陈桂兰" }).click();
	await page.getByRole("button", { name: "开始代填" }).click();
	await page.locator("#before .pick").waitFor();
	await page.context().clearCookies();
	await page.locator("#before input[type=file][multiple]").setInputFiles(await file(5));
	await page.locator('#before [data-state="kept"]').waitFor();
	await page.getByLabel("自己想收拾的").check();
	await page.getByText("门前扫干净了").click();
	await page.locator("textarea").fill("念给她听过了。");
	await page.getByRole("button", { name: "记下" }).click();
	await page.waitForURL(/staff\/sign-in\?/);
	const value = await sessionFor(cast.staff.li);
	await page.context().addCookies([{ name: "session", value, url: site().origin }]);
	await page.goto(new URL(page.url()).searchParams.get("next") ?? "");
	await page.locator('#before [data-state="done"]').waitFor();
	const kind = page.locator(".kind-card", { hasText: "门前扫干净了" }).locator("input");
	expect([await page.getByLabel("自己想收拾的").isChecked(), await kind.isChecked(), await page.locator("textarea").inputValue()]).toEqual([
		true,
		true,
		"念给她听过了。",
	]);
});

/** Names of kinds whose last line is one character. */
function orphansOn(page: Page): Promise<string[]> {
	return page.locator(".kind-card").evaluateAll((cards) =>
		cards.flatMap((card) => {
			const node = [...card.childNodes].findLast((one) => one.nodeType === Node.TEXT_NODE && one.textContent?.trim()) as Text;
			const name = node.data.trimEnd();
			const topOf = (at: number) => {
				const range = document.createRange();
				range.setStart(node, at);
				range.setEnd(node, at + 1);
				return range.getBoundingClientRect().top;
			};
			return topOf(name.length - 1) > topOf(name.length - 2) ? [name.trim()] : [];
		}),
	);
}

test("Enter writes down what was chosen, and takes no photo away although that button comes first", async () => {
	const helper = cast.staff.li;
	const { submissionId } = await startDraft({ ...cast.homes.du, idempotencyKey: "enter", by: helper, helper, at: new Date() });
	await withPhoto(submissionId, { ...cast.homes.du, personId: helper.personId }, "before", 61);
	const page = await open({ site: site(), width: 360, viewer: helper });
	await page.goto(`/staff/assist/${submissionId}`);
	await page.getByText("门前扫干净了").click();
	await page.getByLabel("自己想收拾的").check();
	await page.getByLabel("自己想收拾的").press("Enter");
	await page.waitForURL(/done=described/);
	expect([await page.locator(".thumbs img").count(), await page.getByLabel("自己想收拾的").isChecked()]).toEqual([1, true]);
});

test("the printed form fills one sheet of A4 and no more", async () => {
	const page = await open({ site: site(), width: 1280, viewer: cast.staff.li });
	await page.goto(`/staff/assist/form?household=${cast.homes.du.householdId}`);
	await page.emulateMedia({ media: "print" });
	const overflow = await page.locator(".sheet").evaluate((sheet) => sheet.scrollHeight - sheet.clientHeight);
	expect(overflow).toBeLessThanOrEqual(1);
});
