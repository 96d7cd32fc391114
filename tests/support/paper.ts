import type { Page } from "playwright";

/** The sheets of paper that a page fills, in millimetres. */
export async function sheetsOf(page: Page): Promise<string[]> {
	const file = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString("latin1");
	const mm = (points: string | undefined) => Math.round((Number(points) / 72) * 25.4);
	return [...file.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => `${mm(width)}×${mm(height)}`);
}
