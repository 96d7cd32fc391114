import { eq, inArray } from "drizzle-orm";
import { db } from "#db/client.ts";
import { photoLikenesses, photos } from "#db/schema/photos.ts";
import type { CopyKind } from "./types.ts";

export interface NearDuplicate {
	photoId: string;
	householdId: string;
	/** 0 the same to the pixel; 0.45 the most that still counts. */
	distance: number;
	how: CopyKind;
}

/** Pictures of any household of which this one is a copy, or which are copies of it; the nearest first. A hint, never a verdict. */
export async function nearDuplicates(photoId: string): Promise<NearDuplicate[]> {
	return (await nearDuplicatesOf([photoId])).get(photoId) ?? [];
}

/** The same for all pictures of a page, by photo id. */
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
