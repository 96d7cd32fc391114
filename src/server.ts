import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { closeDatabase } from "#db/client.ts";
import { closeDarkroom } from "#domain/photos/darkroom.ts";
import { tendPhotos } from "#domain/photos/tend.ts";
import { sweepDrafts } from "#domain/submissions/sweep-drafts.ts";
import { sweepPublishedFiles } from "#domain/votes/counts/published-file.ts";
import { tendRounds } from "#domain/votes/rounds/tend-rounds.ts";
import { filesIn } from "#http/files.ts";
import { front, type House } from "#http/front.ts";
import { KEPT_PAGES, MOST_CONNECTIONS, SERVER_LIMITS, SILENCE_MS } from "#http/limits.ts";
import { PageCache } from "#http/page-cache.ts";
import { beside } from "#i18n/beside.ts";
import { onChange } from "#platform/changes.ts";
import { DAY_MS, MINUTE_MS } from "#platform/clock.ts";
import { env } from "#platform/env.ts";
import { log } from "#platform/log.ts";
import { watchClock } from "#platform/steady-clock.ts";
import { openDataOrGiveUp } from "./data.ts";

// The process of the site, from an empty folder to the first answer, and back.
const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const GRACE_MS = 10_000;

watchClock();
await openDataOrGiveUp();
const server = createServer(SERVER_LIMITS, front(await openHouse()));
server.setTimeout(SILENCE_MS);
server.maxConnections = MOST_CONNECTIONS;
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, stop);

/** Where the site is reached on this machine. */
export const address = await listen();
tend();
setInterval(tend, DAY_MS).unref();
lookAtRounds();
setInterval(lookAtRounds, MINUTE_MS).unref();

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
			if (error.code !== "EADDRINUSE") throw error;
			giveUp((words) => words.portTaken(env));
		});
		server.listen(env.port, env.host, () => {
			const { port, address: host } = server.address() as AddressInfo;
			log.info({ host, port }, "listening");
			resolve(env.origin ?? `http://${host.includes(":") ? `[${host}]` : host}:${port}`);
		});
	});
}

/** The daily round: what nobody asks for and has to be done. Nobody has to wait for it. */
function tend(): void {
	const at = new Date();
	sweepDrafts(at)
		.then(() => tendPhotos(at))
		.then(() => sweepPublishedFiles(at))
		.catch((error: unknown) => log.error({ err: error }, "the daily round broke off"));
}

function lookAtRounds(): void {
	tendRounds(new Date()).catch((error: unknown) => log.error({ err: error }, "could not tend the rounds"));
}

function giveUp(why: Parameters<typeof beside>[0]): never {
	console.error(beside(why, "\n"));
	process.exit(1);
}

/** What was begun is finished; nothing new is begun. */
async function stop(): Promise<void> {
	const closed = new Promise((resolve) => server.close(resolve));
	// A connection that is kept alive turns idle only after the answer that it waits for.
	const closing = setInterval(() => server.closeIdleConnections(), 100);
	setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
	await closed;
	clearInterval(closing);
	await closeDarkroom();
	await closeDatabase();
	process.exit(0);
}
