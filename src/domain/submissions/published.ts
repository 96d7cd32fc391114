import { and, asc, desc, eq, getTableColumns, inArray, isNotNull, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { db } from "#db/client.ts";
import { leafCategories } from "#db/schema/campaign.ts";
import { households } from "#db/schema/households.ts";
import { photos } from "#db/schema/photos.ts";
import { regions } from "#db/schema/regions.ts";
import { submissionPhotos, submissions } from "#db/schema/submissions.ts";
import { picturesOf } from "#domain/photos/picture.ts";
import type { PublishedPair, Side } from "./types.ts";

const villages = alias(regions, "villages");
const hamlets = alias(regions, "hamlets");

/**
 * What everybody may see: published, still consented to, and on each side a picture that was let out. Every public read goes through it.
 * The stage stands here as a literal, for SQLite takes a partial index only where it can read the condition.
 */
export const isPublic = sql<boolean>`${submissions.stage} = 'published'
	and exists (select 1 from consents where submission_id = ${submissions.id} and channel = 'public_display' and withdrawn_at is null)
	and ${hasReleased("before")} and ${hasReleased("after")}`;

function hasReleased(side: Side): SQL {
	return sql`exists (select 1 from submission_photos shown join photos on photos.id = shown.photo_id
		where shown.submission_id = ${submissions.id} and shown.side = ${sql.raw(`'${side}'`)} and photos.released_at is not null)`;
}

/** A published pair with all its pictures; null where there is none that the public may see. */
export async function publishedPair(submissionId: string): Promise<PublishedPair | null> {
	const [found] = await publishedPairs(eq(submissions.id, submissionId), { limit: 1, hasAllPictures: true });
	return found ?? null;
}

/** The pairs before and after this one in its village, for leafing through the album. */
export async function neighboursOf({ submissionId, village, publishedAt }: PublishedPair): Promise<{ newer?: string; older?: string }> {
	const moment = publishedAt.getTime();
	const place = sql`(${submissions.publishedAt}, ${submissions.id})`;
	const ofVillage = and(eq(submissions.villageId, village.regionId), isPublic);
	const side = (than: SQL) => db.select({ id: submissions.id }).from(submissions).where(and(ofVillage, than));
	const [newer] = await side(sql`${place} > (${moment}, ${submissionId})`)
		.orderBy(asc(submissions.publishedAt), asc(submissions.id))
		.limit(1);
	const [older] = await side(sql`${place} < (${moment}, ${submissionId})`)
		.orderBy(desc(submissions.publishedAt), desc(submissions.id))
		.limit(1);
	return { ...(newer && { newer: newer.id }), ...(older && { older: older.id }) };
}

/** Published pairs, newest first: with the first picture of each side, or with all. */
export async function publishedPairs(
	where: SQL | undefined,
	{ limit, hasAllPictures = false }: { limit: number; hasAllPictures?: boolean },
) {
	const rows = await pairRows(where, limit);
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

/** The query of every list. Left joins, so that SQLite begins at the index that is already in the wall's order; none of them can miss. */
export function pairRows(where: SQL | undefined, limit: number) {
	return db
		.select({
			submissionId: submissions.id,
			courtyard: households.publicCode,
			villageId: submissions.villageId,
			village: villages.name,
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
		.leftJoin(villages, eq(villages.id, submissions.villageId))
		.leftJoin(hamlets, eq(hamlets.id, submissions.hamletId))
		.leftJoin(leafCategories, eq(leafCategories.code, submissions.categoryCode))
		.where(and(isPublic, where))
		.orderBy(desc(submissions.publishedAt), desc(submissions.id))
		.limit(limit);
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

/** The released photos of these submissions in their order: the first of each side, or all. */
async function shownPhotos(submissionIds: string[], hasAllPictures: boolean) {
	const { submissionId, side, photoId } = getTableColumns(submissionPhotos);
	const rows = await db
		.select({ submissionId, side, photoId })
		.from(submissionPhotos)
		.innerJoin(photos, eq(photos.id, photoId))
		.where(and(inArray(submissionId, submissionIds), isNotNull(photos.releasedAt)))
		.orderBy(asc(submissionId), asc(side), asc(submissionPhotos.position));
	const isFirst = (row: (typeof rows)[number], at: number) =>
		row.submissionId !== rows[at - 1]?.submissionId || row.side !== rows[at - 1]?.side;
	return hasAllPictures ? rows : rows.filter(isFirst);
}
