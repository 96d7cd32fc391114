import { type ChildProcess, spawn } from "node:child_process";
import { once as next } from "node:events";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll } from "vitest";
import { closeDatabase, openDatabase } from "#db/client.ts";
import { build, isBuilt } from "#platform/build.ts";
import { env } from "#platform/env.ts";
import { sha256 } from "#platform/hash.ts";
import { once } from "./once.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The real server in a process of its own. */
export interface Site {
	origin: string;
	port: number;
	pid: number;
	/** Its log so far, one JSON object a line. */
	log: () => string;
	/** SIGTERM; resolves with the exit code once everything begun is finished. */
	stop: () => Promise<number | null>;
	/** SIGKILL, like a power cut. */
	kill: () => Promise<void>;
}

/** Starts `src/server.ts` on a free loopback port; resolves when it is ready. */
export async function startSite(dataDir: string, settings: Record<string, string> = {}): Promise<Site> {
	await ensureBuilt();
	const env = { ...process.env, DATA_DIR: dataDir, PORT: "0", HOST: "127.0.0.1", LOG_LEVEL: "info", NODE_ENV: "production", ...settings };
	const child = spawn(process.execPath, ["src/server.ts"], { cwd: root, env, stdio: ["ignore", "inherit", "pipe"] });
	const said: string[] = [];
	const port = await listening(child, said);
	return {
		origin: `http://127.0.0.1:${port}`,
		port,
		pid: child.pid as number,
		log: () => said.join("\n"),
		stop: () => ended(child, "SIGTERM"),
		kill: async () => void (await ended(child, "SIGKILL")),
	};
}

/**
 * A site for the tests of one file, with its own data folder. The test's process has the same database open, so `prepare` and the tests may call commands of
 * the domain.
 */
export function useSite(
	prepare: () => Promise<unknown> = async () => undefined,
	settings: Record<string, string> = {},
): () => Site & { dataDir: string } {
	let site: Site;
	let dataDir = "";
	beforeAll(async () => {
		dataDir = mkdtempSync(path.join(tmpdir(), "tingyuan-site-"));
		process.env["DATA_DIR"] = dataDir;
		copyFileSync(process.env["TEMPLATE_DATABASE"] as string, path.join(dataDir, "tingyuan.db"));
		await openDatabase(env.databaseFile);
		await prepare();
		site = await startSite(dataDir, settings);
	});
	afterAll(async () => {
		await site?.stop();
		await closeDatabase();
		rmSync(dataDir, { recursive: true, force: true });
	});
	return () => ({ ...site, dataDir });
}

async function listening(child: ChildProcess, said: string[]): Promise<number> {
	const lines = createInterface({ input: child.stderr as NodeJS.ReadableStream });
	const ready = new Promise<number>((resolve) => {
		lines.on("line", (line) => {
			said.push(line);
			if (line.includes('"msg":"listening"')) resolve(JSON.parse(line).port);
		});
	});
	const dead = next(child, "exit").then(([code]) => {
		throw new Error(`the server ended with ${code} before it listened:\n${said.join("\n")}`);
	});
	// Later on, its end is expected.
	dead.catch(() => undefined);
	return Promise.race([ready, dead]);
}

async function ended(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<number | null> {
	if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
	const exit = next(child, "exit");
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
