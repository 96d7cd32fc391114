import { and, asc, desc, eq, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { leafCategories } from "#db/schema/campaign.ts";
import { regions } from "#db/schema/regions.ts";
import { spots } from "#db/schema/spots/spots.ts";
import { unitMembers, units } from "#db/schema/spots/units.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { cursorOf } from "#domain/paging.ts";
import { PLACE, villages } from "#domain/regions/joined.ts";
import { inOfficeOf } from "#domain/regions/scope.ts";
import { CONFIRMING, SPOT_READERS, TRIAGE } from "./spot.ts";

/** What a list of spots is of. Each has an index of its own. */
export const SPOT_LISTS = ["triage", "confirm", "work", "late", "all"] as const;
export type SpotList = (typeof SPOT_LISTS)[number];

const ITEMS_A_PAGE = 20;
const CURSOR = cursorOf("spots", "time", "id");

/** Spots of the viewer's office, longest waiting first; `all` newest first. `work` and `late` are those of the viewer's own units as well. */
export async function spotsIn(viewer: Viewer, { list, at, cursor }: { list: SpotList; at: Date; cursor?: string | null | undefined }) {
	const { where, by, isNewestFirst } = LISTS[list](viewer, at);
	const [time, id] = CURSOR.read(cursor) ?? [];
	const after =
		time && id !== undefined
			? isNewestFirst
				? sql`(${by}, ${spots.id}) < (${time.getTime()}, ${id})`
				: sql`(${by}, ${spots.id}) > (${time.getTime()}, ${id})`
			: undefined;
	const order = isNewestFirst ? [desc(by), desc(spots.id)] : [asc(by), asc(spots.id)];
	const rows = await selectLines(by)
		.where(and(where, after))
		.orderBy(...order)
		.limit(ITEMS_A_PAGE + 1);
	const { page, next } = CURSOR.cut(rows, ITEMS_A_PAGE, (last) => [new Date(last.by), last.spotId]);
	return { items: page.map(({ by: _, ...line }) => line), cursor: next };
}

interface Listed {
	where: SQL | undefined;
	/** In milliseconds. */
	by: SQL<number>;
	isNewestFirst?: boolean;
}

const found = sql<number>`${spots.foundAt}`;
const stageAt = sql<number>`${spots.stageAt}`;
const due = sql<number>`${spots.dueAt}`;
const inWork = sql`${spots.stage} in ('assigned', 'in_hand', 'half_done')`;

const LISTS: Record<SpotList, (viewer: Viewer, at: Date) => Listed> = {
	triage: (viewer) => ({ where: and(sql`${spots.stage} in ('reported', 'checked', 'relapsed')`, inOfficeOf(viewer, TRIAGE)), by: found }),
	confirm: (viewer) => ({ where: and(sql`${spots.stage} = 'said_fixed'`, inOfficeOf(viewer, CONFIRMING)), by: stageAt }),
	work: (viewer) => ({ where: and(inWork, isOfOwnUnit(viewer)), by: due }),
	late: (viewer, at) => ({ where: and(inWork, lt(spots.dueAt, at), or(isOfOwnUnit(viewer), inOfficeOf(viewer, SPOT_READERS))), by: due }),
	all: (viewer) => ({ where: or(isOfOwnUnit(viewer), inOfficeOf(viewer, SPOT_READERS)), by: found, isNewestFirst: true }),
};

function isOfOwnUnit({ personId }: Viewer): SQL {
	const own = and(eq(unitMembers.personId, personId), isNull(unitMembers.endedAt));
	return sql`${spots.unitId} in (select ${unitMembers.unitId} from ${unitMembers} where ${own})`;
}

function selectLines(by: SQL<number>) {
	return db
		.select({
			...{
				spotId: spots.id,
				stage: spots.stage,
				place: spots.place,
				foundAt: spots.foundAt,
				stageAt: spots.stageAt,
				dueAt: spots.dueAt,
				grade: spots.grade,
			},
			village: PLACE.village,
			hamlet: regions.name,
			category: { code: leafCategories.code, name: leafCategories.name, nameEn: leafCategories.nameEn },
			unit: units.name,
			witnesses: sql<number>`(select count(*) from spot_reports where spot_id = ${spots.id})`,
			by,
		})
		.from(spots)
		.innerJoin(regions, eq(regions.id, spots.hamletId))
		.innerJoin(villages, eq(villages.id, spots.villageId))
		.innerJoin(leafCategories, eq(leafCategories.code, spots.categoryCode))
		.leftJoin(units, eq(units.id, spots.unitId))
		.$dynamic();
}
