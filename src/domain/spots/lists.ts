import { and, asc, desc, eq, lt, type SQL, sql } from "drizzle-orm";
import { among } from "#db/among.ts";
import { db } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { spots } from "#db/schema/spots/spots.ts";
import { units } from "#db/schema/spots/units.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { cursorOf } from "#domain/paging.ts";
import { picturesOf } from "#domain/photos/picture.ts";
import { mayLoad } from "#domain/photos/rules.ts";
import { inOfficeOf, levelsIn, regionsOf, villagesOf } from "#domain/regions/scope.ts";
import { isMember, unitsOf } from "#domain/units/members.ts";
import { GAP_ADMINS } from "./gaps.ts";
import { LOOKING_AGAIN } from "./look-again.ts";
import { FOUND_ON_WALK, placedSpots, SPOT } from "./placed.ts";
import { ageOf } from "./rules.ts";
import { CONFIRMING, SPOT_READERS, TRIAGE } from "./spot.ts";
import type { SpotList } from "./types.ts";

const ITEMS_A_PAGE = 20;
const CURSOR = cursorOf("spots", "number", "id");

interface Asked {
	list: SpotList;
	at: Date;
	unitId?: string | null | undefined;
	cursor?: string | null | undefined;
	most?: number;
}

export type SpotLine = Awaited<ReturnType<typeof spotsIn>>["items"][number];

/** Spots of the viewer's office, longest waiting first; `all` newest first. `work` and `late` are those of the viewer's own units as well. */
export async function spotsIn(viewer: Viewer, { list, at, unitId, cursor, most = ITEMS_A_PAGE }: Asked) {
	const { where, by, isNewestFirst } = LISTS[list](viewer, at);
	const [ordered, beyond] = isNewestFirst ? [desc, sql`<`] : [asc, sql`>`];
	const [number, id] = CURSOR.read(cursor) ?? [];
	const after = id === undefined ? undefined : sql`(${by}, ${spots.id}) ${beyond} (${number}, ${id})`;
	// Bare rows are sorted; only those of the page are read whole.
	const rows = await db
		.select({ spotId: spots.id, by })
		.from(spots)
		.innerJoin(regions, eq(regions.id, spots.hamletId))
		.where(and(where, after, unitId ? eq(spots.unitId, unitId) : undefined))
		.orderBy(ordered(by), ordered(spots.id))
		.limit(most + 1);
	const { page, next } = CURSOR.cut(rows, most, (last) => [last.by, last.spotId]);
	const ids = page.map(({ spotId }) => spotId);
	const lines = await linesOf(viewer, ids, at);
	return { items: ids.flatMap((spotId) => lines.find((line) => line.spotId === spotId) ?? []), cursor: next };
}

/** More than a person works off in a day are not counted. */
const MOST_COUNTED = 99;

interface DeskList {
	list: SpotList;
	count: number | null;
}

/** The lists that are the viewer's business, with how many stand there (at most 100); none of them for whom there is none. */
export async function spotDesk(viewer: Viewer, at: Date): Promise<DeskList[]> {
	const holds = (roles: Role[]) => regionsOf(viewer, ...roles).length > 0;
	const acts = await actsForUnit(viewer);
	const lists: [SpotList, boolean][] = [
		["triage", holds(TRIAGE)],
		["again", holds(LOOKING_AGAIN)],
		["confirm", holds(CONFIRMING)],
		["gaps", holds(GAP_ADMINS)],
		["work", acts],
		["late", acts || holds(SPOT_READERS)],
		["all", holds(SPOT_READERS)],
	];
	const own = lists.flatMap(([list, isOwn]) => (isOwn ? [list] : []));
	return Promise.all(own.map(async (list) => ({ list, count: list === "all" ? null : await countIn(viewer, list, at) })));
}

export function actsForUnit({ personId }: Viewer): Promise<boolean> {
	return isMember(db, personId);
}

async function countIn(viewer: Viewer, list: SpotList, at: Date): Promise<number> {
	const rows = await db
		.select({ id: spots.id })
		.from(spots)
		.innerJoin(regions, eq(regions.id, spots.hamletId))
		.where(LISTS[list](viewer, at).where)
		.limit(MOST_COUNTED + 1);
	return rows.length;
}

/** Late spots by unit, the most first, for whoever answers for several. */
export async function lateByUnit(viewer: Viewer, at: Date) {
	if (regionsOf(viewer, ...UNIT_READERS).length === 0) return [];
	const late = sql<number>`count(*)`;
	const rows = await db
		.select({ unitId: units.id, name: units.name, late, oldest: sql<number>`min(${spots.dueAt})` })
		.from(spots)
		.innerJoin(units, eq(units.id, spots.unitId))
		.innerJoin(regions, eq(regions.id, spots.hamletId))
		.where(and(inWork, lt(spots.dueAt, at), inPlacesOf(viewer, UNIT_READERS)))
		.groupBy(units.id)
		.orderBy(desc(late), asc(units.name));
	return rows.map(({ oldest, ...unit }) => {
		const dueAt = new Date(oldest);
		return { ...unit, age: ageOf({ stage: "assigned", foundAt: dueAt, stageAt: dueAt, dueAt }, at) };
	});
}

const UNIT_READERS: Role[] = ["town_admin", "district_admin", "auditor"];

interface Listed {
	where: SQL | undefined;
	by: SQL<number>;
	isNewestFirst?: boolean;
}

const found = sql<number>`${spots.foundAt}`;
// With a plus no index of all spots is taken for the order.
const toTriage = sql<number>`+${spots.foundAt}`;
const stageAt = sql<number>`${spots.stageAt}`;
const due = sql<number>`${spots.dueAt}`;
const inWork = sql`${spots.stage} in ('assigned', 'in_hand', 'half_done')`;

const LISTS: Record<SpotList, (viewer: Viewer, at: Date) => Listed> = {
	triage: (viewer) => ({
		where: and(sql`${spots.stage} in ('reported', 'checked', 'relapsed')`, inPlacesOf(viewer, TRIAGE)),
		by: toTriage,
	}),
	confirm: (viewer) => ({ where: and(sql`${spots.stage} = 'said_fixed'`, inPlacesOf(viewer, CONFIRMING)), by: stageAt }),
	again: (viewer) => ({ where: and(sql`${spots.stage} = 'not_ours'`, isToLookAgain, inPlacesOf(viewer, LOOKING_AGAIN)), by: stageAt }),
	gaps: (viewer) => ({ where: hasGapFor(viewer), by: GAP_DUE }),
	work: (viewer) => ({ where: and(inWork, isOfOwnUnit(viewer)), by: due }),
	late: (viewer, at) => ({
		where: and(inWork, lt(spots.dueAt, at), sql`(${isOfOwnUnit(viewer)} or (${inPlacesOf(viewer, SPOT_READERS)}))`),
		by: due,
	}),
	all: (viewer) => ({ where: inPlacesOf(viewer, SPOT_READERS, isWide(viewer)), by: found, isNewestFirst: true }),
};

const isToLookAgain = sql`${spots.id} in (select spot_id from spot_second_looks where looked_at is null)`;
const GAP_DUE = sql<number>`(select due_at from gap_requests where spot_id = ${spots.id})`;

function hasGapFor(viewer: Viewer): SQL {
	const isAsked = inOfficeOf(viewer, GAP_ADMINS, sql`asked.path`);
	return sql`${spots.id} in (select g.spot_id from gap_requests g join regions asked on asked.id = g.asked_of where g.answered_at is null and (${isAsked}))`;
}

/** Of a town or more: its newest are found by going through all from the newest on, sooner than by sorting its own. */
function isWide(viewer: Viewer): boolean {
	return regionsOf(viewer, ...SPOT_READERS).some(({ path }) => levelsIn(path) <= 2);
}

/** By the villages, so that an index of spots begins with them, and by the place itself, where an office has but a hamlet. */
function inPlacesOf(viewer: Viewer, roles: Role[], isOrdered = false): SQL {
	const ids = villagesOf(viewer, roles);
	const isThere = inOfficeOf(viewer, roles, sql`+${regions.path}`);
	const villageId = isOrdered ? sql`+${spots.villageId}` : spots.villageId;
	return ids ? sql`(${villageId} in (${ids}) and (${isThere}))` : sql`(${isThere})`;
}

function isOfOwnUnit({ personId }: Viewer): SQL {
	return sql`${spots.unitId} in ${unitsOf(personId)}`;
}

async function linesOf(viewer: Viewer, spotIds: string[], at: Date) {
	const rows = await placedSpots({ ...SPOT, isOwn: sql`${isOfOwnUnit(viewer)}`.mapWith(Boolean), ...SEEN }).where(
		sql`${spots.id} in ${among(spotIds)}`,
	);
	const pictures = await picturesOf(
		db,
		rows.flatMap(({ photoId }) => photoId ?? []),
	);
	return rows.map(({ path, isOwn, photoId, stageAt, dueAt, ...line }) => {
		const mayLook = mayLoad(viewer, { householdId: null, regionPath: path, personIds: isOwn ? [viewer.personId] : [] });
		return { ...line, age: ageOf({ ...line, stageAt, dueAt }, at), picture: (mayLook && photoId && pictures.get(photoId)) || null };
	});
}

const SEEN = {
	isFoundOnWalk: FOUND_ON_WALK,
	witnesses: sql<number>`(select count(*) from spot_reports where spot_id = ${spots.id})`,
	photoId: sql<
		string | null
	>`(select photo_id from spot_photos where spot_id = ${spots.id} and report_id is not null order by rowid limit 1)`,
};
