import { and, asc, count, eq, inArray, isNull, ne, or } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { db } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { changedBy } from "./scope.ts";
import type { OwnPlace } from "./types.ts";

/** As many as a person looks through. */
const A_LIST = 60;

export interface OwnPlaces {
	/** From the top: all of them, or if they are too many, without the villages of other towns than the one that was chosen. */
	places: OwnPlace[];
	/** By which to narrow; empty if all places are there. */
	towns: OwnPlace[];
	/** The town whose villages are there. */
	townId: string | undefined;
}

/** The open places that this admin looks after, for a choice: all but hamlets. `near` is the chosen town, or a village of it. */
export async function ownPlaces(viewer: Viewer, near?: string): Promise<OwnPlaces> {
	const own = and(changedBy(viewer), ne(regions.level, "hamlet"), isNull(regions.validTo));
	const [all] = await db.select({ places: count() }).from(regions).where(own);
	if ((all?.places ?? 0) <= A_LIST) return { places: await read(own), towns: [], townId: undefined };
	const townId = near ? await townOf(near) : undefined;
	const places = await read(and(own, or(ne(regions.level, "village"), inArray(regions.parentId, townId ? [townId] : []))));
	return { places, towns: places.filter(({ level }) => level === "town"), townId };
}

async function townOf(regionId: string): Promise<string | undefined> {
	const [place] = await db.select({ level: regions.level, parentId: regions.parentId }).from(regions).where(eq(regions.id, regionId));
	return place?.level === "village" ? (place.parentId ?? undefined) : place?.level === "town" ? regionId : undefined;
}

async function read(which: ReturnType<typeof and>): Promise<OwnPlace[]> {
	const above = alias(regions, "above_region");
	const rows = await db
		.select({ regionId: regions.id, level: regions.level, name: regions.name, path: regions.path, town: above.name })
		.from(regions)
		.leftJoin(above, and(eq(above.id, regions.parentId), eq(above.level, "town")))
		.where(which)
		.orderBy(asc(regions.code));
	return rows.map(({ town, ...place }) => ({ ...place, town: town ?? "" }));
}
