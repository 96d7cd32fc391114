import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { write } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { closeRating } from "#domain/ratings/close-rating.ts";
import { ownResults } from "#domain/ratings/own-results.ts";
import { openRating } from "#domain/ratings/rounds.ts";
import { noticeTitle } from "#domain/titles/notice-title.ts";
import { applyForTitle } from "#domain/titles/propose-title.ts";
import { waiveTotp } from "#tests/accounts.ts";
import { faultsInHand, faultsOn } from "#tests/axe.ts";
import { useBrowser } from "#tests/browser.ts";
import { inviteCast } from "#tests/cast.ts";
import { drawnRating, markedBy } from "#tests/ratings.ts";
import { useSite } from "#tests/server.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let closed = "";
let result = "";
let title = "";
const site = useSite(async () => {
	cast = await inviteCast();
	await waiveTotp(cast.staff.wang);
	closed = await drawnRating(cast);
	const scorers = [cast.staff.li, cast.homes.chen.viewer, cast.homes.du.viewer];
	await markedBy(scorers, "household-bao", { 李敏: { A1: "18" } });
	await closeRating({ ratingId: closed, by: cast.staff.wang, at: new Date() });
	result = (await ownResults("household-bao"))[0]?.resultId ?? "";
	await drawnRating(cast, "A", new Date());
	title = await askedTitle();
	await openRating({ villageId: cast.places.baiyang.id, profile: "A", by: cast.staff.wang, at: new Date() });
});
const open = useBrowser();

/** Fan's, who is in hardship and asked for it; on notice. */
async function askedTitle(): Promise<string> {
	const { fan } = cast.homes;
	await write((tx) => tx.update(households).set({ isHardship: true }).where(eq(households.id, fan.householdId)));
	const by = { ...fan.viewer, householdId: fan.householdId };
	const { titleId } = await applyForTitle({ householdId: fan.householdId, by, at: new Date() });
	await noticeTitle({ titleId, by: cast.staff.wang, at: new Date() });
	return titleId;
}

test("a scorer's phone does a yard of which every item has a fault in twelve taps, and shows the next one", async () => {
	const page = await open({ site: site(), width: 360, viewer: cast.homes.chen.viewer });
	let taps = 0;
	const tap = async (selector: string) => {
		taps += 1;
		await page.locator(selector).first().click();
	};
	await page.goto(`${site().origin}/ratings/score`);
	await tap("main a.button");
	await page.waitForURL(/score\/\w/);
	for (const code of ["A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8"]) await tap(`label:has(> input[name=${code}]:not(:checked))`);
	await tap("label:has(> input[name=presence][value=absent])");
	expect(await faultsInHand(page)).toEqual([]);
	await tap("main form button");
	await page.waitForURL(/done=/);
	expect(taps).toBeLessThanOrEqual(12);
	expect(await page.locator("main").innerText()).toContain("交了。");
});

test("the pages of ratings and titles fit a phone and have no fault that axe finds", async () => {
	const { wang } = cast.staff;
	const pages = [
		[undefined, "/ratings"],
		[undefined, "/ratings/sheet"],
		[cast.homes.du.viewer, "/ratings/score"],
		[cast.homes.bao.viewer, "/me/ratings"],
		[cast.homes.bao.viewer, `/ratings/${result}/objections`],
		[wang, "/staff/ratings"],
		[wang, `/staff/ratings/${closed}`],
		[wang, "/staff/ratings/agreement"],
		[undefined, "/titles"],
		[undefined, `/titles/${title}/objections`],
		[cast.homes.fan.viewer, "/me/title"],
		[wang, "/staff/titles?list=all"],
		[wang, `/staff/titles/${title}`],
	] as const;
	for (const [viewer, address] of pages) {
		const page = await open({ site: site(), width: 360, looks: true, ...(viewer && { viewer }) });
		await page.goto(site().origin + address);
		expect(await faultsOn(page), address).toEqual([]);
		if (!address.endsWith("sheet"))
			expect(await page.evaluate(() => document.documentElement.scrollWidth), address).toBeLessThanOrEqual(360);
	}
});
