import { eq, type SQL } from "drizzle-orm";
import { alias, type SQLiteColumn } from "drizzle-orm/sqlite-core";
import { regions } from "#db/schema/regions.ts";

/** The village of a row whose hamlet is joined as `regions` (scopes test the hamlet's path). */
export const villages = alias(regions, "villages");

interface Placed {
	hamletId: SQLiteColumn;
	villageId: SQLiteColumn;
}

export function inHamlet({ hamletId }: Placed): SQL {
	return eq(regions.id, hamletId);
}

export function inVillage({ villageId }: Placed): SQL {
	return eq(villages.id, villageId);
}

export const PLACE = { village: villages.name, hamlet: regions.name };
