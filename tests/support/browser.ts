import type { Browser, BrowserContextOptions, Page } from "playwright";
import { afterEach, beforeAll, expect } from "vitest";
import type { Viewer } from "#domain/accounts/types.ts";
import { startChromium } from "./chromium.ts";
import type { Site } from "./server.ts";
import { sessionFor } from "./sign-in.ts";

// As long as a test may take, because lateness on a busy machine is no failure.
const PATIENCE_MS = 60_000;

/** The browser of this worker: it serves one file after the other and ends with the process. */
let shared: Browser | undefined;

async function sharedBrowser(): Promise<Browser> {
	if (!shared?.isConnected()) shared = await startChromium();
	return shared;
}

interface Reader extends BrowserContextOptions {
	site: Site;
	/** In CSS pixels; 360 is a villager's phone, 1280 a desk. */
	width: number;
	/** Whose session the browser has; a visitor's if left out. */
	viewer?: Viewer;
	/** Complaints that this test causes on purpose, for instance by cutting the network. */
	provokes?: RegExp;
}

/**
 * A real browser. Each page has a fresh profile, in Chinese. Whatever a page complains about (an error, a blocked script or style, a missing file) fails the
 * test.
 */
export function useBrowser(): (reader: Reader) => Promise<Page> {
	let browser: Browser;
	let complaints: string[] = [];
	beforeAll(async () => {
		browser = await sharedBrowser();
	});
	afterEach(async () => {
		for (const context of browser.contexts()) await context.close();
		const said = complaints;
		complaints = [];
		expect(said).toEqual([]);
	});
	return async ({ site, width, viewer, provokes, ...options }) => {
		const viewport = viewportOf(width);
		const context = await browser.newContext({ baseURL: site.origin, locale: "zh-CN", timezoneId: "Asia/Shanghai", viewport, ...options });
		if (viewer) await context.addCookies([{ name: "session", value: await sessionFor(viewer), url: site.origin }]);
		context.setDefaultTimeout(PATIENCE_MS);
		const page = await context.newPage();
		page.on("pageerror", (error) => complaints.push(String(error)));
		page.on("console", (message) => {
			if (message.type() === "error" && !provokes?.test(message.text())) complaints.push(`${page.url()}: ${message.text()}`);
		});
		page.on("request", (request) => isForeign(request.url(), site) && complaints.push(`asked ${request.url()}`));
		return page;
	};
}

function viewportOf(width: number): { width: number; height: number } {
	return { width, height: width < 600 ? 780 : 900 };
}

/** The page that is open, on a phone at night. */
export async function toPhoneAtNight(page: Page): Promise<void> {
	await page.setViewportSize(viewportOf(360));
	await page.emulateMedia({ colorScheme: "dark" });
}

function isForeign(address: string, { origin }: Site): boolean {
	return /^https?:/.test(address) && !address.startsWith(origin);
}
