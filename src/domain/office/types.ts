import type { SpotAge } from "#domain/spots/types.ts";
import type { MessageKey } from "#i18n/messages.ts";

/** 工作台: one line of what waits for somebody, a sentence of the catalogue that leads there. A line whose `count` is 0 is left out. */
export interface Waiting {
	key: MessageKey;
	params: Record<string, string | number>;
	way: string;
	/** The few of them that wait longest. */
	first?: WaitingPlace[];
}

/** A public place of which one waits, and how long. */
export interface WaitingPlace {
	way: string;
	village: string;
	hamlet: string;
	/** As everybody calls it; may be empty. */
	place: string;
	/** Hours until somebody must have looked, 0 or less when that is over; or the age of a spot, and its unit. */
	since: { hoursLeft: number } | { age: SpotAge; unit: string | null };
}
