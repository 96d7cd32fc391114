import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { leafCategories } from "#db/schema/campaign.ts";
import { regions } from "#db/schema/regions.ts";
import { spotAssignments } from "#db/schema/spots/assignments.ts";
import { spots } from "#db/schema/spots/spots.ts";
import { unitMembers, units } from "#db/schema/spots/units.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { PLACE, villages } from "#domain/regions/joined.ts";

/** As many as one walks to with one sheet. */
const MOST = 60;

/** What the viewer's units have to fix, for a walk: by place, and there what is due first. Refused to whoever acts for none. */
export async function roundOf({ personId }: Viewer) {
	const own = await db
		.select({ unitId: units.id, name: units.name })
		.from(unitMembers)
		.innerJoin(units, eq(units.id, unitMembers.unitId))
		.where(and(eq(unitMembers.personId, personId), isNull(unitMembers.endedAt)));
	if (own.length === 0) throw new Refusal("not_found", "common.notFound");
	const isOwn = sql`${spots.unitId} in (select unit_id from unit_members where person_id = ${personId} and ended_at is null)`;
	const newest = sql`(select max(number) from spot_assignments where spot_id = ${spots.id})`;
	const open = await db
		.select({
			...{ spotId: spots.id, place: spots.place, dueAt: spotAssignments.dueAt, words: spotAssignments.words },
			...{ village: PLACE.village, hamlet: regions.name, hamletId: spots.hamletId },
			category: { name: leafCategories.name, nameEn: leafCategories.nameEn },
		})
		.from(spots)
		.innerJoin(spotAssignments, and(eq(spotAssignments.spotId, spots.id), eq(spotAssignments.number, newest)))
		.innerJoin(regions, eq(regions.id, spots.hamletId))
		.innerJoin(villages, eq(villages.id, spots.villageId))
		.innerJoin(leafCategories, eq(leafCategories.code, spots.categoryCode))
		.where(and(isOwn, sql`${spots.stage} in ('assigned', 'in_hand', 'half_done')`))
		.orderBy(asc(spots.dueAt), asc(spots.id))
		.limit(MOST);
	const places = [...Map.groupBy(open, ({ hamletId }) => hamletId).values()];
	return { units: own.map(({ name }) => name), places: places.map((there) => ({ ...there[0], spots: there })) };
}
