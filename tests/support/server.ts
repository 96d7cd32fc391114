import { type ChildProcess, spawn } from "node:child_process";
import { once as next } from "node:events";
import { copyFileSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { createInterface, type Interface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll } from "vitest";
import { closeDatabase, openDatabase } from "#db/client.ts";
import { build, isBuilt } from "#platform/build.ts";
import { env } from "#platform/env.ts";
import { sha256 } from "#platform/hash.ts";
import { once } from "./once.ts";
import { scratchFolder } from "./scratch.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** As `npm start` and deploy/ start it. */
const HEAP = ["--max-semi-space-size=8", "--heap-growing-percent=100"];
const QUICK = ["--import", new URL("../../src/platform/quick-imports.ts", import.meta.url).href];
const ALLOCATION = { MALLOC_ARENA_MAX: "1" };
type Settings = Record<string, string>;

/** The real server. */
export interface Site {
	origin: string;
	port: number;
	/** Its log so far, one JSON object a line. */
	log: () => string;
}

/** A site in the worker's one server process. */
interface HouseSite extends Site {
	/** Every SQL text that the process has prepared. */
	statements: () => Promise<string[]>;
	/** What it asked its database since the last call. */
	asked: () => Promise<string[]>;
}

/** The real server in a process of its own, whose end, memory, clock or settings a test needs. */
export interface OwnSite extends Site {
	pid: number;
	/** SIGTERM; resolves with the exit code once everything begun is finished. */
	stop: () => Promise<number | null>;
	/** SIGKILL, like a power cut. */
	kill: () => Promise<void>;
}

/** Starts `src/server.ts` on a free loopback port; resolves when it is ready. */
export async function startSite(dataDir: string, settings: Settings = {}): Promise<OwnSite> {
	await ensureBuilt();
	const running = spawned("src/server.ts", { DATA_DIR: dataDir, ...settings });
	const { child } = running;
	return {
		...(await listening(running)),
		pid: child.pid as number,
		stop: () => ended(child, "SIGTERM"),
		kill: async () => void (await ended(child, "SIGKILL")),
	};
}

/**
 * A site for the tests of one file, with its own data folder. The test's process has the same database open, so `prepare` and the tests may call commands of
 * the domain.
 */
export function useSite(prepare?: () => Promise<unknown>): () => HouseSite & { dataDir: string } {
	return useSiteBy(openSite, prepare);
}

/** The same in a process of its own. */
export function useOwnSite(prepare?: () => Promise<unknown>, settings: Settings = {}): () => OwnSite & { dataDir: string } {
	return useSiteBy((dataDir) => startSite(dataDir, settings), prepare);
}

function useSiteBy<S extends Site & { stop: () => Promise<unknown> }>(
	begin: (dataDir: string) => Promise<S>,
	prepare: () => Promise<unknown> = async () => undefined,
): () => S & { dataDir: string } {
	let site: S;
	let dataDir = "";
	beforeAll(async () => {
		dataDir = scratchFolder("site");
		process.env["DATA_DIR"] = dataDir;
		copyFileSync(process.env["TEMPLATE_DATABASE"] as string, path.join(dataDir, "tingyuan.db"));
		await openDatabase(env.databaseFile);
		await prepare();
		site = await begin(dataDir);
	});
	afterAll(async () => {
		await site?.stop();
		await closeDatabase();
		rmSync(dataDir, { recursive: true, force: true });
	});
	return () => ({ ...site, dataDir });
}

/** Serves the sites of this worker's files, one after the other: to start a process costs more than most files. */
let house: Running | undefined;

async function openSite(dataDir: string): Promise<HouseSite & { stop: () => Promise<void> }> {
	await ensureBuilt();
	if (!house?.child.connected) house = spawned("tests/support/house.ts", {});
	const { child, dead } = house;
	const site = listening(house);
	child.send({ dataDir });
	const stop = async () => {
		const closed = next(child, "message");
		if (child.connected) child.send({ dataDir: null });
		await Promise.race([closed, dead]);
	};
	const told = async (asks: "statements" | "asked") => {
		const answer = next(child, "message");
		child.send({ asks });
		return (await answer)[0] as string[];
	};
	return { ...(await site), stop, statements: () => told("statements"), asked: () => told("asked") };
}

interface Running {
	child: ChildProcess;
	lines: Interface;
	/** Rejects when it ends. */
	dead: Promise<never>;
}

function spawned(script: string, settings: Settings): Running {
	const env = { ...process.env, PORT: "0", HOST: "127.0.0.1", LOG_LEVEL: "info", NODE_ENV: "production", ...ALLOCATION, ...settings };
	const child = spawn(process.execPath, [...HEAP, ...QUICK, script], { cwd: root, env, stdio: ["ignore", "inherit", "pipe", "ipc"] });
	// It does not hold up the end of the worker.
	child.unref();
	child.channel?.unref();
	const dead = next(child, "exit").then(([code]) => {
		throw new Error(`the server ended with ${code}`);
	});
	// Mostly its end is expected.
	dead.catch(() => undefined);
	return { child, lines: createInterface({ input: child.stderr as NodeJS.ReadableStream }), dead };
}

async function listening({ lines, dead }: Running): Promise<Site> {
	const said: string[] = [];
	lines.removeAllListeners("line");
	const ready = new Promise<number>((resolve) => {
		lines.on("line", (line) => {
			said.push(line);
			if (line.includes('"msg":"listening"')) resolve(JSON.parse(line).port);
		});
	});
	const log = () => said.join("\n");
	const port = await Promise.race([ready, dead]).catch((error: Error) => {
		throw new Error(`${error.message} before it listened:\n${log()}`);
	});
	return { origin: `http://127.0.0.1:${port}`, port, log };
}

async function ended(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<number | null> {
	if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
	const exit = next(child, "exit");
	// Otherwise a process that waits for nothing else ends here.
	child.ref();
	child.kill(signal);
	const [code] = await exit;
	return code;
}

/** Builds the pages if their sources are newer. */
function ensureBuilt(): Promise<void> {
	return once(`build-${sha256(root).slice(0, 12)}`, { isDone: isBuilt, work: build });
}

/** A process's present memory, in bytes. */
export function residentBytes(pid: number): number {
	const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
	return Number(kilobytes) * 1024;
}
