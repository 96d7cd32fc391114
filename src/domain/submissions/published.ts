import { and, asc, desc, eq, is, SQL, type SQLWrapper, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { among } from "#db/among.ts";
import { nameAmongAll } from "#db/called.ts";
import { db, type Reader } from "#db/client.ts";
import { prepared } from "#db/prepared.ts";
import { leafCategories } from "#db/schema/campaign.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { submissions } from "#db/schema/submissions.ts";
import { knownPictures } from "#domain/photos/picture.ts";
import type { Picture } from "#domain/photos/types.ts";
import { firstRows } from "#domain/regions/first-rows.ts";
import { inVillage, villages } from "#domain/regions/joined.ts";
import type { PublishedPair, Side } from "./types.ts";

const hamlets = alias(regions, "hamlets");

/** Every public read uses this. The stage is a literal because SQLite uses a partial index only if it can read the condition. */
export const isPublic = sql<boolean>`${submissions.stage} = 'published'
	and exists (select 1 from consents where submission_id = ${submissions.id} and channel = 'public_display' and withdrawn_at is null)
	and ${hasReleased("before")} and ${hasReleased("after")}`;

function hasReleased(side: Side): SQL {
	return sql`exists (select 1 from submission_photos shown join photos on photos.id = shown.photo_id
		where shown.submission_id = ${submissions.id} and shown.side = ${sql.raw(`'${side}'`)} and photos.released_at is not null)`;
}

/** Filters of a list of pairs. `beforeAt` and `beforeId` come together and select the pairs after that one. */
export interface PairFilter {
	submissionId?: string | undefined;
	submissionIds?: string[] | undefined;
	villageId?: string | undefined;
	categoryCode?: string | undefined;
	groupCode?: string | undefined;
	courtyard?: string | undefined;
	beforeAt?: number | undefined;
	beforeId?: string | undefined;
}

const value = (name: keyof PairFilter) => sql.placeholder(name);

const FILTERS: Record<Exclude<keyof PairFilter, "beforeId">, SQL> = {
	submissionId: eq(submissions.id, value("submissionId")),
	submissionIds: sql`${submissions.id} in ${among(value("submissionIds"))}`,
	villageId: eq(submissions.villageId, value("villageId")),
	categoryCode: eq(submissions.categoryCode, value("categoryCode")),
	groupCode: sql`${submissions.categoryCode} = list.leaf_code`,
	courtyard: sql`${submissions.householdId} = (select id from households where public_code = ${value("courtyard")})`,
	beforeAt: sql`(${submissions.publishedAt}, ${submissions.id}) < (${value("beforeAt")}, ${value("beforeId")})`,
};

export async function publishedPair(submissionId: string): Promise<PublishedPair | null> {
	const [found] = await publishedPairs({ submissionId }, { limit: 1, hasAllPictures: true });
	return found ?? null;
}

export async function neighboursOf({ submissionId, village, publishedAt }: PublishedPair): Promise<{ newer?: string; older?: string }> {
	const of = { villageId: village.regionId, moment: publishedAt.getTime(), submissionId };
	const [found] = await neighbourQuery(db).execute(of);
	return { ...(found?.newer && { newer: found.newer }), ...(found?.older && { older: found.older }) };
}

const neighbourQuery = prepared((on) =>
	on
		.select({ newer: beside(on, { than: ">", order: asc }), older: beside(on, { than: "<", order: desc }) })
		.from(sql`(select 1)`)
		.prepare(),
);

function beside(on: Reader, { than, order }: { than: ">" | "<"; order: typeof asc }): SQL<string | null> {
	const beyond = sql`(${submissions.publishedAt}, ${submissions.id}) ${sql.raw(than)} (${sql.placeholder("moment")}, ${sql.placeholder("submissionId")})`;
	const next = on
		.select({ id: submissions.id })
		.from(submissions)
		.where(and(eq(submissions.villageId, sql.placeholder("villageId")), isPublic, beyond))
		.orderBy(order(submissions.publishedAt), order(submissions.id))
		.limit(1);
	return sql`${next}`;
}

/** Published pairs, newest first, with the first picture of each side or with all. A filter's query is prepared once; a `where` is built each time. */
export async function publishedPairs(
	filter: PairFilter | SQL | undefined,
	{ limit, hasAllPictures = false }: { limit: number; hasAllPictures?: boolean },
) {
	return pairsOf(await publishedRows(filter, limit), { hasAllPictures });
}

/** The same of rows that were read by a query of the caller's. */
export async function pairsOf(read: PairRow[], { hasAllPictures = false } = {}): Promise<PublishedPair[]> {
	const rows = hasAllPictures ? read : read.map((row) => ({ ...row, shown: firstOfEach(row.shown) }));
	return pairsWith(rows, await knownPictures(shownIn(rows)));
}

export const shownIn = (rows: PairRow[]) => rows.flatMap(({ shown }) => shown.map(([, photoId, revision]) => ({ photoId, revision })));

/** The same with pictures that the caller asked for, together with others. */
export function pairsWith(rows: PairRow[], pictures: Map<string, Picture>): PublishedPair[] {
	const of = (row: PairRow, wanted: Side) => row.shown.flatMap(([side, id]) => (side === wanted ? (pictures.get(id) ?? []) : []));
	return rows.map((row): PublishedPair => ({ ...pairOf(row), before: of(row, "before"), after: of(row, "after") }));
}

const firstOfEach = (shown: Shown[]) => shown.filter(([side], place) => side !== shown[place - 1]?.[0]);

type PairRow = Awaited<ReturnType<typeof pairRows>>[number];

/** Their rows, with the photos but without their pictures. */
export function publishedRows(filter: PairFilter | SQL | undefined, limit: number): Promise<PairRow[]> {
	if (!filter || is(filter, SQL)) return pairRows(db, filter).prepare().execute({ limit });
	const shape = Object.keys(FILTERS).filter((name) => filter[name as keyof PairFilter] !== undefined);
	return pairQuery(db, shape.join()).execute({ ...filter, submissionIds: JSON.stringify(filter.submissionIds), limit });
}

const pairQuery = prepared((on, shape) => filteredRows(on, shape).prepare());

/** The query for filters, by their names. */
export function filteredRows(on: Reader, shape: string) {
	const names = shape.split(",") as (keyof typeof FILTERS)[];
	const filters = and(...names.map((name) => FILTERS[name]));
	return pairRows(on, names.includes("groupCode") ? firstShown({ where: filters, most: sql.placeholder("limit") }, LEAVES) : filters);
}

const LEAVES = sql`select leaf_code from slogan_group_leaves where group_code = ${value("groupCode")}`;

interface Lists {
	/** Which of a `list` it is, by what the list's index holds. */
	where: SQL | undefined;
	/** Whatever else is asked of it. */
	also?: SQL | undefined;
	most: number | SQLWrapper;
}

// So many of the newest may turn out not to be public.
const SPARE = 4;

/**
 * The newest public pairs of several lists (kinds, villages) put together. Nearly every published pair is public, so the newest are taken from the index alone, and
 * only they are looked at; each list is read until it has enough of them only if these do not suffice.
 */
export function firstShown({ where, also, most }: Lists, lists: SQL): SQL {
	const rows = { table: "submissions", order: ["published_at", "id"], isDescending: true };
	const isWanted = and(isPublic, also);
	const newest = firstRows({ ...rows, where: and(sql`${submissions.stage} = 'published'`, where), most: sql`${most} + ${SPARE}` }, lists);
	const wanted = firstRows({ ...rows, where: and(sql`submissions.rowid in newest`, isWanted), most });
	const isShort = sql`(select count(*) from wanted) < ${most} and (select count(*) from newest) = ${most} + ${SPARE}`;
	const all = firstRows({ ...rows, where: and(isWanted, where), most }, sql`select * from (${lists}) where ${isShort}`);
	return sql`submissions.rowid in (with newest(place) as materialized ${newest}, wanted(place) as materialized ${wanted}
		select place from wanted union all select * from ${all})`;
}

type Shown = [side: Side, photoId: string, revision: number];

// In one cell, because each row that leaves SQLite costs as much as finding it.
const releasedPhotos = sql`(select json_group_array(json_array(side, photo_id, revision) order by side, position)
	from submission_photos join photos on photos.id = photo_id and photos.released_at is not null where submission_id = ${submissions.id})`.mapWith(
	(json: string): Shown[] => JSON.parse(json),
);

/** The query of every list; the caller adds `limit`. Left joins make SQLite begin at the index in the wall's order; their rows always exist. */
export function pairRows(on: Reader, where: SQL | undefined) {
	return on
		.select({
			submissionId: submissions.id,
			courtyard: households.publicCode,
			villageId: submissions.villageId,
			village: nameAmongAll("villages"),
			hamletId: submissions.hamletId,
			hamlet: hamlets.name,
			code: submissions.categoryCode,
			category: leafCategories.plain,
			categoryEn: leafCategories.plainEn,
			words: submissions.words,
			startedBy: submissions.startedBy,
			publishedAt: submissions.publishedAt,
			shown: releasedPhotos,
		})
		.from(submissions)
		.leftJoin(households, eq(households.id, submissions.householdId))
		.leftJoin(villages, inVillage(submissions))
		.leftJoin(hamlets, eq(hamlets.id, submissions.hamletId))
		.leftJoin(leafCategories, eq(leafCategories.code, submissions.categoryCode))
		.where(and(isPublic, where))
		.orderBy(desc(submissions.publishedAt), desc(submissions.id))
		.limit(sql.placeholder("limit"));
}

function pairOf(row: PairRow): Omit<PublishedPair, "before" | "after"> {
	const { submissionId, courtyard, villageId, village, hamletId, hamlet, code, category, categoryEn, words, startedBy, publishedAt } = row;
	return {
		submissionId,
		courtyard: courtyard ?? "",
		village: { regionId: villageId, name: village ?? "" },
		hamlet: { regionId: hamletId, name: hamlet ?? "" },
		category: { code: code ?? "", name: category ?? "", nameEn: categoryEn ?? "" },
		words,
		startedBy: startedBy ?? "notice",
		publishedAt: publishedAt ?? new Date(0),
	};
}
