import type { RegionLevel } from "#domain/regions/types.ts";

/** A place that was found, with the names above it, for its own may stand in several towns. */
export interface PlaceFound {
	regionId: string;
	code: string;
	level: RegionLevel;
	name: string;
	path: string;
	/** From the town down to the place just above; empty for towns and districts. */
	above: string[];
}
