import { existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { closeDatabase } from "#db/client.ts";
import { leaveFolder } from "#db/owner.ts";
import { markClock } from "#domain/clock/marks.ts";
import { Schedule } from "#domain/jobs/schedule.ts";
import { closeDarkroom } from "#domain/photos/darkroom.ts";
import { Connections } from "#http/connections.ts";
import { filesIn } from "#http/files.ts";
import { front } from "#http/front.ts";
import { KEPT_PAGES, MOST_CONNECTIONS, SERVER_LIMITS, SILENCE_MS } from "#http/limits.ts";
import { PageCache } from "#http/page-cache.ts";
import { clearThrottles } from "#http/throttle.ts";
import { beside } from "#i18n/beside.ts";
import { onChange } from "#platform/changes.ts";
import { env, faultySettings, lacksProxies } from "#platform/env.ts";
import { loadAhead, quietTurns } from "#platform/load-ahead.ts";
import { log } from "#platform/log.ts";
import { readClocks, watchClock } from "#platform/steady-clock.ts";
import { openDataOrGiveUp, requireSettings, whyNoFolder } from "./data.ts";
import { JOBS } from "./jobs.ts";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
// Together less than the twenty seconds that deploy/ gives.
const GRACE_MS = 8_000;
const REST_MS = 10_000;

export interface Served {
	/** The site's address on this machine. */
	address: string;
	/** Finishes what was begun and begins nothing new. */
	close: () => Promise<void>;
}

/** Opens the data folder and serves its site. A process serves one site at a time. */
export async function serve(): Promise<Served> {
	const forgetClock = watchClock();
	requireSettings(await whyNotHere());
	await openDataOrGiveUp();
	// Before anybody can write, so that a wrong clock is noticed against what was written before.
	await markClock(readClocks());
	const schedule = new Schedule(JOBS);
	const kept = new PageCache(KEPT_PAGES);
	const forgetChanges = onChange((tags) => kept.drop(tags));
	const connections = new Connections(MOST_CONNECTIONS);
	const { server, closed } = door(front({ ...(await built()), kept, connections }), connections);
	const address = await listen(server);
	schedule.start();
	const ahead = new AbortController();
	void loadWhenQuiet(ahead.signal);
	const close = async () => {
		ahead.abort();
		const grace = after(GRACE_MS);
		await closed(grace);
		await Promise.race([schedule.stop(), grace]);
		forgetChanges();
		forgetClock();
		clearThrottles();
		await closeDarkroom();
		await closeDatabase();
		leaveFolder();
	};
	return { address, close };
}

/** What this machine has against the settings. It is told with those that mean nothing, so that nobody mends one and then meets the next. */
async function whyNotHere(): Promise<string[]> {
	const faulty = faultySettings();
	const reasons: (string | undefined)[] = [lacksProxies() ? beside((words) => words.settings.noProxies, "\n") : undefined];
	if (!faulty.includes("DATA_DIR")) reasons.push(whyNoFolder());
	if (!faulty.includes("PORT") && !faulty.includes("HOST")) reasons.push(await triedDoor());
	return reasons.filter((reason) => reason !== undefined);
}

/** Opens the door for a moment; why it stays shut, if it does. */
function triedDoor(): Promise<string | undefined> {
	return new Promise((resolve) => {
		const tried = createServer();
		tried.once("error", (error) => resolve(beside(whyNoDoor(error), "\n")));
		tried.listen(env.port, env.host, () => tried.close(() => resolve(undefined)));
	});
}

function whyNoDoor(error: NodeJS.ErrnoException): Parameters<typeof beside>[0] {
	if (error.code === "EADDRINUSE") return (words) => words.portTaken(env);
	if (error.code === "EACCES") return (words) => words.portForbidden(env);
	if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND") return (words) => words.hostNotHere(env);
	throw error;
}

/** What was built: the pages, and the files beside them. */
async function built() {
	const entry = `${dist}server/entry.mjs`;
	if (!existsSync(entry)) giveUp((words) => words.notBuilt);
	const { handler } = await import(entry);
	return { astro: handler, files: await filesIn(`${dist}client`) };
}

// Whoever waits for the start comes first.
const QUIET_AFTER_MS = 20_000;

/** A page that cannot be loaded tells so at its first use too. */
async function loadWhenQuiet(signal: AbortSignal): Promise<void> {
	await after(QUIET_AFTER_MS);
	const way = { signal, mayGoOn: quietTurns() };
	await loadAhead(`${dist}server/chunks`, way).catch((err) => log.warn({ err }, "not all pages could be loaded ahead"));
}

function listen(server: Server): Promise<string> {
	return new Promise((resolve) => {
		server.once("error", (error) => giveUp(whyNoDoor(error)));
		server.listen(env.port, env.host, () => {
			const { port, address: host } = server.address() as AddressInfo;
			log.info({ host, port }, "listening");
			resolve(env.origin ?? `http://${host.includes(":") ? `[${host}]` : host}:${port}`);
		});
	});
}

/** The server, and its closing, which resolves when every answer that was begun is finished. */
function door(
	answer: ReturnType<typeof front>,
	connections: Connections,
): { server: Server; closed: (grace: Promise<void>) => Promise<void> } {
	const begun = new Set<Promise<void>>();
	const server = createServer(SERVER_LIMITS, (req, res) => {
		const answering = answer(req, res)?.finally(() => begun.delete(answering as Promise<void>));
		if (answering) begun.add(answering);
	});
	server.setTimeout(SILENCE_MS);
	server.on("connection", (socket) => connections.take(socket));
	const closed = async (grace: Promise<void>) => {
		const ended = new Promise((resolve) => server.close(resolve));
		// A kept-alive connection becomes idle only after its pending answer.
		const closing = setInterval(() => server.closeIdleConnections(), 100);
		grace.then(() => server.closeAllConnections());
		await ended;
		clearInterval(closing);
		// What came before a line was cut is still being kept.
		await Promise.race([Promise.all(begun), after(REST_MS)]);
	};
	return { server, closed };
}

function after(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

function giveUp(why: Parameters<typeof beside>[0]): never {
	console.error(beside(why, "\n"));
	process.exit(1);
}
