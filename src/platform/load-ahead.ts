import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { setImmediate as breathe } from "node:timers/promises";
import { pathToFileURL } from "node:url";

interface Way {
	signal: AbortSignal;
	/** Resolves when the next module may be loaded. */
	mayGoOn: () => Promise<void>;
}

/**
 * Loads what pages and actions would load at their first use: the first form of all kept everybody waiting for half a second. Our own modules come one by one
 * before the chunks that need them, so that no turn is long.
 */
export async function loadAhead(folder: string, { signal, mayGoOn }: Way): Promise<void> {
	const chunks = (await readdir(folder)).filter((name) => name.endsWith(".mjs")).map((name) => path.join(folder, name));
	const own = new Set<string>();
	for (const chunk of chunks) for (const [, module = ""] of (await readFile(chunk, "utf8")).matchAll(/from "(#[^"]+)"/g)) own.add(module);
	for (const module of [...own, ...chunks.map((chunk) => pathToFileURL(chunk).href)]) {
		await mayGoOn();
		if (signal.aborted) return;
		await import(module);
		await breathe();
	}
}

/** Of a second; above it somebody is being answered. */
const QUIET_SHARE = 0.2;
const TURN_MS = 250;

/** Lets work go on for a quarter of a second each time after a second in which the process had little to do. All of it takes seconds, which a full house would wait for at once. */
export function quietTurns({ lookMs = 1000 } = {}): () => Promise<void> {
	let turnEnd = 0;
	return async () => {
		while (performance.now() >= turnEnd) {
			const before = performance.eventLoopUtilization();
			await new Promise((resolve) => setTimeout(resolve, lookMs).unref());
			const { utilization } = performance.eventLoopUtilization(before);
			if (utilization < QUIET_SHARE) turnEnd = performance.now() + TURN_MS;
		}
	};
}
