import type { Browser, CDPSession, Page } from "playwright";
import { startChromium } from "#tests/chromium.ts";
import type { OwnSite } from "#tests/server.ts";
import { startLimit } from "./limit/servers.ts";
import { type Line, lineOf, plainLine } from "./lines.ts";
import { duel, type Spread, type Turn } from "./rounds.ts";

/** A cheap telephone on a village's line: a quarter of this machine, 1.6 Mbit/s, 300 ms. */
const PHONE = { viewport: { width: 360, height: 780 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, locale: "zh-CN" };
const LINE = { offline: false, latency: 300, downloadThroughput: 200_000, uploadThroughput: 100_000 };
const SLOWER = 4;
/** What a task may take before it keeps a finger waiting. */
const UNNOTICED_MS = 50;
const OUTER_TASK = "RunTask";
/** What any page costs a browser: a process, a document, a first frame. */
const EMPTY = { headers: ["Content-Type", "text/html; charset=utf-8"], body: btoa("<!doctype html><html lang=zh-CN><title>.</title><p>.") };

/** When the largest thing of the first screen is painted, and how long tasks keep a finger waiting, beside an empty page; each time in a fresh profile. */
export async function benchVitals({ origin }: OwnSite, pages: Record<string, string>): Promise<Line[]> {
	const [browser, empty] = [await startChromium(), await startLimit("bare.ts", EMPTY)];
	const lines: Line[] = [];
	for (const [name, path] of Object.entries(pages)) {
		const found = await duel(
			() => seen(browser, origin + path),
			() => tasksOn(browser, empty.origin),
		);
		lines.push(plainLine(`${name} on a slow phone, largest thing painted`, "ms", found.ours["paintedMs"] as Spread, { atMost: 1600 }));
		lines.push(lineOf(`${name} on a slow phone, longest task, beside an empty page`, "ms", found, { figure: "longestMs" }));
		lines.push(plainLine(`${name} on a slow phone, blocked`, "ms", found.ours["blockedMs"] as Spread, { atMost: 0 }));
		lines.push(plainLine(`an empty page on a slow phone, blocked`, "ms", found.limit["blockedMs"] as Spread));
	}
	await browser.close();
	empty.end();
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
	// A task of the scheduler holds the one that it runs under the same name: only the outer ones count, or each would count twice.
	const tasks = traceEvents
		.filter((event) => event.name === OUTER_TASK && mains.includes(threadOf(event)))
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
