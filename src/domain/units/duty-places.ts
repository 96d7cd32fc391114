import { and, asc, eq, isNull, or, type SQL } from "drizzle-orm";
import { db } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { findPlaces } from "#domain/finder/find.ts";
import type { PlaceFound } from "#domain/finder/types.ts";
import { ADMIN_ROLES, isWithin } from "#domain/regions/scope.ts";
import { LEVELS, type NarrowStep } from "#domain/regions/types.ts";

interface Around {
	regionId: string;
	path: string;
}

/** Where a unit may answer: its own place, those right below, and one farther down that was found or reached step by step. */
export async function dutyPlaces({ regionId, path }: Around, near = "") {
	const [around] = await db.select({ path: regions.path }).from(regions).where(eq(regions.id, near));
	const way = around && isWithin(around.path, path) ? around.path.slice(path.length).split("/").filter(Boolean) : [];
	const steps: NarrowStep[] = [];
	let places = await placesOf(or(eq(regions.id, regionId), eq(regions.parentId, regionId)));
	for (const id of [...way, ""]) {
		const below = places.filter(({ level, parentId }) => level !== "hamlet" && parentId === (steps.at(-1)?.chosenId ?? regionId));
		const [first] = below;
		if (!first) break;
		steps.push({ level: first.level, places: below, chosenId: id || undefined });
		if (id) places = [...places, ...(await placesOf(eq(regions.parentId, id)))];
	}
	return { places, steps };
}

function placesOf(which: SQL | undefined) {
	return db
		.select({ regionId: regions.id, name: regions.name, level: regions.level, parentId: regions.parentId })
		.from(regions)
		.where(and(which, isNull(regions.validTo)))
		.orderBy(asc(regions.code));
}

/** The same by name; none while nothing is looked for. */
export async function findDutyPlaces(viewer: Viewer, { path }: Around, typed: string): Promise<PlaceFound[]> {
	return typed === "" ? [] : findPlaces(viewer, { typed, path, levels: LEVELS, roles: ADMIN_ROLES, most: 12 });
}
