import { and, asc, eq, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { regions } from "#db/schema/regions.ts";
import { gapRequests, spotAssignments, spotMilestones } from "#db/schema/spots/assignments.ts";
import { spotPhotos } from "#db/schema/spots/photos.ts";
import { spotReports, spotStages, spots } from "#db/schema/spots/spots.ts";
import { units } from "#db/schema/spots/units.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { picturesIn } from "#domain/photos/picture.ts";
import { mayLoad } from "#domain/photos/rules.ts";
import { mayActIn, mayChange } from "#domain/regions/scope.ts";
import { unitFor } from "#domain/units/duties.ts";
import { isMember } from "#domain/units/members.ts";
import { GAP_ADMINS } from "./gaps.ts";
import { isInterested } from "./interested.ts";
import { secondLookOf } from "./look-again.ts";
import { FOUND_ON_WALK, placedSpots, SPOT } from "./placed.ts";
import { CONFIRMING, SPOT_READERS, TRIAGE } from "./spot.ts";

export type SpotShown = Awaited<ReturnType<typeof spotPage>>;

/** A spot as its offices and its unit see it. Who reported it is in no part of it; words of a report that nobody read yet only those see who read them. */
export async function spotPage(viewer: Viewer, spotId: string) {
	const [spot] = await placedSpots({ ...SPOT, ...MORE, isFoundOnWalk: FOUND_ON_WALK }).where(eq(spots.id, spotId));
	const isUnit = spot?.unitId ? await isMember(db, viewer.personId, spot.unitId) : false;
	if (!spot || !(isUnit || mayActIn(viewer, spot.path, ...SPOT_READERS))) throw new Refusal("not_found", "common.notFound");
	const isRecused = await isInterested(db, viewer.personId, spotId);
	const isTriage = !isRecused && mayActIn(viewer, spot.path, ...TRIAGE);
	const { path } = spot;
	return {
		...spot,
		may: {
			triage: isTriage,
			confirm: !isRecused && mayActIn(viewer, path, ...CONFIRMING),
			work: isUnit,
			enterUnits: mayChange(viewer, path),
		},
		/** Somebody whose office would decide, but for the unit of theirs that answers for it. */
		isRecused: isRecused && mayActIn(viewer, path, ...CONFIRMING),
		reports: await reportsOf(spot, isTriage),
		secondLook: await secondLookOf(db, viewer, spot),
		orders: await ordersOf(spotId),
		steps: await stepsOf(spotId),
		mayLook: mayLoad(viewer, { householdId: null, regionPath: path, personIds: isUnit ? [viewer.personId] : [] }),
		pictures: await picturesOfSpot(spotId),
		gap: await gapOf(viewer, spotId),
		suggested: (await unitFor(db, { path, categoryCode: spot.category.code })) ?? null,
	};
}

const MORE = {
	...{ unitId: spots.unitId, cause: spots.cause, grade: spots.grade, mergedIntoId: spots.mergedIntoId },
	...{ villageId: spots.villageId, hamletId: spots.hamletId, cellNorth: spots.cellNorth, cellEast: spots.cellEast },
};

async function reportsOf({ spotId, isFoundOnWalk }: { spotId: string; isFoundOnWalk: boolean }, isTriage: boolean) {
	const rows = await db.select().from(spotReports).where(eq(spotReports.spotId, spotId)).orderBy(asc(spotReports.number));
	return rows.map(({ id: reportId, number, heldFor, passedAt, isStruck, reportedAt, contestedAt, contestWords, ...said }) => {
		const words = !isStruck && (isTriage || heldFor === null || passedAt !== null) ? said.words : "";
		const [isPassed, isFromWalk, hasPhone] = [passedAt !== null, isFoundOnWalk && number === 1, isTriage && said.phoneSealed !== null];
		const told = { reportedAt, contestedAt, contestWords, isFromWalk, hasPhone };
		return { reportId, number, words, heldFor: isPassed ? null : heldFor, isPassed, isStruck, ...told };
	});
}

async function ordersOf(spotId: string) {
	const rows = await db
		.select({ order: spotAssignments, unit: units.name, phone: units.phone, assignedByName: people.name })
		.from(spotAssignments)
		.innerJoin(units, eq(units.id, spotAssignments.unitId))
		.innerJoin(people, eq(people.id, spotAssignments.assignedBy))
		.where(eq(spotAssignments.spotId, spotId))
		.orderBy(asc(spotAssignments.number));
	const steps = await db
		.select()
		.from(spotMilestones)
		.where(sql`${spotMilestones.assignmentId} in (select id from spot_assignments where spot_id = ${spotId})`)
		.orderBy(asc(spotMilestones.position));
	const milestonesOf = (id: string) => steps.filter(({ assignmentId }) => assignmentId === id);
	return rows.map(({ order, ...more }) => ({ ...order, ...more, milestones: milestonesOf(order.id) }));
}

function stepsOf(spotId: string) {
	return db
		.select({ stage: spotStages.stage, at: spotStages.at, note: spotStages.note, by: people.name })
		.from(spotStages)
		.leftJoin(people, and(eq(people.id, spotStages.actorId), sql`${people.username} is not null`))
		.where(eq(spotStages.spotId, spotId))
		.orderBy(asc(spotStages.seq));
}

async function picturesOfSpot(spotId: string) {
	const rows = await db
		.select({ photoId: spotPhotos.photoId, assignmentId: spotPhotos.assignmentId })
		.from(spotPhotos)
		.where(eq(spotPhotos.spotId, spotId))
		.orderBy(asc(spotPhotos.photoId), asc(spotPhotos.position));
	const [before, after] = [rows.filter((row) => row.assignmentId === null), rows.filter((row) => row.assignmentId !== null)];
	return { before: await picturesIn(db, before), after: await picturesIn(db, after) };
}

async function gapOf(viewer: Viewer, spotId: string) {
	const [found] = await db
		.select({ gap: gapRequests, path: regions.path, of: regions.name })
		.from(gapRequests)
		.innerJoin(regions, eq(regions.id, gapRequests.askedOf))
		.where(eq(gapRequests.spotId, spotId));
	if (!found) return null;
	const { gap, path, of } = found;
	return { ...gap, of, mayAnswer: !gap.answer && gap.askedBy !== viewer.personId && mayActIn(viewer, path, ...GAP_ADMINS) };
}
