import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** Does a long piece of work once, although several test processes need it at the same time. The others wait. */
export async function once(name: string, { isDone, work }: { isDone: () => boolean; work: () => Promise<unknown> }): Promise<void> {
	const lock = path.join(tmpdir(), `tingyuan-${name}.lock`);
	while (!isDone()) {
		if (!take(lock)) {
			await wait(200);
			continue;
		}
		try {
			if (!isDone()) await work();
		} finally {
			rmSync(lock);
		}
	}
}

/** Takes the lock if it is free, or if its holder was killed. */
function take(lock: string): boolean {
	try {
		const file = openSync(lock, "wx");
		writeSync(file, String(process.pid));
		closeSync(file);
		return true;
	} catch {
		if (!isHeld(lock)) rmSync(lock, { force: true });
		return false;
	}
}

function isHeld(lock: string): boolean {
	try {
		const holder = Number(readFileSync(lock, "utf8"));
		// A file that was just created has no process number yet: it is held.
		return holder === 0 || process.kill(holder, 0);
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === "EPERM";
	}
}
