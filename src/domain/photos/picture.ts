import { sql } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import { among } from "#db/among.ts";
import { db, type Reader } from "#db/client.ts";
import { prepared } from "#db/prepared.ts";
import { perDatabase } from "#db/remembered.ts";
import { photos } from "#db/schema/photos.ts";
import type { Picture } from "./types.ts";

/** The pictures of these photos, by photo id; erased ones are absent. The caller has checked that the viewer may see them. */
export async function picturesOf(reader: Reader, photoIds: string[]): Promise<Map<string, Picture>> {
	const found = await revisionsOf(reader, photoIds);
	return new Map(found.map(({ picture }) => [picture.photoId, picture]));
}

/** The same in the order in which they were named. */
export async function picturesIn(reader: Reader, photos: { photoId: string }[]): Promise<Picture[]> {
	const known = await picturesOf(
		reader,
		photos.map(({ photoId }) => photoId),
	);
	return photos.flatMap(({ photoId }) => known.get(photoId) ?? []);
}

/** A photo in the state that was read: a redaction makes the next revision, and the pictures of one never change. */
export interface PhotoRevision {
	photoId: string;
	revision: number;
}

// A wall shows mostly what the one before showed. Each takes about a kilobyte.
const MOST_KNOWN = 4000;
const known = perDatabase(() => new LRUCache<string, Picture>({ max: MOST_KNOWN }));
const keyOf = ({ photoId, revision }: PhotoRevision) => `${photoId} ${revision}`;

/** The same for photos that were just read as not erased: what is in memory need not be read again. Not for a transaction, whose revisions may not come to be. */
export async function knownPictures(photos: PhotoRevision[]): Promise<Map<string, Picture>> {
	const found = new Map<string, Picture>();
	const unknown: string[] = [];
	for (const photo of photos) {
		const picture = known().get(keyOf(photo));
		if (picture) found.set(photo.photoId, picture);
		else unknown.push(photo.photoId);
	}
	for (const { picture, revision } of await revisionsOf(db, unknown)) {
		known().set(keyOf({ ...picture, revision }), picture);
		found.set(picture.photoId, picture);
	}
	return found;
}

async function revisionsOf(reader: Reader, photoIds: string[]): Promise<{ picture: Picture; revision: number }[]> {
	if (photoIds.length === 0) return [];
	const rows = await pictureQuery(reader).execute({ photoIds: JSON.stringify(photoIds) });
	return rows.flatMap(({ files, revision, ...photo }) => {
		const picture = pictureOf(photo, JSON.parse(files));
		return picture ? { picture, revision } : [];
	});
}

// A wall of 24 pairs has 288 files. One row per photo instead of one per file takes a quarter of the time, because each row that leaves SQLite costs.
const filesOf = sql<string>`(select json_group_array(json_array(format, width, height, name) order by width)
	from photo_derivatives where photo_id = ${photos.id})`;

const pictureQuery = prepared((on) =>
	on
		.select({
			photoId: photos.id,
			revision: photos.revision,
			thumbhash: photos.thumbhash,
			averageColour: photos.averageColour,
			files: filesOf,
		})
		.from(photos)
		.where(sql`${photos.id} in ${among(sql.placeholder("photoIds"))}`)
		.prepare(),
);

type File = [format: "avif" | "jpeg", width: number, height: number, name: string];

function pictureOf(photo: Pick<Picture, "photoId" | "thumbhash" | "averageColour">, files: File[]): Picture | undefined {
	const largest = files.at(-1);
	if (!largest) return undefined;
	const [, width, height] = largest;
	const sources = files.map(([format, width, , name]) => ({ format, width, url: `/photos/${name}` }));
	return { ...photo, width, height, sources };
}
