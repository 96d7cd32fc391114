import { availableParallelism } from "node:os";
import { type Decoder, type DecoderLimits, decoder } from "./decoder.ts";
import { PicturesBusy } from "./limits.ts";
import type { PictureJob, PreparedPicture } from "./prepare.ts";

export interface PoolLimits extends DecoderLimits {
	children: number;
	/** How many more pictures may wait. */
	waiting: number;
	/** How long one waits before its sender is told to come again. A phone gives up an answer after a minute. */
	waitingSeconds: number;
}

export const POOL_LIMITS: PoolLimits = {
	children: Math.min(2, availableParallelism()),
	waiting: 32,
	waitingSeconds: 25,
	seconds: 20,
	patienceSeconds: 45,
	memoryBytes: 1024 ** 3,
	picturesPerChild: 200,
	idleSeconds: 300,
};

export interface PicturePool {
	/** Starts the child that would take the next picture. */
	wake(): void;
	/** Throws UnfitPicture if the file is at fault, otherwise PicturesBusy. */
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
		if (waiting.length >= limits.waiting) return Promise.reject(busy());
		return new Promise((resolve, reject) => {
			const giveUp = setTimeout(() => {
				waiting.splice(waiting.indexOf(begin), 1);
				reject(busy());
			}, limits.waitingSeconds * 1000);
			const begin = (decoder: Decoder) => {
				clearTimeout(giveUp);
				resolve(decoder);
			};
			waiting.push(begin);
		});
	}

	/** A picture takes about half a second. If the queue is full of slow files, the client is told to wait again. */
	function busy(): PicturesBusy {
		return new PicturesBusy(Math.max(5, Math.ceil(waiting.length / 2)));
	}

	function passOn(free: Decoder): void {
		const next = waiting.shift();
		if (next) next(free);
		else idle.push(free);
	}

	return { wake: () => idle.at(-1)?.wake(), prepare, close: async () => void (await Promise.all(all.map((each) => each.stop()))) };
}
