import { readFileSync } from "node:fs";
import { statfs } from "node:fs/promises";

/** The site's own version. */
export const VERSION: string = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")).version;

const MEGABYTE = 1024 ** 2;
// The largest form of photos, twice.
const LEAST_FREE = 256 * MEGABYTE;
const LITTLE_FREE = 4096 * MEGABYTE;

/** Bytes that this account may still write to the disk of a folder. */
export async function freeBytes(folder: string): Promise<number> {
	const { bavail, bsize } = await statfs(folder);
	return bavail * bsize;
}

/** `little`: the admin should make room within days. `full`: the next photos may not fit. */
export function spaceState(free: number): "ample" | "little" | "full" {
	if (free < LEAST_FREE) return "full";
	return free < LITTLE_FREE ? "little" : "ample";
}
