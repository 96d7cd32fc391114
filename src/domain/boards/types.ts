import type { Day } from "#domain/calendar/types.ts";
import type { Rate } from "#domain/ranking.ts";
import type { Cause } from "#domain/spots/types.ts";

/** One place that was drawn and looked at. What a village cannot mend itself (`facility_gap`) and what is appealed do not count. */
export type Inspection = [unit: string, found: "clean" | Cause, state: "stands" | "appealed"];

export interface Parameters {
	/** With fewer inspections a unit is not ranked. */
	least: number;
	/** Each list names at most one in so many ranked units, and at most `most`. */
	oneIn: number;
	most: number;
	/** How often a list may name anybody, or the ranks part any two, in a district where all are alike. */
	error: number;
}

/** Everything from which a board follows. */
export interface Edition {
	edition: { region: { code: string; name: string }; level: "hamlet" | "village" | "town"; from: Day; until: Day; on: Day };
	parameters: Parameters;
	units: { code: string; name: string }[];
	/** The edition before this one, and whom it named as lagging. */
	last: { on: Day; lagging: string[] } | null;
	helpVisits: { unit: string; on: Day }[];
	/** The inspections of the period before, for who improved. */
	before: Inspection[];
	inspections: Inspection[];
}

/** Between which 95 and 99.8 of 100 units lie if all are alike. */
export interface Limits {
	inner: { low: number; high: number };
	outer: { low: number; high: number };
}

/** Where a unit stands in the funnel: beyond a 95 % limit, or far beyond, past the 99.8 % limit. */
export type Stands = "far_above" | "above" | "within" | "below" | "far_below";

/** Faults (`part`) among inspections (`whole`). */
export interface Tally extends Rate {
	unit: string;
}

export interface Standing extends Tally {
	/** The Wilson interval of 95 %. */
	low: number;
	high: number;
	/** The best and the worst rank that it may have; the fewest faults are first. */
	from: number;
	to: number;
	/** Units with the same number cannot all be told apart, so they are shown as equals. */
	tie: number;
	stands: Stands;
}

export interface Board {
	/** Of all inspections that count. */
	rate: Rate;
	leftOut: { gaps: number; appealed: number };
	ranked: Standing[];
	tooFew: Tally[];
	praised: string[];
	improved: { unit: string; before: Rate }[];
	lagging: string[];
}

export interface Compared {
	/** The units that are ranked, those with the fewest faults first. */
	ranked: Tally[];
	/** All inspections that count, also those of units with too few. */
	district: Rate;
	parameters: Parameters;
}

export type BoardLevel = Edition["edition"]["level"];
export type BoardList = "praised" | "improved" | "lagging";

/** Of a sentence of praise; of what was said in a talk. */
export const REASON_LENGTH = { least: 5, most: 60 };
export const TALK_LENGTH = { least: 5, most: 500 };
export const LABEL_LENGTH = { least: 2, most: 8 };
/** At most so many months are compared at once. */
export const MOST_MONTHS = 12;
export type HelpKind = "crew" | "bins" | "partner";

export interface Help {
	placeId: string;
	kind: HelpKind;
	helper: string;
	doneOn: Day;
}

/** A place that a board names. */
export interface NamedPlace extends Rate {
	list: BoardList;
	position: number;
	placeId: string;
	code: string;
	name: string;
	/** One sentence, where it is praised. */
	reason: string | null;
}
