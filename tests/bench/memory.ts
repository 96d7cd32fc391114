import { setTimeout as pause } from "node:timers/promises";
import { env } from "#platform/env.ts";
import { type OwnSite, residentBytes, startSite } from "#tests/server.ts";
import { familyOf } from "./cpu.ts";
import { type Line, plainLine } from "./lines.ts";
import { Client, READER } from "./load.ts";
import { cameraFile, senderOf } from "./photos.ts";
import { spreadOf } from "./rounds.ts";

const MB = 1024 * 1024;
const AIMS = { idle: 250, reading: 350, uploads: 700 };

/** A fresh site: idle, while pages are read and made, and with its children while photos come. */
export async function benchMemory(pages: string[], households: (count: number) => number): Promise<Line[]> {
	const site = await startSite(env.dataDir);
	const resident = () => familyOf(site.pid).reduce((sum, pid) => sum + residentBytes(pid), 0) / MB;
	await pause(3_000);
	const idle = [resident()];
	const client = new Client();
	const reading = await watched(resident, async () => {
		for (const page of pages)
			for (const url of [page, `${page}?bench=1`])
				await client.load({ url: site.origin + url, connections: 50, duration: 1, headers: READER });
	});
	client.end();
	const sender = senderOf();
	const uploads = await watched(resident, async () =>
		sender.send({ origin: site.origin, file: await cameraFile(), amount: 8, perSecond: 2, from: households(8) }),
	);
	sender.end();
	await site.stop();
	return Object.entries({ idle, reading, uploads }).map(([state, seen]) =>
		plainLine(`memory of all processes, ${state}`, "MB", spreadOf([Math.max(...seen)]), { atMost: AIMS[state as keyof typeof AIMS] }),
	);
}

/** A site that runs for a minute has loaded ahead what its pages need. */
export function memoryAtRest({ pid }: OwnSite): Line {
	return plainLine("memory of a site that has loaded ahead", "MB", spreadOf([residentBytes(pid) / MB]), { atMost: AIMS.idle });
}

async function watched(look: () => number, work: () => Promise<unknown>): Promise<number[]> {
	const seen: number[] = [];
	const watch = setInterval(() => seen.push(look()), 100);
	await work();
	clearInterval(watch);
	return seen;
}
