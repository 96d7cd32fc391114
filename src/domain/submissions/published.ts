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
import { picturesOf } from "#domain/photos/picture.ts";
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
	const [newer] = await neighbourQuery(db, "newer").execute(of);
	const [older] = await neighbourQuery(db, "older").execute(of);
	return { ...(newer && { newer: newer.id }), ...(older && { older: older.id }) };
}

const neighbourQuery = prepared((on, side) => {
	const order = side === "newer" ? asc : desc;
	const than = sql.raw(side === "newer" ? ">" : "<");
	const beyond = sql`(${submissions.publishedAt}, ${submissions.id}) ${than} (${sql.placeholder("moment")}, ${sql.placeholder("submissionId")})`;
	return on
		.select({ id: submissions.id })
		.from(submissions)
		.where(and(eq(submissions.villageId, sql.placeholder("villageId")), isPublic, beyond))
		.orderBy(order(submissions.publishedAt), order(submissions.id))
		.limit(1)
		.prepare();
});

/** Published pairs, newest first, with the first picture of each side or with all. A filter's query is prepared once; a `where` is built each time. */
export async function publishedPairs(
	filter: PairFilter | SQL | undefined,
	{ limit, hasAllPictures = false }: { limit: number; hasAllPictures?: boolean },
) {
	const rows = await publishedRows(filter, limit);
	const shown = await shownPhotos(
		rows.map((row) => row.submissionId),
		hasAllPictures,
	);
	const pictures = await picturesOf(
		db,
		shown.map((photo) => photo.photoId),
	);
	const sideOf = (submissionId: string, side: Side) =>
		shown.flatMap((photo) => (photo.submissionId === submissionId && photo.side === side ? (pictures.get(photo.photoId) ?? []) : []));
	return rows.map(
		(row): PublishedPair => ({ ...pairOf(row), before: sideOf(row.submissionId, "before"), after: sideOf(row.submissionId, "after") }),
	);
}

type PairRow = Awaited<ReturnType<typeof pairRows>>[number];

/** Their rows, without pictures. */
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

/** The newest public pairs of several lists (kinds, villages) put together; `where` says which of a `list` it is. */
export function firstShown({ where, most }: { where: SQL | undefined; most: number | SQLWrapper }, lists: SQL): SQL {
	const order = ["published_at", "id"];
	return sql`submissions.rowid in ${firstRows({ table: "submissions", where: and(isPublic, where), order, isDescending: true, most }, lists)}`;
}

/** The query of every list; the caller adds `limit`. Left joins make SQLite begin at the index in the wall's order; their rows always exist. */
function pairRows(on: Reader, where: SQL | undefined) {
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

type Shown = [submissionId: string, side: Side, photoId: string];

// All in one row, because each row that leaves SQLite costs as much as finding it.
const releasedPhotos = prepared((on) =>
	on
		.select({
			all: sql<string>`(select json_group_array(json_array(submission_id, side, photo_id) order by submission_id, side, position)
				from json_each(${sql.placeholder("submissionIds")}) asked
				join submission_photos on submission_id = asked.value
				join photos on photos.id = photo_id and photos.released_at is not null)`,
		})
		.from(sql`(select 1)`)
		.prepare(),
);

async function shownPhotos(submissionIds: string[], hasAllPictures: boolean) {
	const [found] = await releasedPhotos(db).execute({ submissionIds: JSON.stringify(submissionIds) });
	const rows = (JSON.parse(found?.all ?? "[]") as Shown[]).map(([submissionId, side, photoId]) => ({ submissionId, side, photoId }));
	const isFirst = (row: (typeof rows)[number], at: number) =>
		row.submissionId !== rows[at - 1]?.submissionId || row.side !== rows[at - 1]?.side;
	return hasAllPictures ? rows : rows.filter(isFirst);
}
