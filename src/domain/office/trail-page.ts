import { and, desc, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { auditEntries } from "#db/schema/audit.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import type { Verb } from "#domain/audit/verbs.ts";
import { cursorOf } from "#domain/paging.ts";
import { inOfficeOf, regionsOf } from "#domain/regions/scope.ts";

export const TRAIL_READERS: Role[] = ["auditor", "district_admin"];

export interface TrailLine {
	at: Date;
	/** Null for the site itself and the machine's operator. */
	by: string | null;
	action: Verb;
	/** What it is about: the noun, and the thing's id. */
	noun: string;
	id: string;
	/** Its name as the office says it; null for what has none, or is gone. */
	name: string | null;
}

const LINES_A_PAGE = 40;
/** No page looks through more than this: few of a county's lines may be about one village. */
const LOOKED_AT = 5000;
// By hash: a line's number would tell how many lines are not shown.
const CURSOR = cursorOf("trail", "text");

/** The trail, newest first: all of it for who reads a district, otherwise what is about places, households, pairs and rounds of their own. */
export async function trailPage(
	viewer: Viewer,
	{ before }: { before?: string | null } = {},
): Promise<{ lines: TrailLine[]; cursor: string | null }> {
	const from = (await seqOf(CURSOR.read(before)?.[0])) ?? (await lastSeq()) + 1;
	const least = Math.max(0, from - LOOKED_AT);
	const { seq, at, action, subject, hash } = auditEntries;
	const rows = await db
		.select({ seq, at, by: people.name, action, subject, hash, name: NAME })
		.from(auditEntries)
		.leftJoin(people, eq(people.id, auditEntries.actorId))
		.where(and(lt(seq, from), gte(seq, least), scopeOf(viewer), NOT_SEALED, NOT_AT_A_DOOR))
		.orderBy(desc(seq))
		.limit(LINES_A_PAGE + 1);
	const { page, next } = CURSOR.cut(rows, LINES_A_PAGE, (last) => [last.hash]);
	const lines = page.map((line) => ({ at: line.at, by: line.by, name: line.name, action: line.action as Verb, ...partsOf(line.subject) }));
	return { lines, cursor: next ?? (least > 0 ? await cursorAt(least) : null) };
}

const ID = sql`substr(${auditEntries.subject}, instr(${auditEntries.subject}, ':') + 1)`;
const NAME = sql<string | null>`case substr(${auditEntries.subject}, 1, instr(${auditEntries.subject}, ':') - 1)
	when 'region' then (select name from regions where id = ${ID})
	when 'household' then (select regions.name || ' ' || number from households join regions on regions.id = hamlet_id where households.id = ${ID})
	when 'submission' then (select regions.name from submissions join regions on regions.id = hamlet_id where submissions.id = ${ID})
	when 'round' then (select name from vote_rounds where id = ${ID})
	when 'person' then (select name from people where id = ${ID})
end`;

/** Before the count nobody reads that a paper came in, as no page shows how many voted. */
const NOT_SEALED = sql`not (${auditEntries.action} in ('paper.enter', 'paper.use') and not exists (
	select 1 from paper_ballots join vote_rounds on vote_rounds.id = round_id
	where paper_ballots.id = substr(${auditEntries.subject}, 7) and stage in ('counted', 'final', 'annulled')))`;

/** A household's first passphrase is chosen when somebody comes in with a slip, in a vote mostly to vote: no line tells who came, as no page of households does. */
const NOT_AT_A_DOOR = sql`not (${auditEntries.action} = 'passphrase.set' and exists (
	select 1 from people who where who.id = substr(${auditEntries.subject}, 8) and who.username is null))`;

async function lastSeq(): Promise<number> {
	const [last] = await db.select({ seq: auditEntries.seq }).from(auditEntries).orderBy(desc(auditEntries.seq)).limit(1);
	return last?.seq ?? 0;
}

async function seqOf(hash: string | undefined): Promise<number | undefined> {
	if (!hash) return undefined;
	const [found] = await db.select({ seq: auditEntries.seq }).from(auditEntries).where(eq(auditEntries.hash, hash));
	return found?.seq;
}

async function cursorAt(seq: number): Promise<string | null> {
	const [found] = await db.select({ hash: auditEntries.hash }).from(auditEntries).where(eq(auditEntries.seq, seq));
	return found ? CURSOR.cut([found, found], 1, (last) => [last.hash]).next : null;
}

function partsOf(subject: string): { noun: string; id: string } {
	const at = subject.indexOf(":");
	return { noun: subject.slice(0, at), id: subject.slice(at + 1) };
}

function scopeOf(viewer: Viewer): SQL | undefined {
	// A district's path has one id.
	const readsAll = regionsOf(viewer, ...TRAIL_READERS).some(({ path }) => path.split("/").length === 3);
	if (readsAll) return undefined;
	const inOffice = inOfficeOf(viewer, TRAIL_READERS, sql`path`);
	const within = (noun: string, regionIds: SQL) =>
		sql`(${auditEntries.subject} like ${`${noun}:%`} and exists (select 1 from regions where id in (${regionIds}) and ${inOffice}))`;
	return sql`(${within("region", ID)}
		or ${within("household", sql`select hamlet_id from households where id = ${ID}`)}
		or ${within("submission", sql`select hamlet_id from submissions where id = ${ID}`)}
		or ${within("round", sql`select region_id from vote_rounds where id = ${ID}`)})`;
}
