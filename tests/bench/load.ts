import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { cpuSeconds } from "./cpu.ts";
import type { Turn } from "./rounds.ts";

export interface Load {
	url: string;
	connections: number;
	/** Seconds, or a number of requests. */
	duration?: number;
	amount?: number;
	/** Requests a second; as many as possible without. */
	overallRate?: number;
	headers?: Record<string, string>;
	/** Several pages in turn instead of one. */
	paths?: string[];
	/** A vote of one household after the other, from this number on, instead of one page. */
	ballotsFrom?: number;
}

export interface Answers {
	perSecond: number;
	total: number;
	/** Answers by status. */
	statuses: Record<string, number>;
	errors: number;
	p50Ms: number;
	p99Ms: number;
	maxMs: number;
}

/** What a browser says when it asks for a page. */
export const READER = { "accept-encoding": "br", accept: "text/html" };

/** A client in a process of its own, so that what it costs is not counted and does not hold up what it measures. */
export class Client {
	readonly #child: ChildProcess = fork(new URL("./client.ts", import.meta.url), { stdio: ["ignore", "inherit", "inherit", "ipc"] });

	async load(load: Load): Promise<Answers> {
		this.#child.send(load);
		const [answers] = await once(this.#child, "message");
		if (answers.errors > 0) throw new Error(`${load.url}: ${answers.errors} requests failed`);
		return answers;
	}

	/** The same, with the CPU time of the server meanwhile; any other status than this is an error. */
	async cost(pid: number, load: Load, status = "200"): Promise<Turn> {
		const before = cpuSeconds(pid);
		const { perSecond, total, statuses, p50Ms, p99Ms } = await this.load(load);
		const cpuMs = ((cpuSeconds(pid) - before) * 1000) / total;
		if (statuses[status] !== total) throw new Error(`${load.url} answered ${JSON.stringify(statuses)}`);
		return { perSecond, cpuMs, p50Ms, p99Ms };
	}

	end(): void {
		this.#child.disconnect();
	}
}
