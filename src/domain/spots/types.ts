import type { GAP_ANSWERS } from "#db/schema/spots/assignments.ts";
import type { CAUSES, GRADES, SPOT_STAGES } from "#db/schema/spots/spots.ts";

export type SpotStage = (typeof SPOT_STAGES)[number];
export type Cause = (typeof CAUSES)[number];
export type Grade = (typeof GRADES)[number];
export type GapAnswer = (typeof GAP_ANSWERS)[number];

/** Why a person must read the words of a report before anybody else does. */
export type HeldFor = "rude" | "personal";

/** A position in thousandths of a degree, about 100 m: nothing nearer is kept anywhere. */
export interface Cell {
	latitude: number;
	longitude: number;
}
