import type { Drawing } from "./snapshots.ts";

/** An event at its time, which may lead to more. */
export interface Step {
	at: Date;
	/** Work that may be done before its turn. */
	prepare?: () => Promise<unknown>;
	/** The pictures that it needs. */
	draws?: Drawing[];
	take: () => Promise<Step[]>;
}

/** A step that leads to no further ones. */
export function step(at: Date, take: (at: Date) => Promise<unknown>): Step {
	return { at, take: () => take(at).then(() => []) };
}

export function hoursAfter(moment: Date, hours: number): Date {
	return new Date(moment.getTime() + hours * 3_600_000);
}

/** Inserts further steps in the order of time. */
export function insertInOrder(steps: Step[], more: Step[]): void {
	for (const step of more) {
		const later = steps.findIndex((one) => one.at > step.at);
		steps.splice(later === -1 ? steps.length : later, 0, step);
	}
}
