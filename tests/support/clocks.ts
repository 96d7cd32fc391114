import { onTestFinished } from "vitest";
import type { Sweep } from "#domain/clock/types.ts";
import { later } from "#platform/clock.ts";
import { isClockSteady, type Reading, STEADY_MS, watchClock } from "#platform/steady-clock.ts";

/** A sweep of what is due now, by a clock that was always proven. */
export function sweepAt(at: Date): Sweep {
	return { at, dueBy: at };
}

/** A machine whose clocks a test controls: time passes, the time of day is set, the process restarts. */
export class Machine {
	#at: Date;
	#processMs = 0;
	#lives = 0;

	constructor(at: Date) {
		this.#at = at;
	}

	read = (): Reading => ({ at: this.#at, process: `life ${this.#lives}`, processMs: this.#processMs });

	run(ms: number): Reading {
		this.#processMs += ms;
		return this.set(ms);
	}

	/** Moves the time of day; the monotonic clock is unaffected. */
	set(aheadMs: number): Reading {
		this.#at = later(this.#at, aheadMs);
		return this.read();
	}

	/** Restarts the process after this much time off. */
	restart(offMs: number): Reading {
		this.#lives += 1;
		this.#processMs = 0;
		return this.set(offMs);
	}
}

/** The clock that a site watches: time passes, or somebody sets it. It was right for long enough at `from`. */
export function watchedClock(from: Date) {
	let [wall, monotonic] = [from.getTime() - STEADY_MS, 0];
	const pass = (ms: number) => {
		wall += ms;
		monotonic += ms;
	};
	onTestFinished(watchClock({ wall: () => wall, monotonic: () => monotonic }));
	pass(STEADY_MS);
	return {
		now: () => new Date(wall),
		pass,
		set: (aheadMs: number) => {
			wall += aheadMs;
			// A site looks with each request.
			isClockSteady();
		},
	};
}
