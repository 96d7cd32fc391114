import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";

/** A tick of the kernel, in which it counts work. */
const TICKS_A_SECOND = 100;

/** Resident bytes. */
export function memoryOf(child: ChildProcess): number {
	return Number(/^VmRSS:\s+(\d+)/m.exec(told(child, "status"))?.[1] ?? 0) * 1024;
}

/** Seconds of work so far, of all its threads. */
export function workOf(child: ChildProcess): number {
	// The name before it may hold spaces and brackets.
	const [, , , , , , , , , , , user = 0, system = 0] = told(child, "stat").replace(/.*\) /s, "").split(" ").map(Number);
	return (user + system) / TICKS_A_SECOND;
}

/** Empty on systems without /proc, where only wall time limits a job. */
function told(child: ChildProcess, what: "stat" | "status"): string {
	try {
		return readFileSync(`/proc/${child.pid}/${what}`, "latin1");
	} catch {
		return "";
	}
}
