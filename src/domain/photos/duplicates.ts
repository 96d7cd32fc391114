import { eq, inArray } from "drizzle-orm";
import { db } from "#db/client.ts";
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
	const { photoId, earlierPhotoId, how, distance } = photoLikenesses;
	const earlier = await db
		.select({ of: photoId, photoId: photos.id, householdId: photos.householdId, distance, how })
		.from(photoLikenesses)
		.innerJoin(photos, eq(photos.id, earlierPhotoId))
		.where(inArray(photoId, photoIds));
	const later = await db
		.select({ of: earlierPhotoId, photoId: photos.id, householdId: photos.householdId, distance, how })
		.from(photoLikenesses)
		.innerJoin(photos, eq(photos.id, photoId))
		.where(inArray(earlierPhotoId, photoIds));
	const nearestFirst = [...earlier, ...later].sort((a, b) => a.distance - b.distance);
	return new Map(
		[...Map.groupBy(nearestFirst, (row) => row.of)].map(([id, rows]) => [id, rows.map(({ of: _, ...duplicate }) => duplicate)]),
	);
}
