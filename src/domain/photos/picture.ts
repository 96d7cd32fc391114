import { asc, inArray } from "drizzle-orm";
import type { Reader } from "#db/client.ts";
import { photoDerivatives, photos } from "#db/schema/photos.ts";
import type { Picture } from "./types.ts";

/** The pictures of these photos as pages show them, by photo id. Whether the viewer may see a photo was asked before; an erased one is absent. */
export async function picturesOf(reader: Reader, photoIds: string[]): Promise<Map<string, Picture>> {
	if (photoIds.length === 0) return new Map();
	const rows = await reader
		.select({ photoId: photos.id, thumbhash: photos.thumbhash, averageColour: photos.averageColour })
		.from(photos)
		.where(inArray(photos.id, photoIds));
	const derivatives = await reader
		.select({
			photoId: photoDerivatives.photoId,
			name: photoDerivatives.name,
			format: photoDerivatives.format,
			width: photoDerivatives.width,
			height: photoDerivatives.height,
		})
		.from(photoDerivatives)
		.where(inArray(photoDerivatives.photoId, photoIds))
		.orderBy(asc(photoDerivatives.width));
	const byPhoto = Map.groupBy(derivatives, (derivative) => derivative.photoId);
	return new Map(
		rows.flatMap((row) => {
			const own = byPhoto.get(row.photoId);
			const largest = own?.at(-1);
			if (!own || !largest) return [];
			const sources = own.map(({ format, width, name }) => ({ format, width, url: `/photos/${name}` }));
			return [[row.photoId, { ...row, width: largest.width, height: largest.height, sources }] as const];
		}),
	);
}
