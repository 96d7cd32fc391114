import type { Page } from "playwright";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { courtyardOf, drawCourtyard } from "#demo/scene/drawing.ts";
import { photograph } from "#demo/scene/photograph.ts";
import { issueSlip } from "#domain/households/issue-slip.ts";
import { accountOf } from "#domain/points/ledger.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { faultsOn } from "#tests/axe.ts";
import { useBrowser } from "#tests/browser.ts";
import { inviteCast } from "#tests/cast.ts";
import { useSite } from "#tests/server.ts";

// The same loop as in journeys/first-loop, with the islands, on a phone of 360 pixels; axe looks at every page on the way.

let cast: Awaited<ReturnType<typeof inviteCast>>;
let pin = "";
const site = useSite(async () => {
	cast = await inviteCast();
	await changeSetting({ key: "staffTotpRequired", value: "no", by: null, at: new Date() });
	({ pin } = await issueSlip({ householdId: cast.homes.chen.householdId, by: cast.staff.wang, at: new Date() }));
});
const open = useBrowser();

async function shot(moment: "before" | "after") {
	const takenAt = new Date(Date.now() - (moment === "before" ? 6 : 1) * 86_400_000);
	const svg = drawCourtyard(courtyardOf("browser-loop"), { moment, category: "Q3-01", takenAt });
	const camera = { takenAt, gps: { lat: 30.1, lon: 110.6 }, make: "HUAWEI", model: "MGA-AL00", orientation: 6 as const };
	return { name: `IMG_${moment}.jpg`, mimeType: "image/jpeg", buffer: await photograph(svg, camera) };
}

async function expectClean(page: Page): Promise<void> {
	expect(await faultsOn(page), page.url()).toEqual([]);
	expect(await page.evaluate(() => document.documentElement.scrollWidth), page.url()).toBe(360);
}

test("a villager shows a pair from a phone, a moderator publishes it by one key, a stranger moves the slider", async () => {
	const submissionId = await villagerSends();
	await moderatorPublishes(submissionId);
	expect(await accountOf(db, cast.homes.chen.householdId)).toEqual({ balance: 2, held: 3 });
	await strangerLooks(submissionId);
}, 180_000);

async function villagerSends(): Promise<string> {
	const phone = await open({ site: site(), width: 360 });
	await phone.goto("/h/chen000000");
	await expectClean(phone);
	await phone.locator("input[name=secret]").fill(pin);
	await phone.locator('form[action*="signInVillager"] .button').click();
	await phone.waitForURL(/\/me/);
	await expectClean(phone);
	await phone.goto("/submit");
	await expectClean(phone);
	await addPhoto(phone, "before");
	await phone.waitForURL(/side=after/);
	await addPhoto(phone, "after");
	await phone.waitForURL(/\/about/);
	await expectClean(phone);
	await phone.locator('button[name=categoryCode][value="Q3-01"]').click();
	await phone.waitForURL(/\/check/);
	const submissionId = /submit\/(\w+)\//.exec(phone.url())?.[1] as string;
	await expectClean(phone);
	await phone.locator('input[name=startedBy][value="self"]').check();
	await phone.locator("input[name=consentsToDisplay]").check();
	await phone.locator('form[action*="submissions.send"] button').click();
	await phone.waitForURL(/\/me\?done=sent/);
	await expectClean(phone);
	return submissionId;
}

async function addPhoto(phone: Page, side: "before" | "after"): Promise<void> {
	// The script puts other inputs in the place of the plain one.
	await phone.locator(".pick").waitFor();
	await phone.locator("input[type=file][multiple]").setInputFiles(await shot(side));
	await phone.locator('[data-state="done"]').waitFor();
	await expectClean(phone);
	await phone.getByRole("button", { name: "下一步" }).click();
}

async function moderatorPublishes(submissionId: string): Promise<void> {
	const desk = await open({ site: site(), width: 360, viewer: cast.staff.li });
	await desk.goto("/moderation");
	await expectClean(desk);
	await desk.keyboard.press("j");
	await desk.waitForURL(new RegExp(submissionId));
	await expectClean(desk);
	await desk.keyboard.press("a");
	await desk.waitForURL((url) => !url.pathname.includes(submissionId));
	await expectClean(desk);
}

async function strangerLooks(submissionId: string): Promise<void> {
	const phone = await open({ site: site(), width: 360 });
	await phone.goto("/wall");
	await phone.locator(`a[href*="${submissionId}"]`).first().click();
	await phone.waitForURL(/\/submissions\//);
	await expectClean(phone);
	const slider = phone.locator("input[type=range]");
	await slider.focus();
	const half = await slider.inputValue();
	await phone.keyboard.press("ArrowRight");
	await expect.poll(() => slider.inputValue()).not.toBe(half);
}
