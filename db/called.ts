import { type SQL, sql } from "drizzle-orm";

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

/** The name in full of the place that a query calls `regions`: a hamlet's with that of its village, joined as `villages`. */
export const NAME_IN_FULL = sql<string>`case regions.level when 'hamlet' then ${nameAmongAll("villages")} || ' ' || regions.name else ${nameAmongAll("regions")} end`;
