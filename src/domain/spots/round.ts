import { and, asc, count, eq, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { spotAssignments } from "#db/schema/spots/assignments.ts";
import { spots } from "#db/schema/spots/spots.ts";
import { units } from "#db/schema/spots/units.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { unitsOf } from "#domain/units/members.ts";
import { placedSpots, SPOT } from "./placed.ts";

/** As many as one walks to with one sheet. */
const MOST = 60;

/** What the viewer's units have to fix, for a walk: by place, and there what is due first; `left` is what one sheet has no room for. Refused to whoever acts for none. */
export async function roundOf({ personId }: Viewer, from = 0) {
	const own = await db
		.select({ name: units.name })
		.from(units)
		.where(sql`${units.id} in ${unitsOf(personId)}`);
	if (own.length === 0) throw new Refusal("not_found", "common.notFound");
	const isOwn = sql`${spots.unitId} in ${unitsOf(personId)} and ${spots.stage} in ('assigned', 'in_hand', 'half_done')`;
	const [all] = await db.select({ count: count() }).from(spots).where(isOwn);
	const newest = sql`(select max(number) from spot_assignments where spot_id = ${spots.id})`;
	const open = await placedSpots({ ...SPOT, dueAt: spotAssignments.dueAt, words: spotAssignments.words, hamletId: spots.hamletId })
		.innerJoin(spotAssignments, and(eq(spotAssignments.spotId, spots.id), eq(spotAssignments.number, newest)))
		.where(isOwn)
		.orderBy(asc(spots.dueAt), asc(spots.id))
		.limit(MOST)
		.offset(from);
	const places = [...Map.groupBy(open, ({ hamletId }) => hamletId).values()];
	const next = from + open.length;
	const left = (all?.count ?? 0) - next;
	return { units: own.map(({ name }) => name), places: places.map((there) => ({ ...there[0], spots: there })), left, next };
}
