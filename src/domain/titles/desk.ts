import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { courtyardTitles } from "#db/schema/titles.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { cursorOf } from "#domain/paging.ts";
import { closeTo } from "#domain/recusal.ts";
import { inHamlet, inVillage, PLACE, villages } from "#domain/regions/joined.ts";
import { inOfficeOf, mayActIn, villagesOf } from "#domain/regions/scope.ts";
import { DAY_MS } from "#platform/clock.ts";
import { CHECKERS, GRANTERS, PROPOSERS, TITLE_READERS } from "./titles.ts";
import { RELAPSE_DAYS, TITLE_STARS, type TitleList } from "./types.ts";

const A_PAGE = 30;
const CURSORS = { due: cursorOf("titles-due", "time", "id"), all: cursorOf("titles", "time", "id") };
const HOMES = cursorOf("title-homes", "text");

const { id, stage, stageAt, dueAt, villageId } = courtyardTitles;
const LAST = sql`(select result from courtyard_title_checks where title_id = ${id} order by number desc limit 1)`;

const selected = () =>
	db
		.select({
			...{ titleId: id, stage, stageAt, dueAt, agreedAt: courtyardTitles.agreedAt, last: sql<string | null>`${LAST}` },
			...{ ...PLACE, number: households.number, headName: households.headName },
		})
		.from(courtyardTitles)
		.innerJoin(households, eq(households.id, courtyardTitles.householdId))
		.innerJoin(regions, inHamlet(households))
		.innerJoin(villages, inVillage(households))
		.$dynamic();

/** The titles of the viewer's places: what waits for them, the longest first, or all, newest step first. */
export async function titleDesk(viewer: Viewer, { list, after, at }: { list: TitleList; after?: string | null; at: Date }) {
	const cursor = CURSORS[list];
	const from = cursor.read(after);
	const key = list === "due" ? dueAt : stageAt;
	const further =
		from &&
		(list === "due"
			? sql`(${key}, ${id}) > (${from[0].getTime()}, ${from[1]})`
			: sql`(${key}, ${id}) < (${from[0].getTime()}, ${from[1]})`);
	const order = list === "due" ? asc : desc;
	const rows = await selected()
		.where(and(list === "due" ? isDueFor(viewer, at) : inOffice(viewer), further))
		.orderBy(order(key), order(id))
		.limit(A_PAGE + 1);
	const { page, next } = cursor.cut(rows, A_PAGE, (row) => [row[list === "due" ? "dueAt" : "stageAt"] ?? at, row.titleId]);
	return { titles: page, next, isFirst: !from };
}

/** Of a few villages by their index; of a whole district from the newest on: the + keeps SQLite from looking up places first. */
function inOffice(viewer: Viewer): SQL {
	const own = villagesOf(viewer, TITLE_READERS);
	return own ? sql`${villageId} in (${own})` : inOfficeOf(viewer, TITLE_READERS, sql`+${villages.path}`);
}

/** What this person could take the next step in: of their office, and with no part in it that keeps them out. */
function isDueFor(viewer: Viewer, at: Date): SQL {
	const me = viewer.personId;
	const by = (roles: Role[]) => inOfficeOf(viewer, roles, sql`+${villages.path}`);
	const isFree = sql`not exists (select 1 from bound_to_villages b where b.village_id = ${villageId} and b.person_id = ${me})`;
	const isCompared = sql`not ${households.isHardship} and ${households.status} = 'lived_in' and ${households.closedAt} is null`;
	const isLooked = sql`${isCompared} and ${isFree} and iif(${LAST} is 'failed', ${by(GRANTERS)}, ${by(CHECKERS)} and ${courtyardTitles.nominatedBy} <> ${me})`;
	return sql`${dueAt} is not null and ${dueAt} <= ${at.getTime()} and ${courtyardTitles.householdId} not in ${closeTo(me)} and case ${stage}
		when 'proposed' then ${by(PROPOSERS)} when 'noticed' then ${by(GRANTERS)} and ${isFree} else ${isLooked} end`;
}

export async function countDue(viewer: Viewer, at: Date): Promise<number> {
	const [row] = await db
		.select({ count: sql<number>`count(*)` })
		.from(courtyardTitles)
		.innerJoin(households, eq(households.id, courtyardTitles.householdId))
		.innerJoin(villages, inVillage(households))
		.where(isDueFor(viewer, at));
	return row?.count ?? 0;
}

interface Home {
	householdId: string;
	code: string;
	hamlet: string;
	number: string;
	headName: string;
	stars: number;
}

/** Whom the viewer may put forward in a village: its newest settled rating gave them the stars. Along the doors, so that nobody is ranked. */
export async function homesToPropose(
	viewer: Viewer,
	{ villageId: village, after, at }: { villageId: string; after: string | null; at: Date },
) {
	const since = at.getTime() - RELAPSE_DAYS * DAY_MS;
	const rows = await db.all<Home & { path: string }>(sql`
		select h.id as householdId, g.code, g.name as hamlet, h.number, h.head_name as headName, r.stars, g.path from rating_results_of_yards r
		join households h on h.id = r.household_id and h.closed_at is null and h.status = 'lived_in' and not h.is_hardship and not h.is_unranked
		join regions g on g.id = h.hamlet_id
		where r.stars >= ${TITLE_STARS} and h.id not in ${closeTo(viewer.personId)}
			and r.rating_id = (select o.id from rating_rounds o join rating_sheets s on s.id = o.sheet_id and s.profile = 'A'
				where o.village_id = ${village} and o.stage = 'settled' order by o.month desc limit 1)
			and not exists (select 1 from courtyard_titles t where t.household_id = h.id and t.stage not in ('declined', 'removed', 'given_up'))
			and not exists (select 1 from yards_relapsed y where y.household_id = h.id and y.answered_at > ${since})`);
	const [from = ""] = HOMES.read(after) ?? [];
	const along = ({ code, number }: Home) => `${code} ${number}`;
	// Of one village, so that they are few enough to be sorted here.
	const mine = rows.filter(({ path }) => mayActIn(viewer, path, ...PROPOSERS)).sort((a, b) => (along(a) < along(b) ? -1 : 1));
	const { page, next } = HOMES.cut(mine.filter((home) => along(home) > from).slice(0, A_PAGE + 1), A_PAGE, (home) => [along(home)]);
	return { homes: page.map(({ path: _, code: __, ...home }) => home), next, isFirst: from === "" };
}
