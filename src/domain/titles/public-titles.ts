import { and, asc, eq, gt, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { courtyardTitles } from "#db/schema/titles.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { cursorOf } from "#domain/paging.ts";
import { inOfficeOf, mayActIn } from "#domain/regions/scope.ts";
import { TITLE_READERS } from "./titles.ts";

const A_PAGE = 30;
const CURSOR = cursorOf("title-notices", "time", "id");
const { id, stage, noticeEndsAt, villageId, householdId } = courtyardTitles;
const SEEN = { titleId: id, villageId, village: nameAmongAll("regions"), code: households.publicCode, noticeEndsAt };

const titles = () =>
	db
		.select({ ...SEEN, stage, shownAt: courtyardTitles.shownAt })
		.from(courtyardTitles)
		.innerJoin(households, eq(households.id, householdId))
		.innerJoin(regions, eq(regions.id, villageId))
		.$dynamic();

interface Asked {
	village?: string | undefined;
	after?: string | null | undefined;
}

/** The notices that run (some at a time in a county, along their index), of one village or of all, in the order in which they end: courtyards by their numbers, no names. */
export async function runningNotices(at: Date, { village, after }: Asked = {}) {
	const from = CURSOR.read(after);
	const further = from && sql`(${noticeEndsAt}, ${id}) > (${from[0].getTime()}, ${from[1]})`;
	const isThere = village === undefined ? undefined : sql`+${villageId} = ${village}`;
	const rows = await titles()
		.where(and(sql`${stage} = ${literal("noticed")}`, gt(noticeEndsAt, at), isThere, further))
		.orderBy(asc(noticeEndsAt), asc(id))
		.limit(A_PAGE + 1);
	const { page, next } = CURSOR.cut(rows, A_PAGE, (last) => [last.noticeEndsAt ?? at, last.titleId]);
	return { notices: page, next, isFirst: !from };
}

/** Those of the viewer's places, for the sheet that hangs in each village. */
export function noticesToPrint(viewer: Viewer, roles: Role[], at: Date) {
	return db
		.select({ ...SEEN, from: courtyardTitles.stageAt })
		.from(courtyardTitles)
		.innerJoin(households, eq(households.id, householdId))
		.innerJoin(regions, eq(regions.id, villageId))
		.where(and(sql`${stage} = ${literal("noticed")}`, gt(noticeEndsAt, at), inOfficeOf(viewer, roles, sql`+${regions.path}`)))
		.orderBy(asc(noticeEndsAt), asc(id));
}

/** What everybody may read of one title. A warning is nobody's business: with it and without it is the same. Null before the notice. */
export async function publicTitle(titleId: string) {
	const [title] = await titles().where(eq(id, titleId));
	if (!title?.noticeEndsAt) return null;
	const { stage: now, shownAt, code, ...seen } = title;
	const isStanding = now === "noticed" || now === "titled" || now === "warned";
	return { ...seen, isNoticed: now === "noticed", isStanding, code: now === "noticed" || shownAt ? code : null };
}

/** What the code of a plaque opens: that it holds, since when and by whom; that there is no title any more; null if there never was one. A warning is not told. */
export async function plaqueOf(titleId: string) {
	const [title] = await db
		.select({
			...SEEN,
			...{ stage, titledAt: courtyardTitles.titledAt, shownAt: courtyardTitles.shownAt, householdId, path: regions.path },
			town: sql<string>`(select name from regions towns where towns.id = ${regions.parentId})`,
			isOpen: sql`exists (select 1 from submissions where household_id = ${householdId} and stage = 'published')`.mapWith(Boolean),
		})
		.from(courtyardTitles)
		.innerJoin(households, eq(households.id, householdId))
		.innerJoin(regions, eq(regions.id, villageId))
		.where(eq(id, titleId));
	if (!title) return null;
	const { stage: now, shownAt, titledAt, code, isOpen, ...seen } = title;
	const state =
		now === "noticed"
			? ("noticed" as const)
			: titledAt
				? now === "titled" || now === "warned"
					? ("stands" as const)
					: ("over" as const)
				: null;
	return (
		state && {
			...seen,
			state,
			titledAt: titledAt ?? seen.noticeEndsAt,
			isShown: shownAt !== null,
			code: shownAt ? code : null,
			hasPage: isOpen && shownAt !== null,
		}
	);
}

/** The plaque to print: for the household itself, and for its offices once it lets the title be shown. */
export async function plaqueToPrint(viewer: Viewer, titleId: string) {
	const plaque = await plaqueOf(titleId);
	const isOwn = plaque?.householdId === viewer.householdId;
	const isOffice = plaque?.isShown && mayActIn(viewer, plaque.path, ...TITLE_READERS);
	if (plaque?.state !== "stands" || !plaque.titledAt || !(isOwn || isOffice)) throw new Refusal("not_found", "common.notFound");
	return { ...plaque, titledAt: plaque.titledAt };
}
