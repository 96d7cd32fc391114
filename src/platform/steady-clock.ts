import { performance } from "node:perf_hooks";

/** What a watch compares, in milliseconds: the time of day, which somebody may set, and one that only ever runs on. */
export interface Clocks {
	wall: () => number;
	monotonic: () => number;
}

const REAL: Clocks = { wall: () => Date.now(), monotonic: () => performance.now() };
// Slewing moves a clock by half a millisecond a second; who sets it moves it by more than this.
const JUMP_MS = 2_000;
/** How long the time of day must have run along with the other clock before it is believed. */
export const STEADY_MS = 5 * 60_000;

/**
 * Notices when the time of day jumps (set by hand or by the network, a machine that slept). Each question is a look, so a jump is seen by
 * whoever asks next. From the first look, and after each jump, the time is not steady for a while.
 */
export class ClockWatch {
	readonly #clocks: Clocks;
	#lead: number;
	#since: number;

	constructor(clocks: Clocks = REAL) {
		this.#clocks = clocks;
		this.#since = clocks.monotonic();
		this.#lead = clocks.wall() - this.#since;
	}

	isSteady(): boolean {
		const now = this.#clocks.monotonic();
		const lead = this.#clocks.wall() - now;
		if (Math.abs(lead - this.#lead) > JUMP_MS) this.#since = now;
		// The newest lead is kept, so that slow slewing does not add up to a jump.
		this.#lead = lead;
		return now - this.#since >= STEADY_MS;
	}
}

let watch: ClockWatch | undefined;

/** From now on this process looks at its clock. Commands and tests that never begin say the time themselves and are believed. */
export function watchClock(clocks?: Clocks): void {
	watch = new ClockWatch(clocks);
}

export function isClockSteady(): boolean {
	return watch?.isSteady() ?? true;
}
