import { readFileSync, writeFileSync } from "node:fs";
import { made, type Order } from "#domain/publicity/press.ts";
import { everyThing } from "#tests/makers.ts";
import { cpuSecondsOfFamily, familyOf } from "./cpu.ts";
import { type Line, plainLine } from "./lines.ts";
import { spreadOf } from "./rounds.ts";

// One of each kind; the designs of a kind cost alike.
const MEASURED = [
	"poster eave a3",
	"poster eave phone",
	"card eave",
	"share",
	"cover",
	"roll",
	"notice",
	"certificate",
	"sign",
	"wall a4",
	"album",
];
const TURNS = 3;
const MB = 1024;
const AIMS = { cpuS: 1, megabytes: 400 };

/** CPU and memory of each maker, made anew each time; with the process that sets type, which is awake. */
export async function benchMakers(): Promise<Line[]> {
	const things = everyThing();
	await made(things["share"] as Order);
	const lines: Line[] = [];
	for (const name of MEASURED) {
		const seconds: number[] = [];
		const most: number[] = [];
		for (let turn = 0; turn < TURNS; turn++) {
			const order = things[name] as Order;
			const another = { ...order, content: { ...order.content, author: `${turn} ${name}` } };
			forgetPeaks();
			const before = cpuSecondsOfFamily(process.pid);
			await made(another);
			seconds.push(cpuSecondsOfFamily(process.pid) - before);
			most.push(peakMegabytes());
		}
		lines.push(plainLine(`${name} made`, "CPU s", spreadOf(seconds), { atMost: AIMS.cpuS }));
		lines.push(plainLine(`${name}, most memory of the process that makes it`, "MB", spreadOf(most), { atMost: AIMS.megabytes }));
	}
	return lines;
}

const children = () => familyOf(process.pid).filter((pid) => pid !== process.pid);

/** From now on the kernel counts anew (proc_pid_clear_refs). */
function forgetPeaks(): void {
	for (const pid of children()) writeFileSync(`/proc/${pid}/clear_refs`, "5");
}

function peakMegabytes(): number {
	const peaks = children().map((pid) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0));
	return Math.round(Math.max(...peaks) / MB);
}
