import { and, asc, eq, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { leafCategories } from "#db/schema/campaign.ts";
import { regions } from "#db/schema/regions.ts";
import { gapRequests, spotAssignments, spotMilestones } from "#db/schema/spots/assignments.ts";
import { spotPhotos } from "#db/schema/spots/photos.ts";
import { spotReports, spotStages, spots } from "#db/schema/spots/spots.ts";
import { units } from "#db/schema/spots/units.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { picturesOf } from "#domain/photos/picture.ts";
import { mayLoad } from "#domain/photos/rules.ts";
import { PLACE, villages } from "#domain/regions/joined.ts";
import { mayActIn } from "#domain/regions/scope.ts";
import { unitFor } from "./duties.ts";
import { GAP_ADMINS } from "./gaps.ts";
import { isInterested } from "./interested.ts";
import { CONFIRMING, isMember, SPOT_READERS, TRIAGE } from "./spot.ts";

export type SpotShown = Awaited<ReturnType<typeof spotPage>>;

/** A spot as its offices and its unit see it. Who reported it is in no part of it; words of a report that nobody read yet only those see who read them. */
export async function spotPage(viewer: Viewer, spotId: string) {
	const spot = await placed(spotId);
	const isUnit = spot?.unitId ? await isMember(db, viewer.personId, spot.unitId) : false;
	if (!spot || !(isUnit || mayActIn(viewer, spot.path, ...SPOT_READERS))) throw new Refusal("not_found", "common.notFound");
	const isRecused = await isInterested(db, viewer.personId, spotId);
	const isTriage = !isRecused && mayActIn(viewer, spot.path, ...TRIAGE);
	const { path } = spot;
	return {
		...spot,
		may: { triage: isTriage, confirm: !isRecused && mayActIn(viewer, path, ...CONFIRMING), work: isUnit },
		/** Somebody whose office would decide, but for the unit of theirs that answers for it. */
		isRecused: isRecused && mayActIn(viewer, path, ...CONFIRMING),
		reports: await reportsOf(spotId, isTriage),
		orders: await ordersOf(spotId),
		steps: await stepsOf(spotId),
		mayLook: mayLoad(viewer, { householdId: null, regionPath: path, personIds: isUnit ? [viewer.personId] : [] }),
		pictures: await picturesIn(spotId),
		gap: await gapOf(viewer, spotId),
		suggested: (await unitFor(db, { path, categoryCode: spot.category.code })) ?? null,
	};
}

async function placed(spotId: string) {
	const [found] = await db
		.select({
			...{ spotId: spots.id, stage: spots.stage, stageAt: spots.stageAt, place: spots.place, foundAt: spots.foundAt, dueAt: spots.dueAt },
			...{ unitId: spots.unitId, cause: spots.cause, grade: spots.grade, mergedIntoId: spots.mergedIntoId, path: regions.path },
			...{ villageId: spots.villageId, village: PLACE.village, hamlet: regions.name, hamletId: spots.hamletId },
			category: { code: leafCategories.code, name: leafCategories.name, nameEn: leafCategories.nameEn },
			...{ cellNorth: spots.cellNorth, cellEast: spots.cellEast, unit: units.name },
		})
		.from(spots)
		.innerJoin(regions, eq(regions.id, spots.hamletId))
		.innerJoin(villages, eq(villages.id, spots.villageId))
		.innerJoin(leafCategories, eq(leafCategories.code, spots.categoryCode))
		.leftJoin(units, eq(units.id, spots.unitId))
		.where(eq(spots.id, spotId));
	return found;
}

async function reportsOf(spotId: string, isTriage: boolean) {
	const rows = await db.select().from(spotReports).where(eq(spotReports.spotId, spotId)).orderBy(asc(spotReports.number));
	return rows.map(({ id: reportId, number, words, heldFor, passedAt, isStruck, reportedAt, contestedAt, contestWords }) => {
		const isOpen = isTriage || (heldFor === null && !isStruck) || (passedAt !== null && !isStruck);
		return {
			reportId,
			number,
			words: isOpen ? words : "",
			heldFor: passedAt ? null : heldFor,
			isPassed: passedAt !== null,
			isStruck,
			reportedAt,
			contestedAt,
			contestWords,
		};
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
	return rows.map(({ order, ...more }) => ({
		...order,
		...more,
		milestones: steps.filter(({ assignmentId }) => assignmentId === order.id),
	}));
}

function stepsOf(spotId: string) {
	return db
		.select({ stage: spotStages.stage, at: spotStages.at, note: spotStages.note, by: people.name })
		.from(spotStages)
		.leftJoin(people, and(eq(people.id, spotStages.actorId), sql`${people.username} is not null`))
		.where(eq(spotStages.spotId, spotId))
		.orderBy(asc(spotStages.seq));
}

async function picturesIn(spotId: string) {
	const rows = await db
		.select({ photoId: spotPhotos.photoId, assignmentId: spotPhotos.assignmentId })
		.from(spotPhotos)
		.where(eq(spotPhotos.spotId, spotId))
		.orderBy(asc(spotPhotos.photoId), asc(spotPhotos.position));
	const known = await picturesOf(
		db,
		rows.map(({ photoId }) => photoId),
	);
	const of = (isAfter: boolean) =>
		rows.filter(({ assignmentId }) => (assignmentId !== null) === isAfter).flatMap(({ photoId }) => known.get(photoId) ?? []);
	return { before: of(false), after: of(true) };
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
