import { GAP_ANSWERS } from "#db/schema/spots/assignments.ts";
import { CAUSES, type GRADES, type SPOT_STAGES } from "#db/schema/spots/spots.ts";

export type { Choices, SameSpot, Yard } from "./choices.ts";
export type { SpotLine } from "./lists.ts";
export type { SpotShown } from "./spot-page.ts";
export { CAUSES, GAP_ANSWERS };

export type SpotStage = (typeof SPOT_STAGES)[number];
export type Cause = (typeof CAUSES)[number];
export type Grade = (typeof GRADES)[number];

/** What a list of spots is of. */
export const SPOT_LISTS = ["triage", "again", "confirm", "gaps", "work", "late", "all"] as const;
export type SpotList = (typeof SPOT_LISTS)[number];

/** Why a person must read the words of a report before anybody else does. */
export type HeldFor = "rude" | "personal";

/** A position in thousandths of a degree, about 100 m: nothing nearer is kept anywhere. */
export interface Cell {
	latitude: number;
	longitude: number;
}

/** An open spot near where somebody stands, as strangers know it. */
export interface NearSpot {
	spotId: string;
	place: string;
	hamlet: string;
	categoryCode: string;
	stage: SpotStage;
	foundAt: Date;
	/** In metres; null where one of the two has no position. */
	metres: number | null;
}

/** What is seen most in public places, each with a picture; nothing that a household answers for in its own courtyard. */
export const REPORT_KINDS = [
	...["R-02", "Q1-01", "Q2-01", "Q1-02", "Q1-03", "Q3-01", "Q1-04", "Q3-05"],
	...["Q2-03", "Q2-02", "Z2-01", "Z2-02", "C1-02", "T-04", "Z1-05"],
] as const;
/** 别的: the other leaves of public places, by their words alone. */
export const OTHER_KINDS = [
	...["Z3-01", "Q3-04", "S-02", "S-03", "Q3-02", "Q3-03", "Z1-01", "Z1-03", "W-01", "W-03", "T-03", "Z2-03", "Z2-04"],
	...["Z3-02", "Z3-03", "Z3-04", "C1-01", "C2-01", "C3-01", "C3-03"],
] as const;
export type ReportKind = (typeof REPORT_KINDS)[number] | (typeof OTHER_KINDS)[number];

export interface SpotAge {
	kind: "due" | "late" | "said" | "waited";
	hours: number;
}

/** What somebody writes about a spot, in characters. */
export const WORDS_MOST = 200;

/** Where somebody who was turned away finds the right door. */
export const DOORS = ["yard", "other_office", "not_found", "no_problem", "unfit"] as const;

/** P06, to whoever reported a spot first and has a household: asked for, past the limit of the month, or given. */
export interface ReportPoints {
	state: "offered" | "full" | "given";
	points: number;
}
