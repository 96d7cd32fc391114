import { availableParallelism } from "node:os";
import { TooHeavy } from "#platform/apart.ts";
import { Ended } from "#platform/children/child.ts";
import { type PoolLimits, poolOf } from "#platform/children/pool.ts";
import type { Answer } from "./child.ts";
import { UnfitPicture } from "./limits.ts";
import type { PictureJob, PreparedPicture } from "./prepare.ts";

export const POOL_LIMITS: PoolLimits = {
	children: Math.min(2, availableParallelism()),
	waiting: 32,
	waitingSeconds: 25,
	seconds: 20,
	patienceSeconds: 45,
	memoryBytes: 1024 ** 3,
	jobsPerChild: 200,
	idleSeconds: 300,
};

// One arena holds least; and what is not given back after each step need not be fetched again page by page, which took a tenth of the work.
const ALLOCATION = { MALLOC_ARENA_MAX: "1", MALLOC_TRIM_THRESHOLD_: "67108864", MALLOC_MMAP_THRESHOLD_: "8388608" };

const WORK = {
	module: new URL("./child.ts", import.meta.url),
	heap: ["--max-old-space-size=256", "--max-semi-space-size=4"],
	env: { VIPS_BLOCK_UNTRUSTED: "1", ...ALLOCATION },
};

export interface PicturePool {
	/** Starts the child that would take the next picture. */
	wake(): void;
	/** Throws UnfitPicture if the file is at fault, otherwise Busy. */
	prepare(job: PictureJob): Promise<PreparedPicture>;
	/** Kills the children; the pool starts new ones when used again. */
	close(): Promise<void>;
}

export function picturePool(changes: Partial<PoolLimits> = {}): PicturePool {
	const { wake, ask, close } = poolOf<PictureJob, Answer>(WORK, { ...POOL_LIMITS, ...changes });
	async function prepare(job: PictureJob): Promise<PreparedPicture> {
		const answer = await ask(job).catch((failure: unknown) => {
			throw unfit(failure) ?? failure;
		});
		if (answer.kind === "prepared") return answer.picture;
		throw new UnfitPicture(answer.kind === "unfit" ? answer.reason : "broken", answer);
	}
	return { wake, prepare, close };
}

function unfit(failure: unknown): UnfitPicture | undefined {
	if (failure instanceof TooHeavy) return new UnfitPicture("too_heavy", failure.message);
	return failure instanceof Ended ? new UnfitPicture("broken", failure.message) : undefined;
}
