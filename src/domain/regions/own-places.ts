import { and, asc, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { db } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { narrow } from "./narrow.ts";
import { changedBy } from "./scope.ts";
import type { NarrowStep, OwnPlace } from "./types.ts";

export interface OwnPlaces {
	/** From the top: all of them, or if they are too many, without the villages of other towns than the one that was chosen. */
	places: OwnPlace[];
	/** By which to narrow. */
	steps: NarrowStep[];
}

/** The open places that this admin looks after, for a choice: all but hamlets. `near` is the chosen town, or a village of it. */
export async function ownPlaces(viewer: Viewer, near?: string): Promise<OwnPlaces> {
	const { steps, which } = await narrow(viewer, "village", near);
	const above = and(inArray(regions.level, sql`('district', 'town')`), changedBy(viewer), isNull(regions.validTo));
	return { places: await read(or(above, which)), steps };
}

async function read(which: SQL | undefined): Promise<OwnPlace[]> {
	const above = alias(regions, "above_region");
	const rows = await db
		.select({ regionId: regions.id, level: regions.level, name: regions.name, path: regions.path, town: above.name })
		.from(regions)
		.leftJoin(above, and(eq(above.id, regions.parentId), eq(above.level, literal("town"))))
		.where(which)
		.orderBy(asc(regions.code));
	return rows.map(({ town, ...place }) => ({ ...place, town: town ?? "" }));
}
