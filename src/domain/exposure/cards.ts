import { and, desc, eq, getTableColumns, gt, isNull, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { db } from "#db/client.ts";
import { leafCategories } from "#db/schema/campaign.ts";
import { exposureCorrections, exposures, exposureTakedowns } from "#db/schema/exposure.ts";
import { regions } from "#db/schema/regions.ts";
import { spotAssignments } from "#db/schema/spots/assignments.ts";
import { spots } from "#db/schema/spots/spots.ts";
import { units } from "#db/schema/spots/units.ts";
import { cursorOf } from "#domain/paging.ts";
import { picturesOf } from "#domain/photos/picture.ts";
import { PLACE, villages } from "#domain/regions/joined.ts";
import { DAY_MS } from "#platform/clock.ts";

const CARDS_A_PAGE = 12;
const CURSOR = cursorOf("exposure", "time", "id");
const hamlets = alias(regions, "regions");

/** What everybody may see at this moment: shown, not hidden (by 涉及我 or an appeal), its time not over. Time decides here, not the job. */
function isThere(at: Date): SQL {
	return and(sql`${exposures.stage} in ('shown', 'corrected')`, isNull(exposures.hiddenAt), gt(exposures.leavesAt, at)) as SQL;
}

/** The newest first. */
export async function publicCards({
	villageId,
	cursor,
	at,
}: {
	villageId?: string | undefined;
	cursor?: string | null | undefined;
	at: Date;
}) {
	const [shownAt, id] = CURSOR.read(cursor) ?? [];
	const after = shownAt && id !== undefined ? sql`(${exposures.shownAt}, ${exposures.id}) < (${shownAt.getTime()}, ${id})` : undefined;
	const rows = await selectCards()
		.where(and(isThere(at), villageId ? eq(exposures.villageId, villageId) : undefined, after))
		.orderBy(desc(exposures.shownAt), desc(exposures.id))
		.limit(CARDS_A_PAGE + 1);
	const { page, next } = CURSOR.cut(rows, CARDS_A_PAGE, (last) => [last.shownAt as Date, last.exposureId]);
	return { cards: await withPictures(page, at), cursor: next };
}

export async function publicCard(exposureId: string, at: Date) {
	const rows = await selectCards().where(and(isThere(at), eq(exposures.id, exposureId)));
	return (await withPictures(rows, at))[0];
}

/** 更正, in the place where the cards stood. No word of the card itself but place and kind. */
export function corrections(at: Date, villageId?: string) {
	return db
		.select({ ...getTableColumns(exposureCorrections), shownAt: exposures.shownAt, ...PLACED })
		.from(exposureCorrections)
		.innerJoin(exposures, eq(exposures.id, exposureCorrections.exposureId))
		.innerJoin(spots, eq(spots.id, exposures.spotId))
		.innerJoin(hamlets, eq(hamlets.id, spots.hamletId))
		.innerJoin(villages, eq(villages.id, exposures.villageId))
		.innerJoin(leafCategories, eq(leafCategories.code, spots.categoryCode))
		.where(and(gt(exposureCorrections.until, at), villageId ? eq(exposures.villageId, villageId) : undefined))
		.orderBy(desc(exposureCorrections.publishedAt))
		.limit(CARDS_A_PAGE);
}

/** The next moment at which what was read here is no longer so. */
export function endsAt(cards: { leavesAt: Date | null }[], corrected: { until: Date }[] = []): number {
	return Math.min(...[...cards.map(({ leavesAt }) => leavesAt), ...corrected.map(({ until }) => until)].map((at) => at?.getTime() ?? 0));
}

const PLACED = {
	village: PLACE.village,
	hamlet: hamlets.name,
	place: spots.place,
	category: { code: leafCategories.code, name: leafCategories.name, nameEn: leafCategories.nameEn },
};

/** Nobody sees the picture of after before somebody looked whether a person, a door or a plate is on it. */
const AFTER = sql<string | null>`(select p.id from photos p where p.id = ${exposures.afterId} and p.released_at is not null)`;

function selectCards() {
	return db
		.select({
			...{
				exposureId: exposures.id,
				stage: exposures.stage,
				shownAt: exposures.shownAt,
				correctedAt: exposures.correctedAt,
				leavesAt: exposures.leavesAt,
			},
			...{ villageId: exposures.villageId, beforeId: exposures.beforeId, afterId: AFTER },
			...{ foundAt: spots.foundAt, dueAt: spotAssignments.dueAt, cause: spotAssignments.cause, explanation: spotAssignments.explanation },
			...{ unit: units.name, phone: units.phone },
			/** By how many people, after somebody had pressed 涉及我: from the first on it takes words. */
			keptBy: sql<number>`(select count(distinct t.reviewed_by) from ${exposureTakedowns} t where t.exposure_id = ${exposures.id} and t.outcome = 'kept')`,
			...PLACED,
		})
		.from(exposures)
		.innerJoin(spots, eq(spots.id, exposures.spotId))
		.innerJoin(spotAssignments, eq(spotAssignments.id, exposures.assignmentId))
		.innerJoin(units, eq(units.id, spotAssignments.unitId))
		.innerJoin(hamlets, eq(hamlets.id, spots.hamletId))
		.innerJoin(villages, eq(villages.id, exposures.villageId))
		.innerJoin(leafCategories, eq(leafCategories.code, spots.categoryCode))
		.$dynamic();
}

async function withPictures<Row extends { beforeId: string; afterId: string | null; leavesAt: Date | null }>(rows: Row[], at: Date) {
	const known = await picturesOf(
		db,
		rows.flatMap(({ beforeId, afterId }) => [beforeId, afterId ?? ""]),
	);
	return rows.map(({ beforeId, afterId, ...card }) => ({
		...card,
		daysLeft: Math.ceil(((card.leavesAt?.getTime() ?? 0) - at.getTime()) / DAY_MS),
		before: known.get(beforeId) ?? null,
		after: known.get(afterId ?? "") ?? null,
	}));
}
