import { type ChildProcess, fork } from "node:child_process";
import { writeFile } from "node:fs";
import { fileURLToPath } from "node:url";
import { TooHeavy } from "#platform/apart.ts";
import { memoryOf, workOf } from "./costs.ts";

export interface ChildLimits extends Limits {
	/** A new child after so many jobs limits fragments and leaks. */
	jobsPerChild: number;
	/** A child holds 100 MB, so one without work for so long ends. */
	idleSeconds: number;
}

interface Limits {
	/** The child's own work on one job. On a busy machine a job may wait, which is not its fault. */
	seconds: number;
	/** Wall time for one job, after which the machine counts as too busy. */
	patienceSeconds: number;
	/** Resident memory at which the child is killed. */
	memoryBytes: number;
}

/** No child was free in time, or the machine has too much to do; the job is not at fault. */
export class Busy extends Error {
	readonly retryAfterSeconds: number;
	constructor(retryAfterSeconds: number) {
		super("too much is waiting");
		this.name = "Busy";
		this.retryAfterSeconds = retryAfterSeconds;
	}
}

/** The child ended over its job. */
export class Ended extends Error {}

/** What the child is: a module that says `"ready"`, and then gives one answer for each job. */
export interface Work {
	module: URL;
	/** Options of V8, and what its C library is told. */
	heap: string[];
	env?: Record<string, string>;
}

/** One child process at a time. It starts when needed; one that costs too much is killed and replaced, one without work ends. */
export interface Child<Job, Answer> {
	/** Starts the child for a job that is still coming. */
	wake(): void;
	/** Throws TooHeavy or Ended if the job is at fault, otherwise Busy. */
	ask(job: Job): Promise<Answer>;
	stop(): Promise<void>;
}

const START_LIMITS: Limits = { seconds: 30, patienceSeconds: 120, memoryBytes: 1024 ** 3 };
const LOOK_MS = 50;
const RETRY_SECONDS = 20;

export function childOf<Job, Answer>(work: Work, limits: ChildLimits): Child<Job, Answer> {
	let child: ChildProcess | undefined;
	let starting = Promise.resolve();
	let jobs = 0;
	let idle: NodeJS.Timeout | undefined;

	async function ask(job: Job): Promise<Answer> {
		if (jobs >= limits.jobsPerChild) await stop();
		const mine = present();
		try {
			await starting;
			jobs += 1;
			mine.send(job as object);
			return await answerFrom<Answer>(mine, limits);
		} finally {
			rest();
		}
	}

	function wake(): void {
		present();
		// Who brings the job will hear why it does not start.
		starting.catch(() => undefined);
		rest();
	}

	function present(): ChildProcess {
		clearTimeout(idle);
		if (isAlive(child)) return child;
		child = startChild(work);
		jobs = 0;
		starting = begun(child);
		return child;
	}

	function rest(): void {
		idle = setTimeout(stop, limits.idleSeconds * 1000).unref();
	}

	async function stop(): Promise<void> {
		clearTimeout(idle);
		const last = child;
		child = undefined;
		if (isAlive(last)) await killed(last);
	}

	return { wake, ask, stop };
}

function isAlive(child: ChildProcess | undefined): child is ChildProcess {
	return child !== undefined && child.exitCode === null && child.signalCode === null;
}

// The child parses what strangers wrote, so it gets no environment (secrets) and may only read files.
function startChild({ module, heap, env = {} }: Work): ChildProcess {
	const child = fork(fileURLToPath(module), {
		env,
		execArgv: [...heap, "--permission", "--allow-fs-read=*", "--allow-addons", "--disable-warning=SecurityWarning"],
		serialization: "advanced",
		stdio: ["ignore", "ignore", "ignore", "ipc"],
	});
	// When memory runs out, the kernel should kill this process and not the server.
	writeFile(`/proc/${child.pid}/oom_score_adj`, "1000", () => undefined);
	return child;
}

/** A child that does not start is our fault, not the job's. */
async function begun(child: ChildProcess): Promise<void> {
	await answerFrom(child, START_LIMITS).catch((cause: unknown) => {
		throw cause instanceof Busy ? cause : new Error("the child did not start", { cause });
	});
}

function answerFrom<Answer>(child: ChildProcess, limits: Limits): Promise<Answer> {
	keepProcessFor(child);
	return new Promise<Answer>((resolve, reject) => {
		let excess: Error | undefined;
		const kill = (why: Error) => {
			excess = why;
			child.kill("SIGKILL");
		};
		const before = workOf(child);
		const look = () => {
			if (memoryOf(child) > limits.memoryBytes) kill(new TooHeavy(`over ${limits.memoryBytes} bytes`));
			else if (workOf(child) - before > limits.seconds) kill(new TooHeavy(`over ${limits.seconds} s of work`));
		};
		const clock = setTimeout(() => kill(new Busy(RETRY_SECONDS)), limits.patienceSeconds * 1000);
		const scale = setInterval(look, LOOK_MS);
		const settle = (after: () => void) => {
			clearTimeout(clock);
			clearInterval(scale);
			child.removeAllListeners();
			letProcessEnd(child);
			after();
		};
		child.once("message", (answer: Answer) => settle(() => resolve(answer)));
		child.once("error", (failure) => settle(() => reject(failure)));
		child.once("exit", (code, signal) => settle(() => reject(excess ?? endedBy(code, signal))));
	});
}

/** The kernel kills when memory runs out. */
function endedBy(code: number | null, signal: NodeJS.Signals | null): Error {
	return signal === "SIGKILL" ? new TooHeavy(`exit ${signal}`) : new Ended(`exit ${code ?? signal}`);
}

function keepProcessFor(child: ChildProcess): void {
	child.ref();
	child.channel?.ref();
}

/** An idle child does not keep the process running; it ends when the channel closes. */
function letProcessEnd(child: ChildProcess): void {
	child.unref();
	child.channel?.unref();
}

async function killed(child: ChildProcess): Promise<void> {
	const gone = new Promise((resolve) => child.once("exit", resolve));
	keepProcessFor(child);
	child.kill("SIGKILL");
	await gone;
}
