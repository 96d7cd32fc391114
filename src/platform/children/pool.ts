import { Busy, type Child, type ChildLimits, childOf, type Work } from "./child.ts";

export interface PoolLimits extends ChildLimits {
	children: number;
	/** How many more jobs may wait. */
	waiting: number;
	/** How long one waits before its sender is told to come again. A phone gives up an answer after a minute. */
	waitingSeconds: number;
}

export interface Pool<Job, Answer> {
	/** Starts the child that would take the next job. */
	wake(): void;
	ask(job: Job): Promise<Answer>;
	/** Kills the children; the pool starts new ones when used again. */
	close(): Promise<void>;
}

export function poolOf<Job, Answer>(work: Work, limits: PoolLimits): Pool<Job, Answer> {
	const all = Array.from({ length: limits.children }, () => childOf<Job, Answer>(work, limits));
	const idle = [...all];
	const waiting: ((free: Child<Job, Answer>) => void)[] = [];

	async function ask(job: Job): Promise<Answer> {
		const mine = await freeChild();
		try {
			return await mine.ask(job);
		} finally {
			passOn(mine);
		}
	}

	function freeChild(): Promise<Child<Job, Answer>> {
		const free = idle.pop();
		if (free) return Promise.resolve(free);
		if (waiting.length >= limits.waiting) return Promise.reject(busy());
		return new Promise((resolve, reject) => {
			const giveUp = setTimeout(() => {
				waiting.splice(waiting.indexOf(begin), 1);
				reject(busy());
			}, limits.waitingSeconds * 1000);
			const begin = (child: Child<Job, Answer>) => {
				clearTimeout(giveUp);
				resolve(child);
			};
			waiting.push(begin);
		});
	}

	/** A job takes about half a second. If the queue is full of slow ones, the client is told to wait again. */
	function busy(): Busy {
		return new Busy(Math.max(5, Math.ceil(waiting.length / 2)));
	}

	function passOn(free: Child<Job, Answer>): void {
		const next = waiting.shift();
		if (next) next(free);
		else idle.push(free);
	}

	return { wake: () => idle.at(-1)?.wake(), ask, close: async () => void (await Promise.all(all.map((each) => each.stop()))) };
}
