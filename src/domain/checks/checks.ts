import { and, asc, count, desc, eq, gte, isNull, lt, ne, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { db, write } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { CHECK_ANSWERS, CHECK_WAYS, householdChecks } from "#db/schema/checks.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { isIndependentOf, requireIndependent } from "#domain/accounts/independence.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { cursorOf } from "#domain/paging.ts";
import { closeTo, requireImpartial } from "#domain/recusal.ts";
import { inHamlet, inVillage, PLACE, villages } from "#domain/regions/joined.ts";
import { ADMIN_ROLES, inOfficeOf, mayActIn } from "#domain/regions/scope.ts";
import { lengthOf, tidyWords } from "#domain/text.ts";
import { DAY_MS } from "#platform/clock.ts";

export const CHECKERS: Role[] = [...ADMIN_ROLES, "auditor"];

const A_PAGE = 20;
const TOLD_DAYS = 90;
const OPEN = cursorOf("checks", "time", "number");
const UNTRUE = cursorOf("untrue checks", "number");

/** What waits to be asked about by this viewer, what was drawn first coming first. */
export async function openChecks(viewer: Viewer, after?: string | null) {
	const { drawnAt, entrySeq } = householdChecks;
	const [day, seq] = OPEN.read(after) ?? [];
	const isLater = day && sql`(${drawnAt}, ${entrySeq}) > (${day.getTime()}, ${seq})`;
	// Not by the line alone: then SQLite would walk through all that was ever drawn instead of what is open.
	const rows = await checks(and(waitsFor(viewer), isLater), asc(drawnAt), asc(entrySeq));
	return OPEN.cut(rows, A_PAGE, (row) => [row.drawnAt, row.entrySeq]);
}

/** What turned out not to be true of late, the newest change first. */
export async function untrueOnes(viewer: Viewer, at: Date, after?: string | null) {
	const { entrySeq } = householdChecks;
	const [last] = UNTRUE.read(after) ?? [];
	const rows = await checks(and(isToldTo(viewer, at), last === undefined ? undefined : lt(entrySeq, last)), desc(entrySeq));
	return UNTRUE.cut(rows, A_PAGE, (row) => [row.entrySeq]);
}

export async function countChecks(viewer: Viewer, at: Date): Promise<{ open: number; untrue: number }> {
	const [open = 0, untrue = 0] = await Promise.all([waitsFor(viewer), isToldTo(viewer, at)].map(counted));
	return { open, untrue };
}

/** In their office, made by nobody on whom they depend, of no household close to them. */
function waitsFor(viewer: Viewer): SQL | undefined {
	const { householdId, changedBy, answeredAt } = householdChecks;
	const independent = isIndependentOf(viewer.personId, { other: "household_checks.changed_by", regionId: "households.village_id" });
	const isMine = sql`${independent} and ${householdId} not in ${closeTo(viewer.personId)}`;
	return and(isNull(answeredAt), ne(changedBy, viewer.personId), inOfficeOf(viewer, CHECKERS), isMine);
}

/** Everybody of the office but who wrote it down. */
function isToldTo(viewer: Viewer, at: Date): SQL | undefined {
	const { answer, answeredAt, changedBy } = householdChecks;
	const since = new Date(at.getTime() - TOLD_DAYS * DAY_MS);
	return and(eq(answer, "untrue"), gte(answeredAt, since), ne(changedBy, viewer.personId), inOfficeOf(viewer, CHECKERS));
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
	const doers = alias(people, "doers");
	const { entrySeq, householdId, words, drawnAt, answeredAt } = householdChecks;
	return db
		.select({
			...{ entrySeq, householdId, words, drawnAt, answeredAt, number: households.number, headName: households.headName, ...PLACE },
			...{ action: auditEntries.action, became: auditEntries.detail, at: auditEntries.at, by: doers.name },
		})
		.from(householdChecks)
		.innerJoin(auditEntries, eq(auditEntries.seq, entrySeq))
		.innerJoin(doers, eq(doers.id, householdChecks.changedBy))
		.innerJoin(households, eq(households.id, householdId))
		.innerJoin(regions, inHamlet(households))
		.innerJoin(villages, inVillage(households))
		.where(which)
		.orderBy(...order)
		.limit(A_PAGE + 1);
}

interface Answering {
	entrySeq: number;
	answer: string;
	how: string;
	/** What the household said. */
	words: string;
	by: Viewer;
	at: Date;
}

/** Written down once, by somebody who is independent of who made the change, where the household lives now; the same again changes nothing. */
export async function answerCheck({ entrySeq, by, at, ...typed }: Answering): Promise<void> {
	const answer = CHECK_ANSWERS.find((one) => one === typed.answer);
	const how = CHECK_WAYS.find((one) => one === typed.how);
	const words = tidyWords(typed.words);
	if (!answer) throw new Refusal("invalid", "households.checks.answerMissing", { field: "answer" });
	if (!how) throw new Refusal("invalid", "households.checks.howMissing", { field: "how" });
	if (lengthOf(words) < 2 || lengthOf(words) > 300) throw new Refusal("invalid", "households.checks.wordsMissing", { field: "words" });
	await write(async (tx) => {
		const [check] = await tx
			.select({ check: householdChecks, villageId: households.villageId, path: regions.path })
			.from(householdChecks)
			.innerJoin(households, eq(households.id, householdChecks.householdId))
			.innerJoin(regions, inHamlet(households))
			.where(eq(householdChecks.entrySeq, entrySeq));
		if (!check || !mayActIn(by, check.path, ...CHECKERS)) throw new Refusal("not_found", "common.notFound");
		const { householdId, changedBy, ...known } = check.check;
		const isSame = known.answeredBy === by.personId && known.answer === answer && known.how === how && known.words === words;
		if (isSame) return;
		if (known.answeredBy) throw new Refusal("conflict", "households.checks.answered");
		await requireImpartial(tx, by, householdId);
		const region = { id: check.villageId, path: check.path };
		await requireIndependent(tx, by, { region, roles: CHECKERS, besides: [changedBy], householdId });
		await tx
			.update(householdChecks)
			.set({ answer, how, words, answeredBy: by.personId, answeredAt: at })
			.where(eq(householdChecks.entrySeq, entrySeq));
		await record(tx, {
			at,
			actorId: by.personId,
			action: "household.check",
			subject: `household:${householdId}`,
			detail: { entrySeq, answer, how },
		});
	});
}
