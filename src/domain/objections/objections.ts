import { and, asc, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import { db, type Reader } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { objections } from "#db/schema/objections.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { printersOf } from "#domain/households/merged.ts";
import { closeTo } from "#domain/recusal.ts";
import { inHamlet, inVillage, PLACE, villages } from "#domain/regions/joined.ts";
import { type KindRules, mayAnswer } from "./kinds.ts";
import type { Objection, ObjectionsAtWork, Of, SeenObjections } from "./types.ts";

const { number, madeAt, words, answer, isUpheld } = objections;
const COLUMNS = { number, madeAt, words, answer, isUpheld };

export function about({ kind, subject }: Of): SQL | undefined {
	return and(eq(objections.kind, kind), eq(objections.subject, subject));
}

/** The objections for the public and for the reader's own household: no names, no places. */
export async function objectionsSeen(
	rules: KindRules,
	subject: string,
	reader: { viewer: Viewer | null; at: Date },
): Promise<SeenObjections> {
	const of = { kind: rules.kind, subject };
	const { until } = await rules.published(db, subject);
	const householdId = reader.viewer?.householdId;
	const own = householdId ? await ownObjection(of, householdId) : null;
	const isRunning = until !== null && reader.at < until;
	const may = isRunning && !own ? await mayDo(rules, subject, reader.viewer) : "nothing";
	const rows = await db.select(COLUMNS).from(objections).where(about(of)).orderBy(asc(number));
	const all = rows.map((row) => ({ ...row, words: row.answer === null ? null : row.words }));
	return { ...of, until: isRunning ? until : null, own, all, may };
}

async function mayDo(rules: KindRules, subject: string, viewer: Viewer | null): Promise<SeenObjections["may"]> {
	if (!viewer) return "signIn";
	if (!viewer.householdId) return "nothing";
	return (await rules.mayObject(db, subject, viewer.householdId)) ? "object" : "barred";
}

export async function ownObjection(of: Of, householdId: string, reader: Reader = db): Promise<Objection | null> {
	const own = and(about(of), eq(objections.householdId, householdId));
	const [found] = await reader.select(COLUMNS).from(objections).where(own);
	return found ?? null;
}

/** The area has checked whether this person may look. */
export async function objectionsAtWork(rules: KindRules, subject: string, viewer: Viewer): Promise<ObjectionsAtWork> {
	const of = { kind: rules.kind, subject };
	const mayAct = mayAnswer(viewer, await rules.published(db, subject));
	const hasStake = mayAct && (await rules.hasStake(db, subject, viewer.personId));
	const isClose = sql<number>`${objections.madeBy} = ${viewer.personId} or ${objections.householdId} in ${closeTo(viewer.personId)}
		or ${rules.barsPrinters ? sql`${viewer.personId} in ${printersOf(objections.householdId)}` : sql`false`}`;
	const who = { ...PLACE, house: households.number, headName: households.headName };
	const rows = await db
		.select({ ...COLUMNS, ...who, isClose })
		.from(objections)
		.innerJoin(households, eq(households.id, objections.householdId))
		.innerJoin(regions, inHamlet(households))
		.innerJoin(villages, inVillage(households))
		.where(about(of))
		.orderBy(asc(number));
	const all = rows.map(({ isClose, ...row }) => ({ ...row, mayAnswer: mayAct && !hasStake && !isClose && row.answer === null }));
	return { ...of, all, isRecused: hasStake && all.some(({ answer }) => answer === null) };
}

export function unanswered(of: Of, reader: Reader): Promise<number> {
	return reader.$count(objections, and(about(of), isNull(answer)));
}

/** How many wait for an answer, and how many were right. */
export async function standingOf(of: Of): Promise<{ unanswered: number; upheld: number }> {
	const counted = {
		unanswered: sql<number>`count(*) filter (where ${answer} is null)`,
		upheld: sql<number>`count(*) filter (where ${isUpheld})`,
	};
	const [row] = await db.select(counted).from(objections).where(about(of));
	return row ?? { unanswered: 0, upheld: 0 };
}

export async function upheldBy(of: Of, reader: Reader): Promise<string[]> {
	const answers = await reader
		.select({ by: objections.answeredBy })
		.from(objections)
		.where(and(about(of), eq(isUpheld, true)));
	return answers.flatMap(({ by }) => by ?? []);
}

/** Whether this person objected to it, or is close to a household that did. */
export async function isCloseToObjector(of: Of, personId: string, reader: Reader): Promise<boolean> {
	const isClose = or(eq(objections.madeBy, personId), sql`${objections.householdId} in ${closeTo(personId)}`);
	return (await reader.$count(objections, and(about(of), isClose))) > 0;
}
