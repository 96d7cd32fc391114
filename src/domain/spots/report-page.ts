import { and, asc, desc, eq, isNotNull, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { photoDerivatives, photos } from "#db/schema/photos.ts";
import { spotPhotos } from "#db/schema/spots/photos.ts";
import { spotReports, spots } from "#db/schema/spots/spots.ts";
import { units } from "#db/schema/spots/units.ts";
import { Refusal } from "#domain/errors.ts";
import { picturesIn } from "#domain/photos/picture.ts";
import { storedPath } from "#platform/storage.ts";
import { placedSpots, SPOT } from "./placed.ts";
import { referenceHash, referenceOf } from "./reference.ts";
import { allOf, standing } from "./reporters.ts";
import { isContestable } from "./rules.ts";
import type { SpotStage } from "./types.ts";

/** What became of a report, for whoever holds its reference number. No name of staff is in it. */
export async function reportPage(reference: string, at: Date) {
	const [found] = await placedSpots({ ...SPOT, ...REPORTED, phone: units.phone, steps: STEPS, isLookedAtAgain: LOOKED_AT_AGAIN })
		.innerJoin(spotReports, eq(spots.id, standing(spotReports.spotId)))
		.where(eq(spotReports.referenceHash, referenceHash(reference)));
	if (!found) throw new Refusal("not_found", "spots.referenceUnknown", { field: "reference" });
	const { reportedSpotId, isStruck, words, category, path: _, foundAt: __, ...report } = found;
	return {
		...{ ...report, categoryCode: category.code, words: isStruck ? "" : words, isMerged: report.spotId !== reportedSpotId },
		mayContest: report.contestedAt === null && isContestable(report, at),
		after: shows(report.stage) ? await afterPictures(report.spotId) : [],
	};
}

const REPORTED = {
	...{ reportedSpotId: spotReports.spotId, words: spotReports.words, isStruck: spotReports.isStruck },
	...{ reportedAt: spotReports.reportedAt, contestedAt: spotReports.contestedAt },
};

const LOOKED_AT_AGAIN = sql`exists (select 1 from spot_second_looks where spot_id = ${spots.id} and looked_at is null)`.mapWith(Boolean);

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

async function afterPictures(spotId: string) {
	const newest = sql`(select id from spot_assignments where spot_id = ${spotId} order by number desc limit 1)`;
	const ofNewest = db.select({ photoId: spotPhotos.photoId }).from(spotPhotos).where(eq(spotPhotos.assignmentId, newest));
	return picturesIn(db, await ofNewest.orderBy(asc(spotPhotos.position)));
}

export function ownReports(personId: string) {
	return placedSpots({ ...SPOT, reportedAt: spotReports.reportedAt })
		.innerJoin(spotReports, eq(spots.id, spotReports.spotId))
		.where(eq(spotReports.personId, personId))
		.orderBy(desc(spotReports.reportedAt))
		.limit(20);
}
