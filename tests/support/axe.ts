import axe from "axe-core";
import type { Page } from "playwright";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe finds on a page by WCAG 2.2 AA and its best practices: "rule: where". */
export async function faultsOn(page: Page): Promise<string[]> {
	await page.waitForLoadState("load");
	if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
	return page.evaluate(async (tags) => {
		// Halfway from the colours of the day to those of the night nothing can be read.
		await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
		const { axe: eyes } = globalThis as unknown as { axe: typeof axe };
		// Only faults are told in full: the lists of what is right are long, and cost more than the look.
		const { violations } = await eyes.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
		return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")}`));
	}, TAGS);
}

/** The open page in the hand: by day, then at night in 关怀版 on the narrowest phone, where nothing may stick out. */
export async function faultsInHand(page: Page): Promise<string[]> {
	const byDay = await faultsOn(page);
	await page.context().addCookies([{ name: "care", value: "1", url: page.url() }]);
	await page.emulateMedia({ colorScheme: "dark" });
	await page.setViewportSize({ width: 320, height: 700 });
	await page.reload();
	const atNight = await faultsOn(page);
	const width = await page.evaluate(() => document.documentElement.scrollWidth);
	return [...byDay, ...atNight, ...(width > 320 ? [`${width} pixels wide`] : [])];
}
