import { and, eq, inArray, isNull, lte, type SQL, sql } from "drizzle-orm";
import { db, write } from "#db/client.ts";
import { photoDerivatives, photos } from "#db/schema/photos.ts";
import { spotPhotos } from "#db/schema/spots/photos.ts";
import { spots } from "#db/schema/spots/spots.ts";
import { record } from "#domain/audit/trail.ts";
import type { Sweep } from "#domain/clock/types.ts";
import { erasePhotos, removeErased } from "#domain/photos/erase.ts";
import { DAY_MS, later } from "#platform/clock.ts";
import { removeFiles } from "#platform/storage.ts";

const SHOWN_DAYS = 90;
const KEPT_DAYS = 365;
/** So that nobody waits long for the write lane. */
const AT_ONCE = 200;

/** What pages show of a closed spot goes after 90 days, what came with it after a year. Its rows stay for the figures. */
export async function forgetPictures({ at, dueBy }: Sweep): Promise<number> {
	const old = await inPieces(await closedBefore(later(dueBy, -KEPT_DAYS * DAY_MS), isNull(photos.erasedAt)), async (ids) => {
		await removeErased(await write((tx) => erasePhotos(tx, ids, { erasedBy: null, at })));
	});
	const hasFiles = sql`exists (select 1 from ${photoDerivatives} d where d.photo_id = ${photos.id})`;
	return old + (await inPieces(await closedBefore(later(dueBy, -SHOWN_DAYS * DAY_MS), hasFiles), (ids) => forgetDerivatives(ids, at)));
}

async function closedBefore(moment: Date, which: SQL): Promise<string[]> {
	const isClosed = and(sql`${spots.stage} in ('merged', 'not_ours', 'confirmed')`, lte(spots.stageAt, moment), isNull(photos.releasedAt));
	const rows = await db
		.select({ photoId: photos.id })
		.from(spots)
		.innerJoin(spotPhotos, eq(spotPhotos.spotId, spots.id))
		.innerJoin(photos, eq(photos.id, spotPhotos.photoId))
		.where(and(isClosed, which));
	return rows.map(({ photoId }) => photoId);
}

async function inPieces(photoIds: string[], forget: (some: string[]) => Promise<void>): Promise<number> {
	for (let n = 0; n < photoIds.length; n += AT_ONCE) await forget(photoIds.slice(n, n + AT_ONCE));
	return photoIds.length;
}

/** Rows first, so that no row names a missing file. */
async function forgetDerivatives(photoIds: string[], at: Date): Promise<void> {
	const names = await write(async (tx) => {
		const gone = await tx
			.delete(photoDerivatives)
			.where(inArray(photoDerivatives.photoId, photoIds))
			.returning({ name: photoDerivatives.name });
		await record(tx, { at, actorId: null, action: "spot.forget_pictures", subject: "site:spots", detail: { count: photoIds.length } });
		return gone.map(({ name }) => name);
	});
	await removeFiles("photos", names);
}
