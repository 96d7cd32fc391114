import type { PLACES } from "#db/schema/inspections.ts";

export type InspectedPlace = (typeof PLACES)[number];

/** 0 unseen and far, 1 unseen, 2 far, 3 the others. */
export type Stratum = 0 | 1 | 2 | 3;

export interface PoolHamlet {
	hamletId: string;
	villageId: string;
	stratum: Stratum;
}

/** What binds an inspector to a village: a household, relative or unit there, an office of it, or whoever made their account and belongs there. */
export interface Tie {
	why: "tied" | "office" | "made";
	maker: string | null;
}
