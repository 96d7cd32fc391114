import { TooHeavy } from "#platform/apart.ts";
import { Ended } from "#platform/children/child.ts";
import { type Pool, type PoolLimits, poolOf } from "#platform/children/pool.ts";
import type { TypesetAnswer, TypesetJob } from "./child.ts";

const LIMITS: PoolLimits = {
	children: 2,
	waiting: 12,
	waitingSeconds: 20,
	seconds: 15,
	patienceSeconds: 45,
	memoryBytes: 1024 ** 3,
	jobsPerChild: 100,
	idleSeconds: 120,
};

const WORK = {
	module: new URL("./child.ts", import.meta.url),
	heap: ["--max-old-space-size=256", "--max-semi-space-size=4"],
	env: { MALLOC_ARENA_MAX: "2" },
};

/** Characters that no face has. */
export class MissingSigns extends Error {
	readonly signs: string[];
	constructor(signs: string[]) {
		super(`no face has ${signs.join("")}`);
		this.name = "MissingSigns";
		this.signs = signs;
	}
}

export interface Made {
	bytes: Uint8Array;
	pages: number;
}

export interface Press {
	/** Starts the process that would make the next one. */
	wake(): void;
	/** Throws MissingSigns, TooHeavy or Busy. */
	make(job: TypesetJob): Promise<Made>;
	close(): Promise<void>;
}

export function pressOf(changes: Partial<PoolLimits> = {}): Press {
	const pool: Pool<TypesetJob, TypesetAnswer> = poolOf(WORK, { ...LIMITS, ...changes });
	async function make(job: TypesetJob): Promise<Made> {
		const answer = await pool.ask(job).catch((failure: unknown) => {
			throw failure instanceof Ended ? new TooHeavy(failure.message) : failure;
		});
		if (answer.kind === "missing") throw new MissingSigns(answer.signs);
		if (answer.kind === "failed") throw new Error(`the design ${job.design} failed: ${answer.because}`);
		return answer;
	}
	return { ...pool, make };
}
