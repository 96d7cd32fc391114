import { asc, desc, eq } from "drizzle-orm";
import { db } from "#db/client.ts";
import { leafCategories } from "#db/schema/campaign.ts";
import { regions } from "#db/schema/regions.ts";
import { spotReports, spotStages, spots } from "#db/schema/spots/spots.ts";
import { units } from "#db/schema/spots/units.ts";
import { Refusal } from "#domain/errors.ts";
import { PLACE, villages } from "#domain/regions/joined.ts";
import { referenceHash } from "./reference.ts";
import { standingSpot } from "./reporters.ts";

/** What became of a report, for whoever holds its reference number. No name of staff is in it. */
export async function reportPage(reference: string) {
	return pageOf(eq(spotReports.referenceHash, referenceHash(reference)));
}

export function ownReports(personId: string) {
	return db
		.select({
			spotId: spots.id,
			place: spots.place,
			hamlet: regions.name,
			category: leafCategories.name,
			categoryEn: leafCategories.nameEn,
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

async function pageOf(where: ReturnType<typeof eq> | undefined) {
	const [report] = await db.select().from(spotReports).where(where).limit(1);
	if (!report) throw new Refusal("not_found", "spots.referenceUnknown", { field: "reference" });
	const spotId = await standingSpot(db, report.spotId);
	const [spot] = await db
		.select({
			...{
				stage: spots.stage,
				stageAt: spots.stageAt,
				place: spots.place,
				foundAt: spots.foundAt,
				dueAt: spots.dueAt,
				hamlet: regions.name,
			},
			...{
				village: PLACE.village,
				category: leafCategories.name,
				categoryEn: leafCategories.nameEn,
				unit: units.name,
				phone: units.phone,
			},
		})
		.from(spots)
		.innerJoin(regions, eq(regions.id, spots.hamletId))
		.innerJoin(villages, eq(villages.id, spots.villageId))
		.innerJoin(leafCategories, eq(leafCategories.code, spots.categoryCode))
		.leftJoin(units, eq(units.id, spots.unitId))
		.where(eq(spots.id, spotId));
	if (!spot) throw new Error(`report ${report.id} has no spot`);
	const steps = await db
		.select({ stage: spotStages.stage, at: spotStages.at, note: spotStages.note })
		.from(spotStages)
		.where(eq(spotStages.spotId, spotId))
		.orderBy(asc(spotStages.seq));
	const { words, contestedAt, reportedAt, isStruck } = report;
	return { ...spot, spotId, isMerged: spotId !== report.spotId, words: isStruck ? "" : words, reportedAt, contestedAt, steps };
}
