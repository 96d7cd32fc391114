import { and, asc, count, desc, eq, gte, isNotNull, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { db } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { CHECK_ANSWERS, householdChecks } from "#db/schema/checks.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { isIndependentOf, nobodyIsIndependentOf } from "#domain/accounts/independence.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { cursorOf } from "#domain/paging.ts";
import { closeTo } from "#domain/recusal.ts";
import { inHamlet, inVillage, PLACE, villages } from "#domain/regions/joined.ts";
import { ADMIN_ROLES, inOfficeOf } from "#domain/regions/scope.ts";
import { DAY_MS } from "#platform/clock.ts";

export const CHECKERS: Role[] = [...ADMIN_ROLES, "auditor"];
/** Who reads every answer, and hears of what nobody may ask about. */
export const ANSWER_READERS: Role[] = ["district_admin", "auditor"];

const A_PAGE = 20;
const TOLD_DAYS = 90;
const { entrySeq, householdId, changedBy, drawnAt, answer, answeredAt } = householdChecks;
const CURSORS = {
	open: cursorOf("checks", "time", "number"),
	unasked: cursorOf("unasked checks", "time", "number"),
	untrue: cursorOf("untrue checks", "time", "number"),
	answered: cursorOf("answered checks", "time", "number"),
};

/** What waits to be asked about by this viewer, what was drawn first coming first. */
export function openChecks(viewer: Viewer, after?: string | null) {
	return oldestFirst("open", waitsFor(viewer), after);
}

/** What nobody may ask about: all who hold an office for it depend on who did it, or are close to the household. */
export function unaskedOnes(viewer: Viewer, after?: string | null) {
	return oldestFirst("unasked", asksNobody(viewer), after);
}

/** What turned out not to be true of late, the newest answer first. */
export function untrueOnes(viewer: Viewer, at: Date, before?: string | null) {
	return newestFirst("untrue", isToldTo(viewer, at), before);
}

/** All answers, or those of one kind; not about what the reader did. */
export function answeredOnes(viewer: Viewer, wanted: { answer?: string | null; before?: string | null }) {
	const known = CHECK_ANSWERS.find((one) => one === wanted.answer);
	const isOfKind = known && eq(answer, known);
	const isRead = and(isNotNull(answeredAt), isOfKind, ne(changedBy, viewer.personId), inOfficeOf(viewer, ANSWER_READERS));
	return newestFirst("answered", isRead, wanted.before);
}

/** One that waits for the viewer, or that was answered meanwhile. */
export async function checkSeen(viewer: Viewer, seq: number) {
	const isAnswered = and(isNotNull(answeredAt), ne(changedBy, viewer.personId), inOfficeOf(viewer, CHECKERS));
	const [found] = await checks(and(eq(entrySeq, seq), or(waitsFor(viewer), isAnswered)));
	return found;
}

export async function countChecks(viewer: Viewer, at: Date): Promise<{ open: number; untrue: number; unasked: number }> {
	const [open = 0, untrue = 0, unasked = 0] = await Promise.all([waitsFor(viewer), isToldTo(viewer, at), asksNobody(viewer)].map(counted));
	return { open, untrue, unasked };
}

/** In their office, made by nobody on whom they depend, of no household close to them. */
function waitsFor(viewer: Viewer): SQL | undefined {
	const independent = isIndependentOf(viewer.personId, { other: "household_checks.changed_by", regionId: "households.village_id" });
	const isMine = sql`${independent} and ${householdId} not in ${closeTo(viewer.personId)}`;
	return and(isNull(answeredAt), ne(changedBy, viewer.personId), inOfficeOf(viewer, CHECKERS), isMine);
}

/** Everybody of the office but who wrote it down. */
function isToldTo(viewer: Viewer, at: Date): SQL | undefined {
	const since = new Date(at.getTime() - TOLD_DAYS * DAY_MS);
	return and(eq(answer, "untrue"), gte(answeredAt, since), ne(changedBy, viewer.personId), inOfficeOf(viewer, CHECKERS));
}

function asksNobody(viewer: Viewer): SQL | undefined {
	const columns = { other: "household_checks.changed_by", regionId: "households.village_id", hamletId: "households.hamlet_id" };
	const nobody = nobodyIsIndependentOf({ ...columns, householdId: "household_checks.household_id" }, CHECKERS);
	return and(inOfficeOf(viewer, ANSWER_READERS), isNull(answeredAt), nobody);
}

// In order of the line as well, because one job draws many at one moment.
async function oldestFirst(list: "open" | "unasked", which: SQL | undefined, after?: string | null) {
	const [day, seq] = CURSORS[list].read(after) ?? [];
	const isLater = day && sql`(${drawnAt}, ${entrySeq}) > (${day.getTime()}, ${seq})`;
	const rows = await checks(and(which, isLater), asc(drawnAt), asc(entrySeq));
	return CURSORS[list].cut(rows, A_PAGE, (row) => [row.drawnAt, row.entrySeq]);
}

async function newestFirst(list: "untrue" | "answered", which: SQL | undefined, before?: string | null) {
	const [day, seq] = CURSORS[list].read(before) ?? [];
	const isEarlier = day && sql`(${answeredAt}, ${entrySeq}) < (${day.getTime()}, ${seq})`;
	const rows = await checks(and(which, isEarlier), desc(answeredAt), desc(entrySeq));
	return CURSORS[list].cut(rows, A_PAGE, (row) => [row.answeredAt ?? row.drawnAt, row.entrySeq]);
}

async function counted(which: SQL | undefined): Promise<number> {
	const [found] = await db
		.select({ count: count() })
		.from(householdChecks)
		.innerJoin(households, eq(households.id, householdChecks.householdId))
		.innerJoin(regions, inHamlet(households))
		.where(which);
	return found?.count ?? 0;
}

function checks(which: SQL | undefined, ...order: SQL[]) {
	const [doers, askers] = [alias(people, "doers"), alias(people, "askers")];
	const { how, words } = householdChecks;
	return db
		.select({
			...{ entrySeq, householdId, drawnAt, answer, how, words, answeredAt, answeredBy: askers.name },
			...{ number: households.number, headName: households.headName, ...PLACE },
			...{ action: auditEntries.action, became: auditEntries.detail, at: auditEntries.at, by: doers.name },
		})
		.from(householdChecks)
		.innerJoin(auditEntries, eq(auditEntries.seq, entrySeq))
		.innerJoin(doers, eq(doers.id, changedBy))
		.leftJoin(askers, eq(askers.id, householdChecks.answeredBy))
		.innerJoin(households, eq(households.id, householdId))
		.innerJoin(regions, inHamlet(households))
		.innerJoin(villages, inVillage(households))
		.where(which)
		.orderBy(...order)
		.limit(A_PAGE + 1);
}
