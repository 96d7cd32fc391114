import { availableParallelism } from "node:os";
import { type Decoder, type DecoderLimits, decoder } from "./decoder.ts";
import type { PictureJob, PreparedPicture } from "./prepare.ts";

export interface PoolLimits extends DecoderLimits {
	children: number;
	/** How many more pictures may wait. */
	waiting: number;
}

export const POOL_LIMITS: PoolLimits = {
	children: Math.min(2, availableParallelism()),
	waiting: 32,
	seconds: 10,
	patienceSeconds: 120,
	memoryBytes: 1024 ** 3,
	picturesPerChild: 200,
};

/** The queue is full and nothing was begun. */
export class PoolBusy extends Error {
	readonly retryAfterSeconds: number;
	constructor(retryAfterSeconds: number) {
		super("too many pictures are waiting");
		this.name = "PoolBusy";
		this.retryAfterSeconds = retryAfterSeconds;
	}
}

export interface PicturePool {
	/** Throws UnfitPicture if the file is at fault, otherwise PoolBusy. */
	prepare(job: PictureJob): Promise<PreparedPicture>;
	/** Kills the children; the pool starts new ones when used again. */
	close(): Promise<void>;
}

export function picturePool(changes: Partial<PoolLimits> = {}): PicturePool {
	const limits = { ...POOL_LIMITS, ...changes };
	const all = Array.from({ length: limits.children }, () => decoder(limits));
	const idle: Decoder[] = [...all];
	const waiting: ((free: Decoder) => void)[] = [];

	async function prepare(job: PictureJob): Promise<PreparedPicture> {
		const mine = await freeDecoder();
		try {
			return await mine.prepare(job);
		} finally {
			passOn(mine);
		}
	}

	function freeDecoder(): Promise<Decoder> {
		const free = idle.pop();
		if (free) return Promise.resolve(free);
		// A picture takes about half a second. If the queue is full of slow files, the client is told to wait again.
		if (waiting.length >= limits.waiting) return Promise.reject(new PoolBusy(Math.max(5, Math.ceil(waiting.length / 2))));
		return new Promise((resolve) => waiting.push(resolve));
	}

	function passOn(free: Decoder): void {
		const next = waiting.shift();
		if (next) next(free);
		else idle.push(free);
	}

	return { prepare, close: async () => void (await Promise.all(all.map((each) => each.stop()))) };
}
