import type { Browser, CDPSession, Page } from "playwright";
import { startChromium } from "#tests/chromium.ts";
import type { OwnSite } from "#tests/server.ts";
import { type Line, plainLine } from "./lines.ts";
import { ROUNDS, type Spread, sideOf, type Turn } from "./rounds.ts";

/** A cheap telephone on a village's line: a quarter of this machine, 1.6 Mbit/s, 300 ms. */
const PHONE = { viewport: { width: 360, height: 780 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, locale: "zh-CN" };
const LINE = { offline: false, latency: 300, downloadThroughput: 200_000, uploadThroughput: 100_000 };
const SLOWER = 4;
/** What a task may take before it keeps a finger waiting. */
const UNNOTICED_MS = 50;

/** When the largest thing of the first screen is painted, and how long tasks keep a finger waiting, each time in a fresh profile. */
export async function benchVitals({ origin }: OwnSite, pages: Record<string, string>): Promise<Line[]> {
	const browser = await startChromium();
	const lines: Line[] = [];
	// The first one wakes the browser.
	await seen(browser, origin + Object.values(pages)[0]);
	for (const [name, path] of Object.entries(pages)) {
		const turns: Turn[] = [];
		for (let round = 0; round < ROUNDS; round++) turns.push(await seen(browser, origin + path));
		const side = sideOf(turns);
		lines.push(plainLine(`${name} on a slow phone, largest thing painted`, "ms", side["paintedMs"] as Spread, { atMost: 1600 }));
		lines.push(plainLine(`${name} on a slow phone, longest task`, "ms", side["longestMs"] as Spread));
		lines.push(plainLine(`${name} on a slow phone, blocked`, "ms", side["blockedMs"] as Spread, { atMost: 0 }));
	}
	await browser.close();
	return lines;
}

async function seen(browser: Browser, url: string): Promise<Turn> {
	const paintedMs = await onPhone(browser, async (page, session) => {
		await session.send("Network.emulateNetworkConditions", LINE);
		await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
		await page.addInitScript(notePaint);
		await page.goto(url, { waitUntil: "networkidle" });
		return page.evaluate(() => (globalThis as unknown as { painted: number }).painted);
	});
	return { paintedMs, ...(await tasksOn(browser, url)) };
}

/** Tasks by the CPU time of the page's thread, on this machine's own clock: how long they last also depends on who else is at work. */
async function tasksOn(browser: Browser, url: string): Promise<Turn> {
	const told = await onPhone(browser, async (page) => {
		await browser.startTracing(page, { categories: ["toplevel", "disabled-by-default-devtools.timeline"] });
		await page.goto(url, { waitUntil: "networkidle" });
		return browser.stopTracing();
	});
	const { traceEvents } = JSON.parse(told.toString()) as { traceEvents: TraceEvent[] };
	// A page from elsewhere gets a process of its own.
	const mains = traceEvents.filter(({ name, args }) => name === "thread_name" && args?.["name"] === "CrRendererMain").map(threadOf);
	const tasks = traceEvents
		.filter((event) => event.name.endsWith("RunTask") && mains.includes(threadOf(event)))
		.map(({ tdur = 0 }) => (tdur / 1000) * SLOWER);
	return { longestMs: Math.max(...tasks), blockedMs: tasks.reduce((sum, ms) => sum + Math.max(0, ms - UNNOTICED_MS), 0) };
}

function threadOf({ pid, tid }: TraceEvent): string {
	return `${pid}/${tid}`;
}

interface TraceEvent {
	name: string;
	pid: number;
	tid: number;
	/** CPU microseconds. */
	tdur?: number;
	args?: Record<string, unknown>;
}

async function onPhone<T>(browser: Browser, look: (page: Page, session: CDPSession) => Promise<T>): Promise<T> {
	const context = await browser.newContext(PHONE);
	const page = await context.newPage();
	const found = await look(page, await context.newCDPSession(page));
	await context.close();
	return found;
}

/** Runs in the page. */
function notePaint(): void {
	new PerformanceObserver((list) => {
		Object.assign(globalThis, { painted: list.getEntries().at(-1)?.startTime });
	}).observe({ type: "largest-contentful-paint", buffered: true });
}
