import { and, asc, desc, eq, isNotNull, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { leafCategories } from "#db/schema/campaign.ts";
import { photoDerivatives, photos } from "#db/schema/photos.ts";
import { regions } from "#db/schema/regions.ts";
import { spotPhotos } from "#db/schema/spots/photos.ts";
import { spotReports, spots } from "#db/schema/spots/spots.ts";
import { units } from "#db/schema/spots/units.ts";
import { Refusal } from "#domain/errors.ts";
import { picturesOf } from "#domain/photos/picture.ts";
import type { Picture } from "#domain/photos/types.ts";
import { PLACE, villages } from "#domain/regions/joined.ts";
import { storedPath } from "#platform/storage.ts";
import { referenceHash, referenceOf } from "./reference.ts";
import { allOf, standing } from "./reporters.ts";
import { isContestable } from "./rules.ts";
import type { SpotStage } from "./types.ts";

/** What became of a report, for whoever holds its reference number. No name of staff is in it. */
export async function reportPage(reference: string, at: Date) {
	const [found] = await db
		.select({
			...{ reportedSpotId: spotReports.spotId, words: spotReports.words, isStruck: spotReports.isStruck },
			...{ reportedAt: spotReports.reportedAt, contestedAt: spotReports.contestedAt },
			...{ spotId: spots.id, stage: spots.stage, stageAt: spots.stageAt, place: spots.place, dueAt: spots.dueAt },
			...{
				categoryCode: spots.categoryCode,
				hamlet: regions.name,
				village: PLACE.village,
				unit: units.name,
				phone: units.phone,
				steps: STEPS,
			},
		})
		.from(spotReports)
		.innerJoin(spots, eq(spots.id, standing(spotReports.spotId)))
		.innerJoin(regions, eq(regions.id, spots.hamletId))
		.innerJoin(villages, eq(villages.id, spots.villageId))
		.leftJoin(units, eq(units.id, spots.unitId))
		.where(eq(spotReports.referenceHash, referenceHash(reference)));
	if (!found) throw new Refusal("not_found", "spots.referenceUnknown", { field: "reference" });
	const { reportedSpotId, isStruck, words, ...report } = found;
	return {
		...report,
		isMerged: report.spotId !== reportedSpotId,
		words: isStruck ? "" : words,
		mayContest: report.contestedAt === null && isContestable(report, at),
		after: shows(report.stage) ? await afterPictures(report.spotId) : [],
	};
}

/** One statement for the page, so that it costs no more than a kept one that is made anew. */
const STEPS =
	sql<string>`(select json_group_array(json_array(stage, at, note) order by seq) from spot_stages where spot_id = ${spots.id})`.mapWith(
		(steps: string) => (JSON.parse(steps) as [SpotStage, number, string][]).map(([stage, at, note]) => ({ stage, at: new Date(at), note })),
	);

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
	const isOf = and(eq(photoDerivatives.photoId, spotPhotos.photoId), eq(photoDerivatives.name, name));
	const [found] = await db
		.select({ bytes: photoDerivatives.bytes, format: photoDerivatives.format, stage: spots.stage })
		.from(spotReports)
		.innerJoin(spots, eq(spots.id, standing(spotReports.spotId)))
		.innerJoin(spotPhotos, and(eq(spotPhotos.spotId, spots.id), isNotNull(spotPhotos.assignmentId)))
		.innerJoin(photos, eq(photos.id, spotPhotos.photoId))
		.innerJoin(photoDerivatives, and(isOf, eq(photoDerivatives.revision, photos.revision)))
		.where(eq(spotReports.referenceHash, referenceHash(reference)));
	if (!found || !shows(found.stage)) return null;
	return { path: storedPath("photos", name), type: `image/${found.format}`, bytes: found.bytes };
}

function shows(stage: string): boolean {
	return stage === "said_fixed" || stage === "confirmed";
}

async function afterPictures(spotId: string): Promise<Picture[]> {
	const newest = sql`(select id from spot_assignments where spot_id = ${spotId} order by number desc limit 1)`;
	const rows = await db
		.select({ photoId: spotPhotos.photoId })
		.from(spotPhotos)
		.where(eq(spotPhotos.assignmentId, newest))
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
