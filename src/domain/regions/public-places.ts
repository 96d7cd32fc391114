import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { prepared } from "#db/prepared.ts";
import { regionFigures } from "#db/schema/figures.ts";
import { regionOutlines } from "#db/schema/outlines.ts";
import { regions } from "#db/schema/regions.ts";
import { cursorOf } from "#domain/paging.ts";

const PLACES_A_PAGE = 200;
const CURSOR = cursorOf("regions", "text");

type Position = [longitude: number, latitude: number];

/** Each open place with the figures and the outline that pages show, by code, so that the list ranks nobody. */
export async function publicPlaces(cursor?: string | null) {
	const [after = ""] = CURSOR.read(cursor) ?? [];
	const rows = await placesAfterCode(db).execute({ after });
	const { page, next } = CURSOR.cut(rows, PLACES_A_PAGE, (last) => [last.code]);
	return { places: page, next };
}

const placesAfterCode = prepared((on) => {
	const count = (figure: unknown) => sql<number>`coalesce(${figure}, 0)`;
	return on
		.select({
			...{ regionId: regions.id, code: regions.code, level: regions.level, name: regions.name },
			...{ called: nameAmongAll("regions"), parentId: regions.parentId },
			...{ pairs: count(regionFigures.pairs), selfStarted: count(regionFigures.selfStarted) },
			...{ takingPart: count(regionFigures.takingPart), hamlets: count(regionFigures.hamlets) },
			/** Of a MultiPolygon. */
			outline: sql<Position[][][] | null>`${regionOutlines.shape}`.mapWith((shape: string): Position[][][] => JSON.parse(shape)),
		})
		.from(regions)
		.leftJoin(regionFigures, eq(regionFigures.regionId, regions.id))
		.leftJoin(regionOutlines, eq(regionOutlines.regionId, regions.id))
		.where(and(isNull(regions.validTo), sql`${regions.code} > ${sql.placeholder("after")}`))
		.orderBy(asc(regions.code))
		.limit(PLACES_A_PAGE + 1)
		.prepare();
});
