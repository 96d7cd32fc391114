import { performance } from "node:perf_hooks";
import { MINUTE_MS } from "./clock.ts";
import { randomCode } from "./ids.ts";

/** What a watch compares, in milliseconds: the time of day, which somebody may set, and one that only ever runs on. */
export interface Clocks {
	wall: () => number;
	monotonic: () => number;
}

/** What both clocks say at one moment. A process that starts again has another name, and its second clock begins at 0. */
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
// Slewing moves a clock by half a millisecond a second; who sets it moves it by more than this.
const JUMP_MS = 2_000;
/** How long the time of day must have run along with the other clock before it is believed. */
export const STEADY_MS = 5 * MINUTE_MS;

/**
 * Notices when the time of day jumps (set by hand or by the network, a machine that slept). Each question is a look, so a jump is seen by
 * whoever asks next. From the first look, and after each jump, the time is not steady for a while.
 */
export class ClockWatch {
	readonly #clocks: Clocks;
	#since: number;
	#lead: number;
	/** By how much the time of day led while it was steady last. */
	#steadyLead: number;

	constructor(clocks: Clocks = REAL) {
		this.#clocks = clocks;
		this.#since = clocks.monotonic();
		this.#lead = this.#steadyLead = clocks.wall() - this.#since;
	}

	isSteady(): boolean {
		return this.#hasRunAlong(this.#look());
	}

	/**
	 * Whether the time of day stands past this moment only because it was set there: had nobody touched it, the moment were still to come. Once it has
	 * been steady again it is believed.
	 */
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
		// The newest lead is kept, so that slow slewing does not add up to a jump.
		this.#lead = lead;
		return now;
	}

	#hasRunAlong(now: number): boolean {
		return now - this.#since >= STEADY_MS;
	}
}

let watch: ClockWatch | undefined;

/** From now on this process looks at its clock. Who never begins (a command, most tests) says the time and is believed. Returns how to stop looking. */
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
