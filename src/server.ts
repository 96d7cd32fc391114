import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { closeDatabase } from "#db/client.ts";
import { markClock } from "#domain/clock/marks.ts";
import { Schedule } from "#domain/jobs/schedule.ts";
import { closeDarkroom } from "#domain/photos/darkroom.ts";
import { filesIn } from "#http/files.ts";
import { front, type House } from "#http/front.ts";
import { KEPT_PAGES, MOST_CONNECTIONS, SERVER_LIMITS, SILENCE_MS } from "#http/limits.ts";
import { PageCache } from "#http/page-cache.ts";
import { beside } from "#i18n/beside.ts";
import { onChange } from "#platform/changes.ts";
import { env } from "#platform/env.ts";
import { log } from "#platform/log.ts";
import { readClocks, watchClock } from "#platform/steady-clock.ts";
import { openDataOrGiveUp, requireSettings } from "./data.ts";
import { JOBS } from "./jobs.ts";

// The process of the site, from start to stop.
const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const GRACE_MS = 10_000;
const REST_MS = 5_000;
const IMPATIENT_MS = 1_000;
let stoppingSince: number | undefined;

watchClock();
requireSettings({ isServing: true });
await openDataOrGiveUp();
// Before anybody can write, so that a wrong clock is noticed against what was written before.
await markClock(readClocks());
const schedule = new Schedule(JOBS);
const answer = front(await openHouse());
const begun = new Set<Promise<void>>();
const server = createServer(SERVER_LIMITS, (req, res) => {
	const answering = answer(req, res).finally(() => begun.delete(answering));
	begun.add(answering);
});
server.setTimeout(SILENCE_MS);
server.maxConnections = MOST_CONNECTIONS;
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, stop);

/** The site's address on this machine. */
export const address = await listen();
schedule.start();

async function openHouse(): Promise<House> {
	const entry = `${dist}server/entry.mjs`;
	if (!existsSync(entry)) giveUp((words) => words.notBuilt);
	const { handler } = await import(entry);
	const kept = new PageCache(KEPT_PAGES);
	onChange((tags) => kept.drop(tags));
	return { files: await filesIn(`${dist}client`), astro: handler, kept };
}

function listen(): Promise<string> {
	return new Promise((resolve) => {
		server.once("error", (error: NodeJS.ErrnoException) => {
			if (error.code === "EADDRINUSE") giveUp((words) => words.portTaken(env));
			if (error.code === "EACCES") giveUp((words) => words.portForbidden(env));
			if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND") giveUp((words) => words.hostNotHere(env));
			throw error;
		});
		server.listen(env.port, env.host, () => {
			const { port, address: host } = server.address() as AddressInfo;
			log.info({ host, port }, "listening");
			resolve(env.origin ?? `http://${host.includes(":") ? `[${host}]` : host}:${port}`);
		});
	});
}

function giveUp(why: Parameters<typeof beside>[0]): never {
	console.error(beside(why, "\n"));
	process.exit(1);
}

/**
 * Finishes what was begun and begins nothing new. Ctrl-C arrives twice, from the terminal and from npm; a later one is from somebody who will not wait.
 */
async function stop(): Promise<void> {
	if (stoppingSince !== undefined) return void (performance.now() - stoppingSince > IMPATIENT_MS && process.exit(1));
	stoppingSince = performance.now();
	const closed = new Promise((resolve) => server.close(resolve));
	// A kept-alive connection becomes idle only after its pending answer.
	const closing = setInterval(() => server.closeIdleConnections(), 100);
	const grace = new Promise((resolve) => setTimeout(resolve, GRACE_MS).unref());
	grace.then(() => server.closeAllConnections());
	await closed;
	clearInterval(closing);
	// What came before a line was cut is still being kept.
	await Promise.race([Promise.all(begun), new Promise((resolve) => setTimeout(resolve, REST_MS).unref())]);
	await Promise.race([schedule.stop(), grace]);
	await closeDarkroom();
	await closeDatabase();
	process.exit(0);
}
