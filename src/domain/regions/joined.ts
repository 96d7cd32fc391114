import { and, eq, inArray, isNotNull, isNull, or, type SQL } from "drizzle-orm";
import { alias, type SQLiteColumn } from "drizzle-orm/sqlite-core";
import { nameAmongAll } from "#db/called.ts";
import { households } from "#db/schema/households.ts";
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

/** All that ever lived in these hamlets. Open and closed ones have an index each, so each half names its own; else the whole table is read. */
export function ofHamlets(ids: SQL): SQL | undefined {
	const those = inArray(households.hamletId, ids);
	return or(and(those, isNull(households.closedAt)), and(those, isNotNull(households.closedAt)));
}

export const PLACE = { village: nameAmongAll("villages"), hamlet: regions.name };
