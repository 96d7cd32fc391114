import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright";

/** What axe finds on a page by WCAG 2.2 AA and its best practices: "rule: where". */
export async function faultsOn(page: Page): Promise<string[]> {
	await page.waitForLoadState("load");
	// By itself axe opens a second page to put frames together; our pages have none.
	const { violations } = await new AxeBuilder({ page })
		.setLegacyMode()
		.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
		.analyze();
	return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")}`));
}
