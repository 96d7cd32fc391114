import { and, asc, eq, gt, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { courtyardTitles } from "#db/schema/titles.ts";

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
