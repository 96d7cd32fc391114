import { performance } from "node:perf_hooks";
import { MINUTE_MS } from "./clock.ts";
import { randomCode } from "./ids.ts";

/** The time of day, which somebody may set, and a monotonic clock; both in milliseconds. */
export interface Clocks {
	wall: () => number;
	monotonic: () => number;
}

/** Both clocks at one moment. A restarted process has another name, and its monotonic clock begins at 0. */
export interface Reading {
	at: Date;
	process: string;
	processMs: number;
}

const PROCESS = randomCode(12);

export function readClocks(): Reading {
	return { at: new Date(), process: PROCESS, processMs: Math.round(performance.now()) };
}

const REAL: Clocks = { wall: () => Date.now(), monotonic: () => performance.now() };
// Slewing moves a clock by half a millisecond a second; setting it moves it by more than this.
const JUMP_MS = 2_000;
/** How long both clocks must agree before the time of day is believed. */
export const STEADY_MS = 5 * MINUTE_MS;

/**
 * Notices when the time of day jumps (set by hand or by the network, or after sleep). It looks whenever it is asked. After the first look and after each jump
 * the time counts as unsteady for a while.
 */
export class ClockWatch {
	readonly #clocks: Clocks;
	#since: number;
	#lead: number;
	/** The lead of the time of day when it was last steady. */
	#steadyLead: number;

	constructor(clocks: Clocks = REAL) {
		this.#clocks = clocks;
		this.#since = clocks.monotonic();
		this.#lead = this.#steadyLead = clocks.wall() - this.#since;
	}

	isSteady(): boolean {
		return this.#hasRunAlong(this.#look());
	}

	/** Whether the time of day passed this moment only because the clock was set. When the clock has been steady again, it is believed. */
	hasSkipped(moment: Date): boolean {
		const now = this.#look();
		return !this.#hasRunAlong(now) && now + this.#steadyLead < moment.getTime() && moment.getTime() <= now + this.#lead;
	}

	#look(): number {
		const now = this.#clocks.monotonic();
		const lead = this.#clocks.wall() - now;
		if (Math.abs(lead - this.#lead) > JUMP_MS) {
			if (this.#hasRunAlong(now)) this.#steadyLead = this.#lead;
			this.#since = now;
		}
		// Keeps the newest lead, so that slow slewing does not add up to a jump.
		this.#lead = lead;
		return now;
	}

	#hasRunAlong(now: number): boolean {
		return now - this.#since >= STEADY_MS;
	}
}

let watch: ClockWatch | undefined;

/** Makes this process watch its clock. Without it (a command, most tests) the time is simply believed. Returns a function that stops watching. */
export function watchClock(clocks?: Clocks): () => void {
	watch = new ClockWatch(clocks);
	return () => {
		watch = undefined;
	};
}

export function isClockSteady(): boolean {
	return watch?.isSteady() ?? true;
}

export function hasClockSkipped(moment: Date): boolean {
	return watch?.hasSkipped(moment) ?? false;
}
