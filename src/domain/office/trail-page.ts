import { and, eq, exists, isNotNull, or, type SQL, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { people, roleGrants } from "#db/schema/accounts.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { regions } from "#db/schema/regions.ts";
import { visibleTo } from "#domain/accounts/staff.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { type Deeds, partsOf, type Verb, verbsOf } from "#domain/audit/verbs.ts";
import { MOVABLE } from "#domain/audit/where.ts";
import { endOf, isDay, startOf } from "#domain/calendar/rules.ts";
import { findPlaces } from "#domain/finder/find.ts";
import { isNamed } from "#domain/named.ts";
import { cursorOf } from "#domain/paging.ts";
import { levelsIn, partlyInOfficeOf, regionsOf } from "#domain/regions/scope.ts";
import { LEVELS } from "#domain/regions/types.ts";
import { IS_TOLD, isAbout, KEPT_NAME, linesKeptIn, NAME, subjectsIn } from "./trail-about.ts";

export const TRAIL_READERS: Role[] = ["auditor", "district_admin"];

export interface TrailLine {
	at: Date;
	/** Null for the site itself and the machine's operator. */
	by: string | null;
	action: Verb;
	/** What it is about: the noun, and the thing's id. */
	noun: string;
	id: string;
	/** Its name as the office said it then, or says it now of a line that does not keep it; null for what has none, or is gone. */
	name: string | null;
	/** Places and households may be called otherwise now. */
	isNameOfNow: boolean;
	/** What became of a household, for the deeds that concern two. */
	became: Record<string, unknown>;
}

export interface TrailWanted {
	/** A Beijing day. */
	day?: string | undefined;
	/** A member of staff: a name or username, or a part of it. */
	who?: string | undefined;
	deeds?: Deeds | undefined;
	/** A place of the viewer's: a name, pinyin or code. */
	place?: string | undefined;
	before?: string | null | undefined;
}

type Row = Pick<TrailLine, "by" | "action" | "name"> & { at: number; subject: string; hash: string; kept: string | null; became: string };

/** The deeds of which two households, or two places of one, are told. */
const OF_TWO: Verb[] = ["household.add", "household.split", "household.move", "household.merge", "household.take_in"];
const LINES_A_PAGE = 40;
/** No page looks through more than this: few of a county's lines may be about one town. */
const LOOKED_AT = 5000;
/** So many people or places may be meant by what was typed. */
const MEANT = 20;
// By hash: a line's number would tell how many lines are not shown.
const CURSOR = cursorOf("trail", "text");

interface Asked {
	/** The line above the first, and the bounds of the day. */
	from: number;
	least: number;
	/** What an index finds: people, or else verbs. */
	keys: SQL[];
	filters: SQL[];
	/** Places so small that what lies in them is looked up instead. */
	near: string[] | undefined;
}

/** The trail, newest first: all of it for who reads a district, otherwise what is about places, households, pairs and rounds of their own. */
export async function trailPage(viewer: Viewer, wanted: TrailWanted = {}): Promise<{ lines: TrailLine[]; cursor: string | null }> {
	const asked = await readAsked(viewer, wanted);
	if (!asked) return { lines: [], cursor: null };
	const rows = await db.all<Row>(sql`
		select e.at, people.name as "by", e.action, e.subject, e.hash, ${KEPT_NAME} as kept, ${NAME} as name,
			case when e.action in ${OF_TWO} then e.detail else '{}' end as became
		from (${seenThrough(asked)}) c cross join audit_entries e on e.seq = c.seq left join people on people.id = e.actor_id
		where ${and(...asked.filters, IS_TOLD)} order by e.seq desc limit ${LINES_A_PAGE + 1}`);
	const { page, next } = CURSOR.cut(rows, LINES_A_PAGE, (last) => [last.hash]);
	const lines = page.map(lineOf);
	return { lines, cursor: next ?? (await cursorBeyond(asked)) };
}

function lineOf({ at, by, action, subject, kept, name, became }: Row): TrailLine {
	const { noun, id } = partsOf(subject);
	const isNameOfNow = kept === null && name !== null && MOVABLE.includes(noun);
	return { at: new Date(at), by, action, noun, id, name: kept ?? name, isNameOfNow, became: JSON.parse(became) };
}

async function readAsked(viewer: Viewer, { day, who, deeds, place, before }: TrailWanted): Promise<Asked | undefined> {
	const typed = place ? await findPlaces(viewer, { typed: place, levels: LEVELS, roles: TRAIL_READERS, most: MEANT }) : undefined;
	const staff = who ? await staffNamed(viewer, who) : undefined;
	const held = regionsOf(viewer, ...TRAIL_READERS).map(({ path }) => path);
	const paths = typed ? typed.map(({ path }) => path) : held.some(isDistrict) ? undefined : held;
	if (paths?.length === 0 || staff?.length === 0) return undefined;
	const verbs = deeds && sql`e.action in ${verbsOf(deeds)}`;
	const isOnDay = day && isDay(day) ? { from: startOf(day).getTime(), to: endOf(day).getTime() } : undefined;
	const { first, last } = isOnDay ? await seqsBetween(isOnDay) : { first: 0, last: await lastSeq() };
	return {
		from: Math.min((await seqOf(CURSOR.read(before)?.[0])) ?? last + 1, last + 1),
		least: first,
		keys: staff?.map((id) => sql`actor_id = ${id}`) ?? (deeds ? verbsOf(deeds).map((verb) => sql`action = ${verb}`) : []),
		filters: [
			...(paths ? [isAbout(paths)] : []),
			...(verbs ? [verbs] : []),
			...(staff ? [sql`e.actor_id in ${staff}`] : []),
			...(isOnDay ? [sql`e.at >= ${isOnDay.from} and e.at < ${isOnDay.to}`] : []),
		],
		near: paths && paths.length > 0 && paths.every(isSmall) ? paths : undefined,
	};
}

const isDistrict = (path: string) => levelsIn(path) === 1;
/** A village or a hamlet. */
const isSmall = (path: string) => levelsIn(path) >= 3;

/** The numbers of the lines among which a page is looked for: the newest that an index finds, at most so many. */
function seenThrough({ from, least, keys, near }: Asked): SQL {
	const bounds = sql`seq < ${from} and seq >= ${least}`;
	const newest = sql`order by seq desc limit ${LOOKED_AT}`;
	if (near) {
		const lying = sql`select l.seq from (${subjectsIn(near)}) s cross join audit_entries l on l.subject = s.subject where ${bounds}`;
		return sql`${lying} union ${linesKeptIn(near, bounds)} ${newest}`;
	}
	const streams = (keys.length > 0 ? keys : [sql`true`]).map(
		(key) => sql`select * from (select seq from audit_entries where ${key} and ${bounds} ${newest})`,
	);
	return sql`select seq from (${sql.join(streams, sql` union all `)}) ${newest}`;
}

/** Where to go on when nothing more was found among the lines looked through; null if these were all. */
async function cursorBeyond(asked: Asked): Promise<string | null> {
	const [seen] = await db.all<{ count: number; last: number }>(
		sql`select count(*) as count, min(seq) as last from (${seenThrough(asked)})`,
	);
	if (!seen || seen.count < LOOKED_AT) return null;
	const [line] = await db.select({ hash: auditEntries.hash }).from(auditEntries).where(eq(auditEntries.seq, seen.last));
	return line ? CURSOR.cut([line, line], 1, ({ hash }) => [hash]).next : null;
}

/**
 * A name is found of everybody who ever had an office in the reader's places or above them, for their lines bear it; a username, which stands in no line, only of
 * an account that the reader sees.
 */
async function staffNamed(viewer: Viewer, typed: string): Promise<string[]> {
	const seen = visibleTo(viewer, TRAIL_READERS);
	const held = db
		.select({ id: roleGrants.id })
		.from(roleGrants)
		.innerJoin(regions, eq(regions.id, roleGrants.regionId))
		.where(and(eq(roleGrants.personId, people.id), partlyInOfficeOf(viewer, TRAIL_READERS)));
	const isMeant = or(and(isNamed(people.name, typed), or(seen, exists(held))), and(isNamed(people.username, typed), seen));
	const found = await db
		.select({ id: people.id })
		.from(people)
		.where(and(isNotNull(people.username), isMeant))
		.limit(MEANT);
	return found.map(({ id }) => id);
}

/** The clock may have been set, so lines of another day may lie between these. */
async function seqsBetween({ from, to }: { from: number; to: number }): Promise<{ first: number; last: number }> {
	const [found] = await db.all<{ first: number | null; last: number | null }>(
		sql`select min(seq) as first, max(seq) as last from audit_entries where at >= ${from} and at < ${to}`,
	);
	return { first: found?.first ?? 0, last: found?.last ?? -1 };
}

async function lastSeq(): Promise<number> {
	const [last] = await db.all<{ seq: number | null }>(sql`select max(seq) as seq from audit_entries`);
	return last?.seq ?? 0;
}

async function seqOf(hash: string | undefined): Promise<number | undefined> {
	if (!hash) return undefined;
	const [found] = await db.select({ seq: auditEntries.seq }).from(auditEntries).where(eq(auditEntries.hash, hash));
	return found?.seq;
}
