import { eq, sql } from "drizzle-orm";
import type { SelectedFields, SQLiteSelect } from "drizzle-orm/sqlite-core";
import { db } from "#db/client.ts";
import { leafCategories } from "#db/schema/campaign.ts";
import { regions } from "#db/schema/regions.ts";
import { spots } from "#db/schema/spots/spots.ts";
import { units } from "#db/schema/spots/units.ts";
import { PLACE, villages } from "#domain/regions/joined.ts";

/** Where a spot lies, of what kind it is, and how it stands. */
export const SPOT = {
	...{ spotId: spots.id, stage: spots.stage, stageAt: spots.stageAt, place: spots.place, foundAt: spots.foundAt, dueAt: spots.dueAt },
	...{ ...PLACE, path: regions.path, unit: units.name },
	category: { code: leafCategories.code, name: leafCategories.name, nameEn: leafCategories.nameEn },
};

/** An inspector found it on a drawn walk (走访); nobody reported it. */
export const FOUND_ON_WALK = sql`exists (select 1 from inspections where spot_id = ${spots.id})`.mapWith(Boolean);

type Joined = { spots: "not-null"; regions: "not-null"; villages: "not-null"; leaf_categories: "not-null"; units: "nullable" };

/** Spots with hamlet (as `regions`), village, kind, and the unit that has them. The type is written out, because drizzle infers none for columns that vary. */
export function placedSpots<Columns extends SelectedFields>(columns: Columns) {
	const placed = db
		.select(columns as SelectedFields)
		.from(spots)
		.innerJoin(regions, eq(regions.id, spots.hamletId))
		.innerJoin(villages, eq(villages.id, spots.villageId))
		.innerJoin(leafCategories, eq(leafCategories.code, spots.categoryCode))
		.leftJoin(units, eq(units.id, spots.unitId))
		.$dynamic();
	return placed as unknown as SQLiteSelect<"spots", "async", unknown, Columns, "partial", Joined>;
}
