import { and, eq, inArray, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { alias, type SQLiteColumn } from "drizzle-orm/sqlite-core";
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

/**
 * The name by which everybody knows a place: that of a village has its town's before it if another open village bears the same. `table` is the query's name for
 * the place (raw, because drizzle leaves table names out where it selects from one table).
 */
export function nameAmongAll(table: "regions" | "villages"): SQL<string> {
	const own = sql.raw(table);
	return sql<string>`case when ${own}.level = 'village' and exists (
			select 1 from regions twins where twins.level = 'village' and twins.name = ${own}.name and twins.id <> ${own}.id and twins.valid_to is null)
		then coalesce((select towns.name || ' ' from regions towns where towns.id = ${own}.parent_id and towns.level = 'town'), '') || ${own}.name
		else ${own}.name end`;
}

export const PLACE = { village: nameAmongAll("villages"), hamlet: regions.name };
