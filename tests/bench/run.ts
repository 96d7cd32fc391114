import { mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import path from "node:path";
import autocannon from "autocannon";
import sharp from "sharp";
import { closeDatabase, openDatabase } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { publish } from "#domain/moderation/decide.ts";
import { openItem } from "#domain/moderation/open.ts";
import { closeDarkroom } from "#domain/photos/darkroom.ts";
import { takeInPhoto } from "#domain/photos/intake.ts";
import { installDefaults } from "#domain/settings/defaults.ts";
import { env } from "#platform/env.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { drawing, uploadOf } from "#tests/pictures.ts";
import { type OwnSite, startSite } from "#tests/server.ts";
import { benchCountyPages } from "./county-pages.ts";
import { cpuSeconds, cpuSecondsOfFamily } from "./cpu.ts";
import { benchImport } from "./import.ts";
import { publishPairs, sendPairs } from "./scene.ts";
import { benchVotes } from "./votes.ts";

// `npm run bench`: what the main work costs on this machine, as JSON on stdout.
const SECONDS = 1.5;
const CONNECTIONS = 10;
// Until the code of a page is compiled, a request costs several times as much.
const WARM_UP = 200;
const begun = performance.now();
const dataDir = mkdtempSync(path.join(tmpdir(), "tingyuan-bench-"));
process.env["DATA_DIR"] = dataDir;
process.env["LOG_LEVEL"] = "warn";

await openDatabase(env.databaseFile);
await migrateDatabase();
await installDefaults();
const cast = await inviteCast();
say("24 pairs on the wall …");
const published = await publishPairs(cast, 24, MORNING);
const photos = await benchPhotos();
const queue = await benchQueue();
const pages = await benchPages();
say("a county's households …");
const imports = await benchImport();
say("100,000 households vote …");
const votes = await benchVotes(cast, dataDir);
await closeDatabase();
say("the pages of a county's staff …");
const county = await benchCountyPages();
rmSync(dataDir, { recursive: true, force: true });
const seconds = Math.round((performance.now() - begun) / 100) / 10;
const machine = { node: process.version, cpus: cpus().length, load: loadavg()[0] };
console.log(JSON.stringify({ ...machine, seconds, pages, photos, queue, imports, votes, county }, null, "\t"));
process.exit(0);

/** Each public page from the page cache and, by a parameter that it does not know, made anew each time. */
async function benchPages() {
	const site = await startSite(dataDir);
	const addresses = {
		home: "/",
		wall: "/wall",
		submission: `/submissions/${published.at(-1)}`,
		village: `/villages/${cast.places.qingshi.id}`,
	};
	const results: Record<string, Record<"cached" | "uncached", PageCost>> = {};
	for (const [page, address] of Object.entries(addresses)) {
		say(`${page} …`);
		results[page] = { cached: await costOf(site, address), uncached: await costOf(site, `${address}?bench=1`) };
	}
	await site.stop();
	return results;
}

interface PageCost {
	status: string;
	bytes: number;
	requestsPerSecond: number;
	p99Ms: number;
	cpuMsPerRequest: number;
}

async function costOf({ origin, pid }: OwnSite, address: string): Promise<PageCost> {
	const headers = { "accept-encoding": "br", accept: "text/html" };
	const first = await fetch(origin + address, { headers });
	const bytes = Number(first.headers.get("content-length"));
	const load = (more: { duration: number } | { amount: number }) =>
		autocannon({ url: origin + address, connections: CONNECTIONS, headers, ...more });
	await load({ amount: WARM_UP });
	const before = cpuSeconds(pid);
	const { requests, latency } = await load({ duration: SECONDS });
	const cpuMs = (cpuSeconds(pid) - before) * 1000;
	return {
		status: String(first.status),
		bytes,
		requestsPerSecond: Math.round(requests.average),
		p99Ms: latency.p99,
		cpuMsPerRequest: rounded(cpuMs / requests.total),
	};
}

/** Twelve megapixels through the whole intake, two at a time. */
async function benchPhotos() {
	say("photos of 12 megapixels …");
	const original = await cameraPhoto();
	const { householdId, personId } = cast.homes.du;
	const takeIn = async () => takeInPhoto({ upload: await uploadOf(original), householdId, personId, at: MORNING });
	await takeIn();
	const [cpuBefore, begun] = [cpuSecondsOfFamily(process.pid), performance.now()];
	const count = 6;
	await Promise.all(
		Array.from({ length: 2 }, async () => {
			for (let n = 0; n < count / 2; n++) await takeIn();
		}),
	);
	const seconds = (performance.now() - begun) / 1000;
	const cpu = cpuSecondsOfFamily(process.pid) - cpuBefore;
	await closeDarkroom();
	return { originalBytes: original.length, photosPerSecond: rounded(count / seconds), cpuSecondsPerPhoto: rounded(cpu / count) };
}

/** Twelve megapixels with the grain of a telephone's camera: without it a drawing is far too easy to encode. */
async function cameraPhoto(): Promise<Buffer> {
	const size = { width: 4000, height: 3000 };
	const grain = {
		create: { ...size, channels: 3 as const, background: "#808080", noise: { type: "gaussian" as const, mean: 128, sigma: 18 } },
	};
	const input = await sharp(grain).png({ compressionLevel: 0 }).toBuffer();
	return drawing(1000, size)
		.composite([{ input, blend: "soft-light" }])
		.jpeg({ quality: 90 })
		.toBuffer();
}

/** A moderator opens an item and publishes it, one after the other, as the pages would ask the domain to. */
async function benchQueue() {
	say("the queue …");
	const waiting = await sendPairs(cast, 60, minutesAfter(MORNING, 60 * 24 * 7));
	const at = minutesAfter(MORNING, 60 * 24 * 40);
	const begun = performance.now();
	for (const { submissionId, version } of waiting) {
		await openItem(cast.staff.meng, submissionId, at);
		await publish({ by: cast.staff.meng, submissionId, version, at });
	}
	const seconds = (performance.now() - begun) / 1000;
	return { actions: waiting.length * 2, actionsPerSecond: Math.round((waiting.length * 2) / seconds) };
}

function rounded(value: number): number {
	return Math.round(value * 1000) / 1000;
}

function say(what: string): void {
	console.error(`${((performance.now() - begun) / 1000).toFixed(1).padStart(5)} s  ${what}`);
}
