import { and, eq, inArray, isNull } from "drizzle-orm";
import { db } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { GRADES, spots } from "#db/schema/spots/spots.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { workingCalendar } from "#domain/calendar/calendar.ts";
import { findHouseholds } from "#domain/finder/find.ts";
import { unitsAbove } from "#domain/units/duties.ts";
import { openSpotsNear } from "./nearby.ts";
import { dueAfter } from "./rules.ts";
import { TRIAGE } from "./spot.ts";

// What the forms of a spot offer to choose from.

interface Here {
	spotId: string;
	villageId: string;
	hamletId: string;
	path: string;
	category: { code: string };
	cellNorth: number | null;
	cellEast: number | null;
}

export type Choices = Awaited<ReturnType<typeof orderChoices>>;
export type SameSpot = Awaited<ReturnType<typeof sameOnes>>[number];
export type Yard = Awaited<ReturnType<typeof yardsFor>>[number];

/** The units, that of the duty map first, and until when each grade would give from now on. */
export async function orderChoices({ path, suggested }: Pick<Here, "path"> & { suggested: { unitId: string } | null }, at: Date) {
	const [all, calendar] = [await unitsAbove(db, path), await workingCalendar()];
	const isFirst = ({ unitId }: { unitId: string }) => unitId === suggested?.unitId;
	return {
		units: [...all.filter(isFirst), ...all.filter((unit) => !isFirst(unit))],
		grades: GRADES.map((grade) => ({ grade, dueAt: dueAfter(at, grade, calendar) })),
	};
}

/** Open ones near it of the same village, to which it may be joined. */
export async function sameOnes({ spotId, villageId, hamletId, category, cellNorth, cellEast }: Here) {
	const cell = cellNorth === null || cellEast === null ? undefined : { latitude: cellNorth, longitude: cellEast };
	const near = (await openSpotsNear({ hamletId, categoryCode: category.code, cell })).filter((other) => other.spotId !== spotId);
	const ids = near.map((other) => other.spotId);
	const ofVillage = and(inArray(spots.id, ids), eq(spots.villageId, villageId));
	const there = ids.length > 0 ? await db.select({ id: spots.id }).from(spots).where(ofVillage) : [];
	return near.filter((other) => there.some(({ id }) => id === other.spotId));
}

/** Whose yard it may be: by name, number or code, within the spot's village. */
export async function yardsFor(viewer: Viewer, { path, typed }: { path: string; typed: string }) {
	const village = `${path.split("/").slice(0, 4).join("/")}/`;
	const { ids } = await findHouseholds(viewer, { typed, path: village, most: 8, roles: TRIAGE });
	return db
		.select({ householdId: households.id, number: households.number, headName: households.headName, hamlet: regions.name })
		.from(households)
		.innerJoin(regions, eq(regions.id, households.hamletId))
		.where(and(inArray(households.id, ids), isNull(households.closedAt)));
}
