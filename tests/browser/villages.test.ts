import { expect, test } from "vitest";
import { faultsOn } from "#tests/axe.ts";
import { useBrowser } from "#tests/browser.ts";
import { inviteCast } from "#tests/cast.ts";
import { useSite } from "#tests/server.ts";
import { settleVillages } from "#tests/villages.ts";

const site = useSite(async () => {
	await inviteCast();
	await settleVillages({ towns: 4, each: 20 });
});
const open = useBrowser();

test("map, towns and rows of a county fit a phone and a desk, by day and by night, without a fault that axe finds", async () => {
	for (const [width, colorScheme] of [
		[360, "light"],
		[1280, "dark"],
	] as const) {
		const page = await open({ site: site(), width });
		await page.emulateMedia({ colorScheme });
		await page.goto(`${site().origin}/villages?town=town-1`);
		expect(await faultsOn(page), `${width}`).toEqual([]);
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
		await page.context().close();
	}
});

test("a village on the map is reached by keys, named with its share, and opened by Enter", async () => {
	const page = await open({ site: site(), width: 1280 });
	await page.goto(`${site().origin}/villages?figure=part&town=town-1`);
	await page.locator("#town .map a").first().focus();
	await page.keyboard.press("Tab");
	expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toMatch(/^\S+ (\d+%|—)$/);
	await page.keyboard.press("Enter");
	await page.waitForURL(/\/villages\/village-1-\d+$/);
});
