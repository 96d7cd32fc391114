import { mkdtempSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const MEMORY = "/dev/shm";
const ROOM_BYTES = 2 * 1024 ** 3;

/** A new folder for a site's data, in memory where there is room: thousands of small commits would otherwise wait for the disk. */
export function scratchFolder(name: string): string {
	return mkdtempSync(path.join(hasRoom() ? MEMORY : tmpdir(), `tingyuan-${name}-`));
}

function hasRoom(): boolean {
	try {
		const { bavail, bsize } = statfsSync(MEMORY);
		return bavail * bsize > ROOM_BYTES;
	} catch {
		return false;
	}
}
