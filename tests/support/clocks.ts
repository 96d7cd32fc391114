import type { Sweep } from "#domain/clock/types.ts";
import { later } from "#platform/clock.ts";
import type { Reading } from "#platform/steady-clock.ts";

/** A sweep of what is due now, as a clock allows that was proven all along. */
export function sweepAt(at: Date): Sweep {
	return { at, dueBy: at };
}

/** A machine whose clocks a test turns: time passes, somebody sets the time of day, the process starts again. */
export class Machine {
	#at: Date;
	#processMs = 0;
	#lives = 0;

	constructor(at: Date) {
		this.#at = at;
	}

	read = (): Reading => ({ at: this.#at, process: `life ${this.#lives}`, processMs: this.#processMs });

	/** It runs for so long. */
	run(ms: number): Reading {
		this.#processMs += ms;
		return this.set(ms);
	}

	/** The time of day leaps; the other clock does not. */
	set(aheadMs: number): Reading {
		this.#at = later(this.#at, aheadMs);
		return this.read();
	}

	/** Off for so long, by its own clock, and on again. */
	restart(offMs: number): Reading {
		this.#lives += 1;
		this.#processMs = 0;
		return this.set(offMs);
	}
}
