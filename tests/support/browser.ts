import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
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
	/** Who only looks at pages takes over the browser of who looked before, with its files in memory: a fresh profile costs more than a look. */
	looks?: true;
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
	/** By the settings of their browsers. */
	const looking = new Map<string, Page>();
	const isLeft = (context: BrowserContext) => ![...looking.values()].some((page) => page.context() === context);
	beforeAll(async () => {
		browser = await sharedBrowser();
	});
	afterEach(async () => {
		for (const context of browser.contexts().filter(isLeft)) await context.close();
		const said = complaints;
		complaints = [];
		expect(said).toEqual([]);
	});
	afterAll(async () => {
		for (const page of looking.values()) await page.context().close();
	});
	const fresh = async ({ site, width, provokes, ...options }: Reader) => {
		const viewport = viewportOf(width);
		const context = await browser.newContext({ baseURL: site.origin, locale: "zh-CN", timezoneId: "Asia/Shanghai", viewport, ...options });
		context.setDefaultTimeout(PATIENCE_MS);
		const page = await context.newPage();
		page.on("pageerror", (error) => complaints.push(String(error)));
		page.on("console", (message) => {
			if (message.type() === "error" && !provokes?.test(message.text())) complaints.push(`${page.url()}: ${message.text()}`);
		});
		page.on("request", (request) => isForeign(request.url(), site) && complaints.push(`asked ${request.url()}`));
		return page;
	};
	return async ({ viewer, looks, ...reader }) => {
		const { site, width, provokes, ...options } = reader;
		const settings = JSON.stringify(options);
		const taken = looks && looking.get(settings);
		const page = taken || (await fresh(reader));
		if (taken) await takeOver(page, reader);
		if (looks) looking.set(settings, page);
		if (viewer) await page.context().addCookies([{ name: "session", value: await sessionFor(viewer), url: site.origin }]);
		return page;
	};
}

async function takeOver(page: Page, { width, colorScheme = "light" }: Reader): Promise<void> {
	await page.context().clearCookies();
	await page.setViewportSize(viewportOf(width));
	await page.emulateMedia({ media: null, colorScheme });
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
