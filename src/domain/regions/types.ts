/** 区县 → 镇街 → 村/社区 → 自然村/组, from the top. */
export const LEVELS = ["district", "town", "village", "hamlet"] as const;
export type RegionLevel = (typeof LEVELS)[number];

export interface Place {
	regionId: string;
	code: string;
	level: RegionLevel;
	name: string;
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
export interface OwnPlace extends Omit<Place, "code"> {
	path: string;
	/** Of a village; otherwise empty. */
	town: string;
}

/** A vote for which a place stands still. */
export interface VoteAround {
	name: string;
	stage: "draft" | "open";
	closesAt: Date;
}
