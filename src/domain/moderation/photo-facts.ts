import { and, eq, inArray } from "drizzle-orm";
import type { Reader } from "#db/client.ts";
import { photoRedactions, photos } from "#db/schema/photos.ts";
import type { PhotoFacts } from "./rules.ts";

/** What was measured at intake, what the camera wrote, and what is hidden, by photo id. */
export interface KnownPhoto extends PhotoFacts {
	hiddenParts: number;
	/** Whether the private original is still there to start again from. */
	hasOriginal: boolean;
}

export async function knownPhotos(reader: Reader, photoIds: string[]): Promise<Map<string, KnownPhoto>> {
	const rows = await reader
		.select({
			photoId: photos.id,
			takenAt: photos.takenAt,
			brightness: photos.brightness,
			sharpness: photos.sharpness,
			originalName: photos.originalName,
			rectangles: photoRedactions.rectangles,
		})
		.from(photos)
		.leftJoin(photoRedactions, and(eq(photoRedactions.photoId, photos.id), eq(photoRedactions.revision, photos.revision)))
		.where(inArray(photos.id, photoIds));
	return new Map(
		rows.map(({ originalName, rectangles, ...row }) => [
			row.photoId,
			{ ...row, hasOriginal: originalName !== null, hiddenParts: rectangles?.length ?? 0 },
		]),
	);
}
