import { and, asc, count, eq, gte, isNull, type SQL, sql } from "drizzle-orm";
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

/** Above the village, whose own entries are asked about: they rule on what is not true. */
export const RULERS: Role[] = ["town_admin", "district_admin"];
/** Who reads what turned out not to be true, and how villages differ. */
export const SUPERVISORS: Role[] = [...RULERS, "auditor"];

interface CallbackShare {
	villageId: string;
	village: string;
	quarter: string;
	drawn: number;
	true: number;
	untrue: number;
	notReached: number;
	/** Of those that are not true, what two people took back or left. */
	ruled: number;
}

const A_PAGE = 20;
/** After it nobody remembers, and the next quarter was drawn; what is not asked by then stays not asked in the shares. */
const ASKED_FOR_DAYS = 90;
const CURSOR = cursorOf("callbacks", "time", "number");
const { entrySeq, householdId, villageId, drawnAt, answer, answeredAt, words, answeredBy, found, foundBy, foundAt } = pointCallbacks;

/** What this viewer may ask about, what was drawn first coming first. */
export async function openCallbacks(viewer: Viewer, at: Date, after?: string | null) {
	const [day, seq] = CURSOR.read(after) ?? [];
	const isLater = day && sql`(${drawnAt}, ${entrySeq}) > (${day.getTime()}, ${seq})`;
	const rows = await callbacks(and(waitsFor(viewer, at), isLater), asc(drawnAt), asc(entrySeq));
	return CURSOR.cut(rows, A_PAGE, (row) => [row.drawnAt, row.seq]);
}

/** What was not true, or was found false, and nobody has ruled on, what was said first coming first; not what the reader had a hand in. */
export async function untrueCallbacks(viewer: Viewer) {
	const rows = await callbacks(isUnruled(viewer, SUPERVISORS), asc(answeredAt), asc(entrySeq));
	return rows.slice(0, A_PAGE);
}

/** What the viewer may ask about, and what they have to rule on. */
export async function countCallbacks(viewer: Viewer, at: Date): Promise<{ open: number; untrue: number }> {
	const [open = 0, untrue = 0] = await Promise.all([waitsFor(viewer, at), isUnruled(viewer, RULERS)].map(counted));
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
				'notReached', sum(answer is 'not_reached'), 'ruled', sum(answer is 'untrue' and exists (select 1 from approvals
					where kind = 'callback' and subject = cast(entry_seq as text) and answer = 'signed'))) from point_callbacks where village_id = ${villages.id} and quarter = (${newest}))`.mapWith(
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
	return and(isNull(answeredAt), gte(drawnAt, since), inOfficeOf(viewer, READERS), isImpartial(viewer));
}

/** Neither close to the household, nor with a hand in the entry, nor dependent on who wrote it. */
export function isImpartial({ personId }: Viewer): SQL {
	const independent = isIndependentOf(personId, { other: "m.person_id", regionId: "point_callbacks.village_id" });
	const hadHand = sql`exists (select 1 from entry_hands m where m.entry_seq = ${entrySeq} and (m.person_id = ${personId} or m.wrote = 1 and not ${independent}))`;
	return sql`not ${hadHand} and ${householdId} not in ${closeTo(personId)}`;
}

/** Untrue, or found false and asked about. The first half stands word for word in the index `point_callbacks_to_rule`, which is read only then. */
export function isToRule(): SQL {
	return sql`(${answer} = ${literal("untrue")} or ${foundBy} is not null) and ${answeredAt} is not null`;
}

/** Of these, what two people have not ruled on. */
function isUnruled(viewer: Viewer, roles: Role[]): SQL | undefined {
	const isRuled = sql`exists (select 1 from approvals where kind = 'callback' and subject = cast(${entrySeq} as text) and answer = 'signed')`;
	return and(isToRule(), sql`not ${isRuled}`, inOfficeOf(viewer, roles), isImpartial(viewer));
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

export function callbacks(which: SQL | undefined, ...order: SQL[]) {
	const [writers, askers, finders] = [alias(people, "writers"), alias(people, "askers"), alias(people, "finders")];
	const { kind, points, held, at, evidence } = pointEntries;
	return db
		.select({
			...{ seq: entrySeq, householdId, drawnAt, words, answeredAt, askedBy: askers.name },
			...{ number: households.number, headName: households.headName, villageId, ...PLACE, path: regions.path },
			...{ kind, points, held, at, evidence, rule: pointRules.code, by: writers.name },
			...{ answer, found, foundAt, foundBy: finders.name },
		})
		.from(pointCallbacks)
		.innerJoin(pointEntries, eq(pointEntries.seq, entrySeq))
		.innerJoin(pointRules, eq(pointRules.id, pointEntries.ruleId))
		.leftJoin(writers, eq(writers.id, pointEntries.actorId))
		.leftJoin(askers, eq(askers.id, answeredBy))
		.leftJoin(finders, eq(finders.id, foundBy))
		.innerJoin(households, eq(households.id, householdId))
		.innerJoin(regions, inHamlet(households))
		.innerJoin(villages, inVillage(households))
		.where(which)
		.orderBy(...order)
		.limit(A_PAGE + 1);
}
