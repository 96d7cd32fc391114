import { and, asc, eq, inArray, isNotNull, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { regionFigures } from "#db/schema/figures.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { kindOf } from "./rules.ts";
import { mayChange, READERS, regionsOf, seenBy } from "./scope.ts";
import type { Place, PlaceLine } from "./types.ts";

/** One place with what lies below it, or the viewer's own regions if they have no single place on top. */
export interface PlaceView {
	place:
		| (Place & { path: string; kind: string | undefined; closedAt: Date | null; mergedInto: { regionId: string; name: string } | null })
		| null;
	above: Place[];
	below: PlaceLine[];
	mayChange: boolean;
	/** Whether the place above is theirs too. */
	mayRearrange: boolean;
}

/** The place with this id; null if the viewer may not see it. Without an id: the place where the viewer's scope begins. */
export async function placeView(viewer: Viewer, regionId: string | undefined): Promise<PlaceView | null> {
	const own = [...new Set(regionsOf(viewer, ...READERS).map((held) => held.regionId))];
	const wanted = regionId ?? (own.length === 1 ? own[0] : undefined);
	if (wanted) return oneView(viewer, wanted);
	return { place: null, above: [], below: await lines(inArray(regions.id, own)), mayChange: false, mayRearrange: false };
}

async function oneView(viewer: Viewer, regionId: string): Promise<PlaceView | null> {
	const into = alias(regions, "into_region");
	const [place] = await db
		.select({ ...PLACE, path: regions.path, closedAt: regions.validTo, mergedInto: { regionId: into.id, name: into.name } })
		.from(regions)
		.leftJoin(into, eq(into.id, regions.mergedIntoId))
		.where(and(eq(regions.id, regionId), seenBy(viewer)));
	if (!place) return null;
	return {
		place: { ...place, kind: kindOf(place.name) },
		above: await placesAbove(viewer, place.path),
		// Below the place that says so already, no name needs it.
		below: (await lines(eq(regions.parentId, regionId))).map((line) => ({ ...line, called: line.name })),
		mayChange: mayChange(viewer, place.path) && !place.closedAt,
		mayRearrange: place.level !== "district" && mayChange(viewer, pathAbove(place.path)) && !place.closedAt,
	};
}

const PLACE = { regionId: regions.id, code: regions.code, level: regions.level, name: regions.name, called: nameAmongAll("regions") };

function pathAbove(path: string): string {
	return path.replace(/[^/]+\/$/, "");
}

/** From the top as far as the viewer may look. */
export function placesAbove(viewer: Viewer, path: string): Promise<Place[]> {
	const ids = path.split("/").slice(1, -2);
	return db
		.select(PLACE)
		.from(regions)
		.where(and(inArray(regions.id, ids), seenBy(viewer)))
		.orderBy(asc(regions.path));
}

async function lines(which: SQL): Promise<PlaceLine[]> {
	const rows = await db
		.select({
			...PLACE,
			places: regionFigures.places,
			households: regionFigures.households,
			isClosed: sql`${isNotNull(regions.validTo)}`.mapWith(Boolean),
		})
		.from(regions)
		.innerJoin(regionFigures, eq(regionFigures.regionId, regions.id))
		.where(which)
		.orderBy(isNotNull(regions.validTo), asc(regions.code));
	return rows.map((row) => ({ ...row, kind: kindOf(row.name) }));
}
