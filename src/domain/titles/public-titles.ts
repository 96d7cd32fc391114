import { and, asc, eq, gt, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { courtyardTitles } from "#db/schema/titles.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { mayActIn } from "#domain/regions/scope.ts";
import { TITLE_READERS } from "./titles.ts";

const MOST = 60;
const { id, stage, noticeEndsAt, villageId, householdId } = courtyardTitles;
const SEEN = { titleId: id, villageId, village: nameAmongAll("regions"), code: households.publicCode, noticeEndsAt };

const titles = () =>
	db
		.select({ ...SEEN, stage, shownAt: courtyardTitles.shownAt })
		.from(courtyardTitles)
		.innerJoin(households, eq(households.id, householdId))
		.innerJoin(regions, eq(regions.id, villageId))
		.$dynamic();

/** The notices that run (some at a time in a county, along their index), of one village or of all, in the order in which they end: courtyards by their numbers, no names. */
export function runningNotices(at: Date, village?: string) {
	const isNoticed = sql`${stage} = ${literal("noticed")}`;
	return titles()
		.where(and(isNoticed, gt(noticeEndsAt, at), village === undefined ? undefined : sql`+${villageId} = ${village}`))
		.orderBy(asc(noticeEndsAt), asc(id))
		.limit(MOST);
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
