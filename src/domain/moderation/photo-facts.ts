import { and, eq, sql } from "drizzle-orm";
import { among } from "#db/among.ts";
import type { Reader } from "#db/client.ts";
import { prepared } from "#db/prepared.ts";
import { photoRedactions, photos } from "#db/schema/photos.ts";
import type { PhotoFacts } from "./rules.ts";

/** What was measured at intake, what the camera wrote, and what is hidden, by photo id. */
export interface KnownPhoto extends PhotoFacts {
	hiddenParts: number;
	/** Null once it is erased. */
	revision: number | null;
	/** Whether the private original is still there to start again from. */
	hasOriginal: boolean;
}

export async function knownPhotos(reader: Reader, photoIds: string[]): Promise<Map<string, KnownPhoto>> {
	const rows = await factsQuery(reader).execute({ photoIds: JSON.stringify(photoIds) });
	return new Map(
		rows.map(({ originalName, rectangles, erasedAt, revision, ...row }) => [
			row.photoId,
			{
				...row,
				revision: erasedAt ? null : revision,
				hasOriginal: originalName !== null,
				hiddenParts: rectangles?.length ?? 0,
			},
		]),
	);
}

const factsQuery = prepared((on) =>
	on
		.select({
			photoId: photos.id,
			revision: photos.revision,
			erasedAt: photos.erasedAt,
			takenAt: photos.takenAt,
			brightness: photos.brightness,
			sharpness: photos.sharpness,
			originalName: photos.originalName,
			rectangles: photoRedactions.rectangles,
		})
		.from(photos)
		.leftJoin(photoRedactions, and(eq(photoRedactions.photoId, photos.id), eq(photoRedactions.revision, photos.revision)))
		.where(sql`${photos.id} in ${among(sql.placeholder("photoIds"))}`)
		.prepare(),
);
