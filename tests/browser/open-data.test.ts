import { expect, test } from "vitest";
import { faultsOn } from "#tests/axe.ts";
import { toPhoneAtNight, useBrowser } from "#tests/browser.ts";
import { useSite } from "#tests/server.ts";

const site = useSite();
const open = useBrowser();

test("the page about open data has nothing that axe finds, at a desk and on a phone at night, and fits 320 pixels with letters twice as large", async () => {
	const page = await open({ site: site(), width: 1280 });
	await page.goto("/open-data");
	expect(await faultsOn(page)).toEqual([]);
	await toPhoneAtNight(page);
	expect(await faultsOn(page)).toEqual([]);
	await page.setViewportSize({ width: 320, height: 700 });
	await page.evaluate(() => document.documentElement.style.setProperty("--root", "200%"));
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});
