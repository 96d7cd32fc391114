import { and, asc, between, eq, type SQL, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { spots } from "#db/schema/spots/spots.ts";
import { boxAround, metresBetween, NEAR_METRES } from "./rules.ts";
import { openOnes } from "./spot.ts";
import type { Cell, NearSpot } from "./types.ts";

const MOST_NEAR = 6;
const MOST_READ = 40;

/**
 * "Is it this one?": open spots within 250 m, or of the same hamlet and category. Strangers see the place, the kind and the day, and no picture: nothing of a
 * spot is public before its due process.
 */
export async function openSpotsNear({
	hamletId,
	categoryCode,
	cell,
}: {
	hamletId: string;
	categoryCode: string;
	cell?: Cell | undefined;
}): Promise<NearSpot[]> {
	const [there, around] = [ofHamlet(hamletId, categoryCode), cell ? around250(cell) : undefined];
	const rows = [
		...(await openSpots(there).orderBy(asc(spots.foundAt)).limit(MOST_READ)),
		...(around ? await openSpots(around).limit(MOST_READ) : []),
	];
	const near = rows.map(({ latitude, longitude, ...spot }) => {
		const own = latitude === null || longitude === null ? undefined : { latitude, longitude };
		return {
			...spot,
			isThere: spot.hamletId === hamletId && spot.categoryCode === categoryCode,
			metres: cell && own ? Math.round(metresBetween(cell, own)) : null,
		};
	});
	const found = near.filter(({ spotId }, n) => near.findIndex((other) => other.spotId === spotId) === n);
	return found
		.filter(({ isThere, metres }) => isThere || (metres !== null && metres <= NEAR_METRES))
		.sort((a, b) => (a.metres ?? NEAR_METRES) - (b.metres ?? NEAR_METRES))
		.slice(0, MOST_NEAR)
		.map(({ isThere: _, hamletId: __, ...spot }) => spot);
}

function ofHamlet(hamletId: string, categoryCode: string): SQL {
	return and(eq(spots.hamletId, hamletId), eq(spots.categoryCode, categoryCode), openOnes) as SQL;
}

function around250(cell: Cell): SQL {
	const { south, north, west, east } = boxAround(cell);
	const isOpen = sql`${spots.stage} not in ('merged', 'not_ours', 'confirmed') and ${spots.cellNorth} is not null`;
	return and(isOpen, between(spots.cellNorth, south, north), between(spots.cellEast, west, east)) as SQL;
}

function openSpots(where: SQL) {
	return db
		.select({
			...{ spotId: spots.id, place: spots.place, hamlet: regions.name, hamletId: spots.hamletId, categoryCode: spots.categoryCode },
			...{ stage: spots.stage, foundAt: spots.foundAt, latitude: spots.cellNorth, longitude: spots.cellEast },
		})
		.from(spots)
		.innerJoin(regions, eq(regions.id, spots.hamletId))
		.where(where);
}
