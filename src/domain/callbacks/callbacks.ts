import { and, asc, count, desc, eq, gte, isNull, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { db } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { people } from "#db/schema/accounts.ts";
import { pointCallbacks } from "#db/schema/callbacks.ts";
import { households } from "#db/schema/households.ts";
import { pointRules } from "#db/schema/point-rules.ts";
import { pointEntries } from "#db/schema/points.ts";
import { regions } from "#db/schema/regions.ts";
import { isIndependentOf } from "#domain/accounts/independence.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { cursorOf } from "#domain/paging.ts";
import { closeTo } from "#domain/recusal.ts";
import { inHamlet, inVillage, PLACE, villages } from "#domain/regions/joined.ts";
import { inOfficeOf, READERS } from "#domain/regions/scope.ts";
import { DAY_MS } from "#platform/clock.ts";

/** Who reads what turned out not to be true, and how villages differ. */
export const SUPERVISORS: Role[] = ["town_admin", "district_admin", "auditor"];

interface CallbackShare {
	villageId: string;
	village: string;
	quarter: string;
	drawn: number;
	true: number;
	untrue: number;
	notReached: number;
}

const A_PAGE = 20;
/** After it nobody remembers, and the next quarter was drawn; what is not asked by then stays not asked in the shares. */
const ASKED_FOR_DAYS = 90;
const TOLD_DAYS = 90;
const CURSOR = cursorOf("callbacks", "time", "number");
const { entrySeq, householdId, drawnAt, answer, answeredAt, words, answeredBy } = pointCallbacks;

/** What this viewer may ask about, what was drawn first coming first. */
export async function openCallbacks(viewer: Viewer, at: Date, after?: string | null) {
	const [day, seq] = CURSOR.read(after) ?? [];
	const isLater = day && sql`(${drawnAt}, ${entrySeq}) > (${day.getTime()}, ${seq})`;
	const rows = await callbacks(and(waitsFor(viewer, at), isLater), asc(drawnAt), asc(entrySeq));
	return CURSOR.cut(rows, A_PAGE, (row) => [row.drawnAt, row.seq]);
}

/** What was not true of late, the newest answer first; not what the reader wrote. */
export function untrueCallbacks(viewer: Viewer, at: Date) {
	return callbacks(isToldTo(viewer, at), desc(answeredAt), desc(entrySeq));
}

export async function countCallbacks(viewer: Viewer, at: Date): Promise<{ open: number; untrue: number }> {
	const [open = 0, untrue = 0] = await Promise.all([waitsFor(viewer, at), isToldTo(viewer, at)].map(counted));
	return { open, untrue };
}

/** By village, along their codes, of the newest quarter that was drawn in it: how many were asked about, and what came of it. */
export async function callbackShares(viewer: Viewer): Promise<CallbackShare[]> {
	const newest = sql`select max(quarter) from point_callbacks where village_id = ${villages.id}`;
	const rows = await db
		.select({
			...{ villageId: villages.id, village: PLACE.village, code: villages.code },
			found:
				sql`(select json_object('quarter', quarter, 'drawn', count(*), 'true', sum(answer is 'true'), 'untrue', sum(answer is 'untrue'),
				'notReached', sum(answer is 'not_reached')) from point_callbacks where village_id = ${villages.id} and quarter = (${newest}))`.mapWith(
					(text: string) => JSON.parse(text) as Omit<CallbackShare, "villageId" | "village">,
				),
		})
		.from(villages)
		.where(and(eq(villages.level, sql`${literal("village")}`), inOfficeOf(viewer, SUPERVISORS, villages.path)));
	const asked = rows.filter(({ found }) => found.drawn > 0).sort((a, b) => (a.code < b.code ? -1 : 1));
	return asked.map(({ villageId, village, found }) => ({ villageId, village, ...found }));
}

function waitsFor(viewer: Viewer, at: Date): SQL | undefined {
	const since = new Date(at.getTime() - ASKED_FOR_DAYS * DAY_MS);
	const independent = isIndependentOf(viewer.personId, { other: "point_entries.actor_id", regionId: "households.village_id" });
	const isOther = sql`(${pointEntries.actorId} is null or ${pointEntries.actorId} <> ${viewer.personId} and ${independent})`;
	const signedNothing = sql`not exists (select 1 from approvals a where a.kind = 'award' and a.subject = substr(${pointEntries.evidence}, 7)
		and ${pointEntries.evidence} like 'award:%' and ${viewer.personId} in (a.proposed_by, a.answered_by))`;
	const isImpartial = sql`${householdId} not in ${closeTo(viewer.personId)}`;
	return and(isNull(answeredAt), gte(drawnAt, since), inOfficeOf(viewer, READERS), isOther, signedNothing, isImpartial);
}

function isToldTo(viewer: Viewer, at: Date): SQL | undefined {
	const since = new Date(at.getTime() - TOLD_DAYS * DAY_MS);
	const isOthers = sql`${pointEntries.actorId} is not ${viewer.personId}`;
	return and(sql`${answer} = ${literal("untrue")}`, gte(answeredAt, since), isOthers, inOfficeOf(viewer, SUPERVISORS));
}

async function counted(which: SQL | undefined): Promise<number> {
	const [found] = await db
		.select({ count: count() })
		.from(pointCallbacks)
		.innerJoin(pointEntries, eq(pointEntries.seq, entrySeq))
		.innerJoin(households, eq(households.id, householdId))
		.innerJoin(regions, inHamlet(households))
		.where(which);
	return found?.count ?? 0;
}

function callbacks(which: SQL | undefined, ...order: SQL[]) {
	const [writers, askers] = [alias(people, "writers"), alias(people, "askers")];
	const { kind, points, held, at } = pointEntries;
	return db
		.select({
			...{ seq: entrySeq, householdId, drawnAt, words, answeredAt, askedBy: askers.name },
			...{ number: households.number, headName: households.headName, ...PLACE },
			...{ kind, points, held, at, rule: pointRules.code, by: writers.name },
		})
		.from(pointCallbacks)
		.innerJoin(pointEntries, eq(pointEntries.seq, entrySeq))
		.innerJoin(pointRules, eq(pointRules.id, pointEntries.ruleId))
		.leftJoin(writers, eq(writers.id, pointEntries.actorId))
		.leftJoin(askers, eq(askers.id, answeredBy))
		.innerJoin(households, eq(households.id, householdId))
		.innerJoin(regions, inHamlet(households))
		.innerJoin(villages, inVillage(households))
		.where(which)
		.orderBy(...order)
		.limit(A_PAGE + 1);
}
