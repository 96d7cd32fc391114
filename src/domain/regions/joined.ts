import { eq, type SQL } from "drizzle-orm";
import { alias, type SQLiteColumn } from "drizzle-orm/sqlite-core";
import { regions } from "#db/schema/regions.ts";

/** Beside a row that stands in a hamlet: the hamlet is `regions` (scopes test its path), its village this. */
export const villages = alias(regions, "villages");

/** A submission or a household, both of which carry their regions. */
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

/** Where a row stands, in names. */
export const PLACE = { village: villages.name, hamlet: regions.name };
