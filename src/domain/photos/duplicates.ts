import { eq, sql } from "drizzle-orm";
import { among } from "#db/among.ts";
import { db } from "#db/client.ts";
import { prepared } from "#db/prepared.ts";
import { photoLikenesses, photos } from "#db/schema/photos.ts";
import type { CopyKind } from "./types.ts";

export interface NearDuplicate {
	photoId: string;
	/** Null: a picture of a public place. */
	householdId: string | null;
	/** From 0 (the same pixels) to 0.45 (the most that still counts as a copy). */
	distance: number;
	how: CopyKind;
}

export async function nearDuplicates(photoId: string): Promise<NearDuplicate[]> {
	return (await nearDuplicatesOf([photoId])).get(photoId) ?? [];
}

/** Pictures of any household that are copies of these, by photo id, nearest first. A hint for people; nothing is decided by it. */
export async function nearDuplicatesOf(photoIds: string[]): Promise<Map<string, NearDuplicate[]>> {
	const asked = { photoIds: JSON.stringify(photoIds) };
	const [earlier, later] = [await likeQuery(db, "earlier").execute(asked), await likeQuery(db, "later").execute(asked)];
	const nearestFirst = [...earlier, ...later].sort((a, b) => a.distance - b.distance);
	return new Map(
		[...Map.groupBy(nearestFirst, (row) => row.of)].map(([id, rows]) => [id, rows.map(({ of: _, ...duplicate }) => duplicate)]),
	);
}

const likeQuery = prepared((on, side) => {
	const { photoId, earlierPhotoId, how, distance } = photoLikenesses;
	const [of, other] = side === "earlier" ? [photoId, earlierPhotoId] : [earlierPhotoId, photoId];
	return on
		.select({ of, photoId: photos.id, householdId: photos.householdId, distance, how })
		.from(photoLikenesses)
		.innerJoin(photos, eq(photos.id, other))
		.where(sql`${of} in ${among(sql.placeholder("photoIds"))}`)
		.prepare();
});
