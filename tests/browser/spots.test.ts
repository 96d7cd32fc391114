import { expect, test } from "vitest";
import { monthAt, startOf } from "#domain/calendar/rules.ts";
import { drawInspections } from "#domain/inspections/draw-month.ts";
import { answerAppeal } from "#domain/spots/confirm-spot.ts";
import { turnAway } from "#domain/spots/triage.ts";
import { waiveTotp } from "#tests/accounts.ts";
import { faultsInHand, faultsOn } from "#tests/axe.ts";
import { useBrowser } from "#tests/browser.ts";
import { inviteCast, minutesAfter } from "#tests/cast.ts";
import { daysAgo } from "#tests/exposure.ts";
import { photoOf } from "#tests/pictures.ts";
import { useSite } from "#tests/server.ts";
import { assigned, type Offices, reported, saidFixed, spotOffices } from "#tests/spots.ts";

const now = new Date();
let cast: Awaited<ReturnType<typeof inviteCast>>;
let offices: Offices;
const of = { waiting: "", late: "", planned: "", said: "", away: "" };
const site = useSite(async () => {
	cast = await inviteCast();
	await waiveTotp(cast.staff.wang);
	offices = await spotOffices(cast);
	for (const ago of [31, 0]) await drawInspections(startOf(`${monthAt(daysAgo(ago))}-01`));
	const ago = (minutes: number) => ({ report: { at: minutesAfter(now, -minutes - 60) }, at: minutesAfter(now, -minutes) });
	of.waiting = (
		await reported(cast, { words: "张某某家门口倒的，老有人来倒。", phone: "13812345678", at: minutesAfter(now, -300) })
	).spotId;
	of.late = (await assigned(cast, offices, ago(6 * 24 * 60))).spotId;
	of.planned = (await assigned(cast, offices, { ...ago(1500), grade: "D", cause: "facility_gap" })).spotId;
	of.said = (await assigned(cast, offices, ago(2800))).spotId;
	await saidFixed(of.said, offices.yun, minutesAfter(now, -100));
	of.away = (await reported(cast, { at: minutesAfter(now, -200) })).spotId;
	await turnAway({ spotId: of.away, door: "no_problem", why: "去看了，没有问题。", by: cast.baoAsModerator, at: minutesAfter(now, -90) });
});
const open = useBrowser();

test("on a phone each office's lists, spots and sheet fit the screen and have no fault that axe finds", async () => {
	const pages = [
		[cast.staff.li, "/staff/spots?list=triage"],
		[offices.tao, "/staff/spots?list=late"],
		[offices.tao, "/staff/spots?list=again"],
		[offices.tao, `/staff/spots/${of.away}`],
		[cast.staff.li, `/staff/spots/${of.waiting}/phone`],
		[offices.gu, "/staff/spots?list=late"],
		[cast.staff.li, `/staff/spots/${of.waiting}?search=chen`],
		[cast.staff.li, `/staff/spots/${of.late}`],
		[offices.yun, `/staff/spots/${of.planned}`],
		[offices.gu, `/staff/spots/${of.said}`],
		[cast.staff.li, `/staff/spots/${of.waiting}/redact`],
		[offices.yun, "/staff/spots/round"],
		[offices.tao, "/staff"],
	] as const;
	for (const [viewer, address] of pages) {
		const page = await open({ site: site(), width: 360, viewer, looks: true });
		await page.goto(site().origin + address);
		expect(await faultsOn(page), address).toEqual([]);
		expect(await page.evaluate(() => document.documentElement.scrollWidth), address).toBeLessThanOrEqual(360);
	}
});

test("who acts for a unit appeals against an order on a phone, and reads the ruling there", async () => {
	const page = await open({ site: site(), width: 360, viewer: offices.yun });
	await page.goto(`/staff/spots/${of.late}`);
	await page.locator("summary", { hasText: "申诉" }).click();
	await page.locator("#words-appeal").fill("这一处归水务所管，不归村里。");
	expect(await faultsOn(page)).toEqual([]);
	await page.getByRole("button", { name: "申诉" }).click();
	await page.getByText("申诉还没有答复").first().waitFor();
	expect(await faultsOn(page)).toEqual([]);
	await answerAppeal({ spotId: of.late, isUpheld: false, words: "看过图，归村委会管。", by: cast.staff.meng, at: new Date() });
	await page.reload();
	await page.getByText("看过图，归村委会管。").first().waitFor();
	expect(await faultsInHand(page)).toEqual([]);
});

test("an inspector goes through a hamlet that was drawn, tap by tap, and sends a fault with its photo", async () => {
	const page = await open({ site: site(), width: 360, viewer: offices.gu });
	await page.goto("/staff/inspections");
	expect(await faultsOn(page)).toEqual([]);
	await page.locator(".walks a").first().click();
	await page.getByRole("button", { name: "干净" }).first().click();
	await page.getByText("还有 9 处").waitFor();
	expect(await faultsOn(page)).toEqual([]);
	await page.getByRole("link", { name: "有问题" }).first().click();
	await page.getByLabel("是什么事").selectOption({ label: "垃圾没人清" });
	await page.getByLabel("为什么").selectOption({ label: "多年积下来的" });
	const buffer = Buffer.from(await photoOf(7, { width: 400, height: 300 }));
	await page.locator("input[type=file]").setInputFiles({ name: "IMG.jpg", mimeType: "image/jpeg", buffer });
	expect(await faultsOn(page)).toEqual([]);
	await page.getByRole("button", { name: "记下这个问题" }).click();
	await page.getByText("还有 8 处").waitFor();
	expect(await faultsInHand(page)).toEqual([]);
});
