import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { ratingRounds, ratingSheets } from "#db/schema/ratings.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { ADMIN_ROLES, inOfficeOf, mayActIn } from "#domain/regions/scope.ts";
import { RATING_READERS, requireRating } from "./rounds.ts";
import { placeInRating } from "./rules.ts";
import { namedScorers } from "./scorers.ts";
import { sheetOf } from "./sheets.ts";
import type { HomeLine } from "./types.ts";

const RECENT = 40;

/** The rounds in the viewer's places, newest first. */
export async function ratingDesk(viewer: Viewer) {
	// "+" keeps the walk by months, newest first, which ends with the page.
	const rows = await db
		.select({
			...{ ratingId: ratingRounds.id, month: ratingRounds.month, stage: ratingRounds.stage, until: ratingRounds.objectionsUntil },
			...{ village: nameAmongAll("regions"), profile: ratingSheets.profile },
		})
		.from(ratingRounds)
		.innerJoin(regions, eq(regions.id, ratingRounds.villageId))
		.innerJoin(ratingSheets, eq(ratingSheets.id, ratingRounds.sheetId))
		.where(inOfficeOf(viewer, RATING_READERS, sql`+${regions.path}`))
		.orderBy(desc(ratingRounds.month))
		.limit(RECENT);
	return rows.sort((a, b) => (`${b.month} ${a.village}` < `${a.month} ${b.village}` ? -1 : 1));
}

/** One round as its office sees it: how far it is, and results once a household has one. Marks of single scorers are never in it. */
export async function ratingCase(viewer: Viewer, ratingId: string) {
	const rating = await requireRating(db, viewer, ratingId, RATING_READERS);
	const [sheet, homes, scorers, notRated] = await Promise.all([
		sheetOf(db, rating.sheetId),
		homesIn(ratingId),
		namedScorers(rating.villageId),
		homesNotRated(rating.villageId),
	]);
	return { ...rating, sheet, homes, scorers, notRated, mayAct: mayActIn(viewer, rating.path, ...ADMIN_ROLES) };
}

async function homesIn(ratingId: string): Promise<HomeLine[]> {
	const objected = await objectionsIn(ratingId);
	const rows = await db.all<Omit<HomeLine, "objection" | "objectedId"> & { code: string }>(sql`
		select g.code, h.id as householdId, g.name as hamlet, h.number, h.head_name as headName, v.visit,
			(select count(*) from rating_looks where rating_id = ${ratingId} and household_id = h.id and visit = v.visit) as drawn,
			(select count(closed_at) from rating_looks where rating_id = ${ratingId} and household_id = h.id and visit = v.visit) as closed,
			r.id as resultId, r.score, r.spread, r.stars,
			(select min(id) from rating_looks where rating_id = ${ratingId} and household_id = h.id and visit = v.visit and visit > 1 and closed_at is null) as openLookId
		from (select household_id, max(visit) as visit from rating_looks where rating_id = ${ratingId} group by household_id) v
		join households h on h.id = v.household_id join regions g on g.id = h.hamlet_id
		left join rating_results r on r.rating_id = ${ratingId} and r.household_id = h.id and r.visit = (
			select max(visit) from rating_results where rating_id = ${ratingId} and household_id = h.id)`);
	return alongDoors(rows).map(({ code: _, ...row }) => ({
		...row,
		...(objected.get(row.householdId) ?? { objection: null, objectedId: null }),
	}));
}

/** Of a household that objected more than once, to one visit after the other, the newest. */
async function objectionsIn(ratingId: string): Promise<Map<string, Pick<HomeLine, "objection" | "objectedId">>> {
	const rows = await db.all<{ householdId: string; resultId: string; isAnswered: number; visit: number }>(sql`
		select r.household_id as householdId, r.id as resultId, o.answer is not null as isAnswered, r.visit from rating_results r
		join objections o on o.kind = 'rating' and o.subject = r.id where r.rating_id = ${ratingId}`);
	const inOrder = rows.sort((a, b) => a.visit - b.visit);
	return new Map(
		inOrder.map((row) => [
			row.householdId,
			{ objection: row.isAnswered ? ("answered" as const) : ("waits" as const), objectedId: row.resultId },
		]),
	);
}

/** Of one village, so that they are few enough to be sorted here. */
function alongDoors<Row extends { code: string; number: string }>(rows: Row[]): Row[] {
	return rows.sort((a, b) => (`${a.code} ${a.number}` < `${b.code} ${b.number}` ? -1 : 1));
}

/** Who is not rated and why; help is offered to the first of them, and empty houses are looked at as public places. For the office alone. */
async function homesNotRated(villageId: string) {
	const rows = await db.all<{
		code: string;
		hamlet: string;
		number: string;
		headName: string;
		status: "lived_in" | "away" | "empty";
		isHardship: number;
		isUnranked: number;
	}>(sql`
		select g.code, g.name as hamlet, h.number, h.head_name as headName, h.status, h.is_hardship as isHardship, h.is_unranked as isUnranked
		from households h join regions g on g.id = h.hamlet_id
		where h.village_id = ${villageId} and h.closed_at is null and (h.status <> 'lived_in' or h.is_hardship or h.is_unranked)`);
	return alongDoors(rows).map(({ status, isHardship, isUnranked, hamlet, number, headName }) => ({
		...{ hamlet, number, headName },
		why: placeInRating({ status, isHardship: isHardship === 1, isUnranked: isUnranked === 1 }) as "helped" | "spot" | "left_out",
	}));
}

/** Where this admin may open a round. */
export function villagesToRate(viewer: Viewer) {
	return db
		.select({ villageId: regions.id, village: nameAmongAll("regions") })
		.from(regions)
		.where(and(eq(regions.level, literal("village")), isNull(regions.validTo), inOfficeOf(viewer, ADMIN_ROLES)))
		.orderBy(asc(regions.code));
}
