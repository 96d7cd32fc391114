import { expect, test } from "vitest";
import { turnAway } from "#domain/spots/triage.ts";
import { waiveTotp } from "#tests/accounts.ts";
import { faultsOn } from "#tests/axe.ts";
import { useBrowser } from "#tests/browser.ts";
import { inviteCast, minutesAfter } from "#tests/cast.ts";
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
		const page = await open({ site: site(), width: 360, viewer });
		await page.goto(site().origin + address);
		expect(await faultsOn(page), address).toEqual([]);
		expect(await page.evaluate(() => document.documentElement.scrollWidth), address).toBeLessThanOrEqual(360);
		await page.context().close();
	}
});
