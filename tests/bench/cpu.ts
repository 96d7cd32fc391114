import { readdirSync, readFileSync } from "node:fs";

const TICKS_PER_SECOND = 100;

/** CPU seconds that a process has used so far, all its threads counted, its children not. */
export function cpuSeconds(pid: number): number {
	const { utime, stime } = timesOf(pid);
	return (utime + stime) / TICKS_PER_SECOND;
}

/** The same with its children, those that have ended too. */
export function cpuSecondsOfFamily(pid: number): number {
	const { endedUtime, endedStime } = timesOf(pid);
	const living = familyOf(pid).reduce((sum, member) => sum + cpuSeconds(member), 0);
	return living + (endedUtime + endedStime) / TICKS_PER_SECOND;
}

function timesOf(pid: number) {
	// proc_pid_stat(5): the name in brackets may hold spaces; behind it the fields are plain, and the times are fields 14 to 17.
	const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
		.replace(/^.*\) /s, "")
		.split(" ")
		.map(Number);
	const [utime = 0, stime = 0, endedUtime = 0, endedStime = 0] = fields.slice(11, 15);
	return { utime, stime, endedUtime, endedStime };
}

/** A process and its children. */
export function familyOf(pid: number): number[] {
	return [pid, ...childrenOf(pid)];
}

function childrenOf(pid: number): number[] {
	return readdirSync(`/proc/${pid}/task`).flatMap((task) => {
		const children = readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").trim();
		return children === "" ? [] : children.split(" ").map(Number);
	});
}
