import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import type { Reader } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { bareName } from "#domain/named.ts";
import { bareCode } from "./rules.ts";
import { changedBy } from "./scope.ts";
import type { RegionLevel } from "./types.ts";

export interface AtlasPlace {
	regionId: string;
	level: RegionLevel;
	name: string;
	path: string;
	code: string;
	/** The town of a village, the village of a hamlet; otherwise empty. */
	above: string;
}

/** The open places of an admin, to be looked up by code or by their names. */
export interface Atlas {
	byCode: Map<string, AtlasPlace>;
	byName: Map<string, AtlasPlace[]>;
	/** With the name above it before its own. */
	byNames: Map<string, AtlasPlace[]>;
}

export async function atlasOf(reader: Reader, viewer: Viewer): Promise<Atlas> {
	const above = alias(regions, "above_region");
	const { id: regionId, level, name, path, code } = regions;
	const rows = await reader
		.select({ regionId, level, name, path, code, above: above.name })
		.from(regions)
		.leftJoin(above, and(eq(above.id, regions.parentId), inArray(above.level, sql`('town', 'village')`)))
		.where(and(changedBy(viewer), isNull(regions.validTo)));
	const places = rows.map((row) => ({ ...row, above: row.above ?? "" }));
	return {
		byCode: new Map(places.map((place) => [place.code, place])),
		byName: Map.groupBy(places, (place) => bareName(place.name)),
		byNames: Map.groupBy(places, (place) => bareName(place.above + place.name)),
	};
}

/** 柿林镇 青石村: the place above it too. */
export function inFull({ above, name }: AtlasPlace): string {
	return [above, name].filter(Boolean).join(" ");
}

export function placeByCode(typed: string, { byCode }: Atlas): AtlasPlace | undefined {
	const code = bareCode(typed);
	return byCode.get(/^\d+$/.test(code) ? code.padEnd(12, "0") : code);
}

/** All that a cell may mean: a code, a name, or a name after the one above it. */
export function placesMeant(cell: string, atlas: Atlas): AtlasPlace[] {
	const coded = placeByCode(cell, atlas);
	if (coded) return [coded];
	const name = bareName(cell);
	return atlas.byName.get(name) ?? atlas.byNames.get(name) ?? [];
}
