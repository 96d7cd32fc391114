/** 区县 → 镇街 → 村/社区 → 自然村/组, from the top. */
export const LEVELS = ["district", "town", "village", "hamlet"] as const;
export type RegionLevel = (typeof LEVELS)[number];

/** A place as lists and headings name it. */
export interface Place {
	regionId: string;
	code: string;
	level: RegionLevel;
	name: string;
}

/** A line in the list of what lies in a place. */
export interface PlaceLine extends Place {
	/** Places right below that are open. */
	places: number;
	/** Open households, also further down. */
	households: number;
	isClosed: boolean;
}
