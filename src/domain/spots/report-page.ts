import { and, asc, desc, eq, isNotNull, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { leafCategories } from "#db/schema/campaign.ts";
import { photoDerivatives, photos } from "#db/schema/photos.ts";
import { regions } from "#db/schema/regions.ts";
import { spotPhotos } from "#db/schema/spots/photos.ts";
import { spotReports, spotStages, spots } from "#db/schema/spots/spots.ts";
import { units } from "#db/schema/spots/units.ts";
import { Refusal } from "#domain/errors.ts";
import { picturesOf } from "#domain/photos/picture.ts";
import type { Picture } from "#domain/photos/types.ts";
import { PLACE, villages } from "#domain/regions/joined.ts";
import { storedPath } from "#platform/storage.ts";
import { referenceHash, referenceOf } from "./reference.ts";
import { allOf, standingSpot } from "./reporters.ts";
import { isContestable } from "./rules.ts";
import { newestOrder } from "./spot.ts";

/** What became of a report, for whoever holds its reference number. No name of staff is in it. */
export async function reportPage(reference: string, at: Date) {
	const report = await reportOf(reference);
	if (!report) throw new Refusal("not_found", "spots.referenceUnknown", { field: "reference" });
	const spotId = await standingSpot(db, report.spotId);
	const spot = await spotOf(spotId);
	const { words, contestedAt, reportedAt, isStruck } = report;
	return {
		...spot,
		spotId,
		isMerged: spotId !== report.spotId,
		words: isStruck ? "" : words,
		reportedAt,
		contestedAt,
		steps: await stepsOf(spotId),
		mayContest: contestedAt === null && isContestable(spot, at),
		after: shows(spot.stage) ? await afterPictures(spotId) : [],
	};
}

async function reportOf(reference: string) {
	const [report] = await db
		.select()
		.from(spotReports)
		.where(eq(spotReports.referenceHash, referenceHash(reference)));
	return report;
}

/** The number of a person's own report of this spot, or of one that was merged into it. */
export async function ownReference(personId: string, spotId: string): Promise<string> {
	const [own] = await db
		.select({ key: spotReports.idempotencyKey })
		.from(spotReports)
		.where(and(eq(spotReports.personId, personId), sql`${spotReports.spotId} in ${allOf(spotId)}`))
		.orderBy(asc(spotReports.reportedAt))
		.limit(1);
	if (!own) throw new Refusal("not_found", "common.notFound");
	return referenceOf(own.key);
}

/** The file of a picture of the fix, while the fix is said or confirmed, for whoever holds the number; null otherwise. */
export async function fixPicture(reference: string, name: string) {
	const report = await reportOf(reference);
	if (!report) return null;
	const isOf = and(eq(photoDerivatives.photoId, spotPhotos.photoId), eq(photoDerivatives.name, name));
	const [found] = await db
		.select({ bytes: photoDerivatives.bytes, format: photoDerivatives.format, stage: spots.stage })
		.from(spotPhotos)
		.innerJoin(spots, eq(spots.id, spotPhotos.spotId))
		.innerJoin(photos, eq(photos.id, spotPhotos.photoId))
		.innerJoin(photoDerivatives, and(isOf, eq(photoDerivatives.revision, photos.revision)))
		.where(and(eq(spotPhotos.spotId, await standingSpot(db, report.spotId)), isNotNull(spotPhotos.assignmentId)));
	if (!found || !shows(found.stage)) return null;
	return { path: storedPath("photos", name), type: `image/${found.format}`, bytes: found.bytes };
}

function shows(stage: string): boolean {
	return stage === "said_fixed" || stage === "confirmed";
}

async function afterPictures(spotId: string): Promise<Picture[]> {
	const order = await newestOrder(db, spotId);
	const rows = await db
		.select({ photoId: spotPhotos.photoId })
		.from(spotPhotos)
		.where(eq(spotPhotos.assignmentId, order?.id ?? ""))
		.orderBy(asc(spotPhotos.position));
	const known = await picturesOf(
		db,
		rows.map(({ photoId }) => photoId),
	);
	return rows.flatMap(({ photoId }) => known.get(photoId) ?? []);
}

export function ownReports(personId: string) {
	return db
		.select({
			spotId: spots.id,
			place: spots.place,
			hamlet: regions.name,
			category: leafCategories.name,
			categoryEn: leafCategories.nameEn,
			categoryCode: spots.categoryCode,
			stage: spots.stage,
			reportedAt: spotReports.reportedAt,
		})
		.from(spotReports)
		.innerJoin(spots, eq(spots.id, spotReports.spotId))
		.innerJoin(regions, eq(regions.id, spots.hamletId))
		.innerJoin(leafCategories, eq(leafCategories.code, spots.categoryCode))
		.where(eq(spotReports.personId, personId))
		.orderBy(desc(spotReports.reportedAt))
		.limit(20);
}

async function spotOf(spotId: string) {
	const [spot] = await db
		.select({
			...{ stage: spots.stage, stageAt: spots.stageAt, place: spots.place, foundAt: spots.foundAt, dueAt: spots.dueAt },
			...{ categoryCode: spots.categoryCode, hamlet: regions.name, village: PLACE.village },
			...{ category: leafCategories.name, categoryEn: leafCategories.nameEn, unit: units.name, phone: units.phone },
		})
		.from(spots)
		.innerJoin(regions, eq(regions.id, spots.hamletId))
		.innerJoin(villages, eq(villages.id, spots.villageId))
		.innerJoin(leafCategories, eq(leafCategories.code, spots.categoryCode))
		.leftJoin(units, eq(units.id, spots.unitId))
		.where(eq(spots.id, spotId));
	if (!spot) throw new Error(`there is no spot ${spotId}`);
	return spot;
}

function stepsOf(spotId: string) {
	return db
		.select({ stage: spotStages.stage, at: spotStages.at, note: spotStages.note })
		.from(spotStages)
		.where(eq(spotStages.spotId, spotId))
		.orderBy(asc(spotStages.seq));
}
