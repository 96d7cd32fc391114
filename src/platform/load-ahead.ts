import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { setImmediate as breathe } from "node:timers/promises";
import { pathToFileURL } from "node:url";

/**
 * Loads what pages and actions would load at their first use: the first form of all kept everybody waiting for half a second. Our own modules come one by one
 * before the chunks that need them, so that no turn is long.
 */
export async function loadAhead(folder: string, { signal }: { signal: AbortSignal }): Promise<void> {
	const chunks = (await readdir(folder)).filter((name) => name.endsWith(".mjs")).map((name) => path.join(folder, name));
	const own = new Set<string>();
	for (const chunk of chunks) for (const [, module = ""] of (await readFile(chunk, "utf8")).matchAll(/from "(#[^"]+)"/g)) own.add(module);
	for (const module of [...own, ...chunks.map((chunk) => pathToFileURL(chunk).href)]) {
		if (signal.aborted) return;
		await import(module);
		await breathe();
	}
}
