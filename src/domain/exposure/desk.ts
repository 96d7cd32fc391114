import { and, asc, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { leafCategories } from "#db/schema/campaign.ts";
import { exposures, exposureTakedowns } from "#db/schema/exposure.ts";
import { regions } from "#db/schema/regions.ts";
import { spotAssignments } from "#db/schema/spots/assignments.ts";
import { spots } from "#db/schema/spots/spots.ts";
import { units } from "#db/schema/spots/units.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { WITNESSES } from "#domain/approvals/witnesses.ts";
import { PLACE, villages } from "#domain/regions/joined.ts";
import { inOfficeOf, regionsOf } from "#domain/regions/scope.ts";
import { TRIAGE } from "#domain/spots/spot.ts";
import { EDITORS } from "./propose-exposure.ts";
import { isBarred } from "./reviewers.ts";
import { type DeskLine, MOST_LINES } from "./types.ts";

/** Who sees at work what is, or could be, in public in their places. */
export const EXPOSURE_READERS: Role[] = [...new Set([...EDITORS, ...TRIAGE, ...WITNESSES])];

/** What could be shown, what waits for a signature, what somebody pressed 涉及我 on, and what is shown, each in the viewer's places. */
export async function exposureDesk(viewer: Viewer, at: Date) {
	const [late, waiting, pressed, shown] = await Promise.all([
		lines(inWork, and(mayBeProposed(at), inOfficeOf(viewer, EDITORS)), asc(spotAssignments.dueAt)),
		lines(proposed, and(sql`${exposures.stage} = 'proposed'`, inOfficeOf(viewer, EXPOSURE_READERS)), asc(exposures.stageAt)),
		lines(pressedOn, and(isNotNull(exposureTakedowns.id), inOfficeOf(viewer, TRIAGE)), asc(exposureTakedowns.dueAt)),
		lines(
			inPublic,
			and(isNotNull(exposures.shownAt), sql`${exposures.stage} <> 'left'`, inOfficeOf(viewer, EXPOSURE_READERS)),
			asc(exposures.shownAt),
		),
	]);
	return { late, waiting, pressed, shown };
}

/** On which somebody pressed 涉及我 and the viewer may look into it. The oldest first. */
export async function pressedFor(viewer: Viewer): Promise<DeskLine[]> {
	if (regionsOf(viewer, ...TRIAGE).length === 0) return [];
	const of = { spotId: "spots.id", orderId: "spot_assignments.id", villageId: "spots.village_id" };
	const isOpen = and(isNotNull(exposureTakedowns.id), inOfficeOf(viewer, TRIAGE), sql`not ${isBarred(viewer.personId, of)}`);
	return lines(pressedOn, isOpen, asc(exposureTakedowns.dueAt));
}

// Each list begins at what few spots it can be of, instead of at all orders that there were.
const inWork = sql`select id from spots where stage in ('assigned', 'in_hand', 'half_done')`;
const proposed = sql`select spot_id from exposures where stage = 'proposed'`;
const pressedOn = sql`select e.spot_id from exposure_takedowns t join exposures e on e.id = t.exposure_id where t.outcome is null`;
const inPublic = sql`select spot_id from exposures where stage in ('shown', 'corrected')`;

/** Late, not appealed, under a policy from before its order, and without a card. Said to be fixed, it waits for whoever looks. */
function mayBeProposed(at: Date): SQL | undefined {
	const isDue = sql`exists (select 1 from exposure_due d where d.id = ${spotAssignments.id} and d.late_from < ${at.getTime()})`;
	const isUnderPolicy = sql`exists (select 1 from exposure_policies p where p.village_id = ${spots.villageId} and p.ended_at is null and p.recorded_at <= ${spotAssignments.assignedAt})`;
	return and(isNull(exposures.id), isDue, isUnderPolicy);
}

/** The picture of after of a corrected card, while nobody looked whether something must be hidden on it. */
const UNSEEN_AFTER = sql<string | null>`(select p.id from photos p where p.id = ${exposures.afterId} and p.erased_at is null
	and not exists (select 1 from photo_redactions r where r.photo_id = p.id and r.revision = p.revision))`;

function lines(spotIds: SQL, where: SQL | undefined, order: SQL): Promise<DeskLine[]> {
	const openTakedown = and(eq(exposureTakedowns.exposureId, exposures.id), isNull(exposureTakedowns.outcome));
	return db
		.select({
			...{ spotId: spots.id, place: spots.place, dueAt: spotAssignments.dueAt, unit: units.name, ...PLACE },
			...{ stage: exposures.stage, leavesAt: exposures.leavesAt, hiddenAt: exposures.hiddenAt, reviewDueAt: exposureTakedowns.dueAt },
			unseenAfterId: UNSEEN_AFTER,
			category: { code: leafCategories.code, name: leafCategories.name, nameEn: leafCategories.nameEn },
		})
		.from(spots)
		.innerJoin(regions, eq(regions.id, spots.hamletId))
		.innerJoin(villages, eq(villages.id, spots.villageId))
		.innerJoin(leafCategories, eq(leafCategories.code, spots.categoryCode))
		.innerJoin(spotAssignments, eq(spotAssignments.spotId, spots.id))
		.innerJoin(units, eq(units.id, spotAssignments.unitId))
		.leftJoin(exposures, and(eq(exposures.assignmentId, spotAssignments.id), sql`${exposures.stage} <> 'dropped'`))
		.leftJoin(exposureTakedowns, openTakedown)
		.where(and(sql`${spots.id} in (${spotIds})`, where))
		.orderBy(order)
		.limit(MOST_LINES);
}
