import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import type { Reader } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { areaDuties, units } from "#db/schema/spots/units.ts";
import { reachingTo } from "#domain/regions/scope.ts";

/** Which unit answers for a category in a place: the narrowest place decides, then the longest beginning of the code. Undefined = nobody is entered. */
export async function unitFor(reader: Reader, { path, categoryCode }: { path: string; categoryCode: string }) {
	const [found] = await reader
		.select({ unitId: units.id, name: units.name, phone: units.phone })
		.from(areaDuties)
		.innerJoin(units, and(eq(units.id, areaDuties.unitId), isNull(units.closedAt)))
		.innerJoin(regions, eq(regions.id, areaDuties.regionId))
		.where(
			and(
				isNull(areaDuties.endedAt),
				reachingTo(path),
				sql`substr(${categoryCode}, 1, length(${areaDuties.categoryPrefix})) = ${areaDuties.categoryPrefix}`,
			),
		)
		.orderBy(desc(sql`length(${regions.path})`), desc(sql`length(${areaDuties.categoryPrefix})`))
		.limit(1);
	return found;
}

/** The open units to which what lies here may be assigned: of the place and of all above it. */
export function unitsAbove(reader: Reader, path: string) {
	return reader
		.select({ unitId: units.id, name: units.name })
		.from(units)
		.innerJoin(regions, eq(regions.id, units.regionId))
		.where(and(isNull(units.closedAt), reachingTo(path)))
		.orderBy(asc(regions.path), asc(units.name));
}
