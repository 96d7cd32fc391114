/** 区县 → 镇街 → 村/社区 → 自然村/组, from the top. */
export const LEVELS = ["district", "town", "village", "hamlet"] as const;
export type RegionLevel = (typeof LEVELS)[number];

export interface Place {
	regionId: string;
	code: string;
	level: RegionLevel;
	name: string;
	/** The name by which everybody knows it: a village with its town, if another one bears the same name. */
	called: string;
}

export interface PlaceLine extends Place {
	/** 县 or 区, 镇 or 街道, as its name says; undefined if it does not. */
	kind: string | undefined;
	/** Open places directly below. */
	places: number;
	/** Open households at any depth below. */
	households: number;
	isClosed: boolean;
}

/** A place to choose. Its name may stand in several towns, so its town is told. */
export interface OwnPlace extends Omit<Place, "code" | "called"> {
	path: string;
	/** Of a village; otherwise empty. */
	town: string;
}

/** Places of one level to choose from, before those that lie in the chosen one are listed. */
export interface NarrowStep {
	level: RegionLevel;
	places: { regionId: string; name: string }[];
	chosenId: string | undefined;
}

export interface PlaceChoice {
	regionId: string;
	name: string;
	/** The place above. */
	above: string;
	/** The vote for which it stands still: then it cannot be chosen. */
	vote: VoteAround | null;
}

/** A vote for which a place stands still. */
export interface VoteAround {
	name: string;
	stage: "draft" | "open";
	closesAt: number;
	paperUntil: number;
}
