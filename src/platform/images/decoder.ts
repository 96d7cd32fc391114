import { type ChildProcess, fork } from "node:child_process";
import { readFileSync, writeFile } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Answer } from "./child.ts";
import { PicturesBusy, UnfitPicture } from "./limits.ts";
import type { PictureJob, PreparedPicture } from "./prepare.ts";

export interface DecoderLimits extends Limits {
	/** A new child after this many pictures limits fragments and leaks. */
	picturesPerChild: number;
	/** A child holds 100 MB, so one without work for so long ends. */
	idleSeconds: number;
}

interface Limits {
	/** The child's own work on one picture. On a busy machine a picture may wait, which is not its fault. */
	seconds: number;
	/** Wall time for one picture, after which the machine counts as too busy. */
	patienceSeconds: number;
	/** Resident memory at which the child is killed. */
	memoryBytes: number;
}

/** One child process at a time. It starts when needed; one that costs too much is killed and replaced, one without work ends. */
export interface Decoder {
	/** Starts the child for a picture that is still coming. */
	wake(): void;
	prepare(job: PictureJob): Promise<PreparedPicture>;
	stop(): Promise<void>;
}

const START_LIMITS: Limits = { seconds: 30, patienceSeconds: 120, memoryBytes: 1024 ** 3 };
const LOOK_MS = 50;
const RETRY_SECONDS = 20;
/** A tick of the kernel, in which it counts work. */
const TICKS_A_SECOND = 100;

export function decoder(limits: DecoderLimits): Decoder {
	let child: ChildProcess | undefined;
	let starting = Promise.resolve();
	let pictures = 0;
	let idle: NodeJS.Timeout | undefined;

	async function prepare(job: PictureJob): Promise<PreparedPicture> {
		if (pictures >= limits.picturesPerChild) await stop();
		const mine = present();
		try {
			await starting;
			pictures += 1;
			mine.send(job);
			const answer = await answerFrom(mine, limits);
			if (answer.kind === "prepared") return answer.picture;
			throw new UnfitPicture(answer.kind === "unfit" ? answer.reason : "broken", answer);
		} finally {
			rest();
		}
	}

	function wake(): void {
		present();
		// Who brings the picture will hear why it does not start.
		starting.catch(() => undefined);
		rest();
	}

	function present(): ChildProcess {
		clearTimeout(idle);
		if (isAlive(child)) return child;
		child = startChild();
		pictures = 0;
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

	return { wake, prepare, stop };
}

function isAlive(child: ChildProcess | undefined): child is ChildProcess {
	return child !== undefined && child.exitCode === null && child.signalCode === null;
}

// One arena holds least; and what is not given back after each step need not be fetched again page by page, which took a tenth of the work.
const ALLOCATION = { MALLOC_ARENA_MAX: "1", MALLOC_TRIM_THRESHOLD_: "67108864", MALLOC_MMAP_THRESHOLD_: "8388608" };

const HEAP = ["--max-old-space-size=256", "--max-semi-space-size=4"];

// The child parses strangers' bytes, so it gets no environment (secrets) and may only read files.
function startChild(): ChildProcess {
	const child = fork(fileURLToPath(new URL("./child.ts", import.meta.url)), {
		env: { VIPS_BLOCK_UNTRUSTED: "1", ...ALLOCATION },
		execArgv: [...HEAP, "--permission", "--allow-fs-read=*", "--allow-addons", "--disable-warning=SecurityWarning"],
		serialization: "advanced",
		stdio: ["ignore", "ignore", "ignore", "ipc"],
	});
	// When memory runs out, the kernel should kill this process and not the server.
	writeFile(`/proc/${child.pid}/oom_score_adj`, "1000", () => undefined);
	return child;
}

/** A child that does not start is our fault, not the picture's. */
async function begun(child: ChildProcess): Promise<void> {
	await answerFrom(child, START_LIMITS).catch((cause: unknown) => {
		throw cause instanceof PicturesBusy ? cause : new Error("the picture child did not start", { cause });
	});
}

function answerFrom(child: ChildProcess, limits: Limits): Promise<Answer> {
	keepProcessFor(child);
	return new Promise<Answer>((resolve, reject) => {
		let excess: Error | undefined;
		const kill = (why: Error) => {
			excess = why;
			child.kill("SIGKILL");
		};
		const before = workOf(child);
		const look = () => {
			if (memoryOf(child) > limits.memoryBytes) kill(new UnfitPicture("too_heavy", `over ${limits.memoryBytes} bytes`));
			else if (workOf(child) - before > limits.seconds) kill(new UnfitPicture("too_heavy", `over ${limits.seconds} s of work`));
		};
		const clock = setTimeout(() => kill(new PicturesBusy(RETRY_SECONDS)), limits.patienceSeconds * 1000);
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
function endedBy(code: number | null, signal: NodeJS.Signals | null): UnfitPicture {
	return new UnfitPicture(signal === "SIGKILL" ? "too_heavy" : "broken", `exit ${code ?? signal}`);
}

/** Resident bytes. */
function memoryOf(child: ChildProcess): number {
	return Number(/^VmRSS:\s+(\d+)/m.exec(told(child, "status"))?.[1] ?? 0) * 1024;
}

/** Seconds of work so far, of all its threads. */
function workOf(child: ChildProcess): number {
	// The name before it may hold spaces and brackets.
	const [, , , , , , , , , , , user = 0, system = 0] = told(child, "stat").replace(/.*\) /s, "").split(" ").map(Number);
	return (user + system) / TICKS_A_SECOND;
}

/** Empty on systems without /proc, where only wall time limits a picture. */
function told(child: ChildProcess, what: "stat" | "status"): string {
	try {
		return readFileSync(`/proc/${child.pid}/${what}`, "latin1");
	} catch {
		return "";
	}
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
