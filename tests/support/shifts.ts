import type { Page } from "playwright";

/** How far things moved while the page was painted, as shares of the screen. */
export async function shiftsOn(page: Page, address: string): Promise<number[]> {
	await page.addInitScript(() => {
		const moved: number[] = [];
		Object.assign(globalThis, { moved });
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries()) moved.push((entry as PerformanceEntry & { value: number }).value);
		}).observe({ type: "layout-shift", buffered: true });
	});
	await page.goto(address, { waitUntil: "networkidle" });
	return page.evaluate(() => (globalThis as unknown as { moved: number[] }).moved);
}
