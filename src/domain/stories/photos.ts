import { and, asc, eq, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { db, type Reader, type Tx, write } from "#db/client.ts";
import { photos } from "#db/schema/photos.ts";
import { storyPhotos } from "#db/schema/stories/photos.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { type Erased, erasePhotos, removeErased } from "#domain/photos/erase.ts";
import { type Drawn, hide, pictureToHide } from "#domain/photos/hide.ts";
import { takeInPhoto } from "#domain/photos/intake.ts";
import { type PhotoRevision, picturesOf } from "#domain/photos/picture.ts";
import { decideNothingToHide } from "#domain/photos/redact.ts";
import { discardUpload, type Upload } from "#domain/photos/upload.ts";
import { requireLine } from "#domain/said.ts";
import { hasNumber } from "#domain/spots/held-words.ts";
import { changed } from "#platform/changes.ts";
import { ownIn } from "./rules.ts";
import { requireStage, requireStory, versionOf } from "./stories.ts";
import { MOST_PHOTOS, type OwnPhoto, PHOTO_WORDS, TAKEN_BY_MOST, WRITERS } from "./types.ts";

interface OnStory {
	storyId: string;
	by: Viewer;
	at: Date;
}

interface Adding extends OnStory {
	words: string;
	takenBy: string;
	upload: Upload;
}

/** A picture that the office took. The same one again stays one. The upload is deleted at the end. */
export async function addStoryPhoto({ storyId, upload, by, at, ...typed }: Adding): Promise<void> {
	try {
		const words = lineOf(typed.words, { ...PHOTO_WORDS, field: "words", lacks: "stories.photoWords" });
		const takenBy = lineOf(typed.takenBy, { least: 0, most: TAKEN_BY_MOST, field: "takenBy", lacks: "stories.tooLong" });
		requireStage(await requireStory(db, by, storyId, WRITERS), "writing");
		const place = async (tx: Tx, photoId: string) => {
			requireStage(await requireStory(tx, by, storyId, WRITERS), "writing");
			if ((await tx.$count(storyPhotos, eq(storyPhotos.storyId, storyId))) >= MOST_PHOTOS)
				throw new Refusal("conflict", "stories.tooManyPhotos", { field: "photo", params: { limit: MOST_PHOTOS } });
			await tx.insert(storyPhotos).values({ photoId, storyId, words, takenBy, addedBy: by.personId, addedAt: at });
			await record(tx, { at, actorId: by.personId, action: "story.add_photo", subject: `story:${storyId}` });
		};
		if (await isThere(storyId, upload)) return;
		await takeInPhoto({ upload, householdId: null, personId: by.personId, at, place });
	} finally {
		await discardUpload(upload);
	}
}

function lineOf(typed: string, asked: Parameters<typeof requireLine>[1] & { field: string }): string {
	const said = requireLine(typed, asked);
	if (hasNumber(said)) throw new Refusal("invalid", "stories.hasNumber", { field: asked.field });
	return said;
}

async function isThere(storyId: string, { sha256 }: Upload): Promise<boolean> {
	const same = and(eq(storyPhotos.storyId, storyId), eq(photos.sha256, sha256));
	const rows = await db.select({ id: photos.id }).from(storyPhotos).innerJoin(photos, eq(photos.id, storyPhotos.photoId)).where(same);
	return rows.length > 0;
}

/** 删掉: its files are gone at once. First it leaves the text. */
export async function removeStoryPhoto({ storyId, photoId, by, at }: OnStory & { photoId: string }): Promise<void> {
	const erased = await write(async (tx) => {
		const story = await requireStory(tx, by, storyId, WRITERS);
		requireStage(story, "writing");
		const newest = await versionOf(tx, storyId, story.version);
		if (newest?.blocks.some((block) => ownIn(block) === photoId)) throw new Refusal("conflict", "stories.photoShown");
		const one = and(eq(storyPhotos.storyId, storyId), eq(storyPhotos.photoId, photoId)) as SQL;
		if ((await tx.$count(storyPhotos, one)) === 0) return null;
		await record(tx, { at, actorId: by.personId, action: "story.remove_photo", subject: `story:${storyId}` });
		return eraseOwnPhotos(tx, one, { erasedBy: by.personId, at });
	});
	if (erased) await removeErased(erased);
}

export async function eraseOwnPhotos(tx: Tx, which: SQL, by: { erasedBy: string; at: Date }): Promise<Erased> {
	const gone = await tx.delete(storyPhotos).where(which).returning({ photoId: storyPhotos.photoId });
	return erasePhotos(
		tx,
		gone.map(({ photoId }) => photoId),
		by,
	);
}

/** Who lets a story out has looked at its pictures: what was not hidden is nothing to hide. */
export async function lookAtPhotos(tx: Tx, { storyId, by, at }: OnStory): Promise<void> {
	const of = eq(storyPhotos.storyId, storyId);
	const rows = await tx
		.select({ photoId: photos.id, revision: photos.revision })
		.from(storyPhotos)
		.innerJoin(photos, eq(photos.id, storyPhotos.photoId))
		.where(of);
	for (const photo of rows) await decideNothingToHide(tx, { ...photo, decidedBy: by.personId, at });
}

/** Those of a story, for the people who write and read it, in the order in which they came. */
export async function ownPhotos(reader: Reader, storyId: string): Promise<Map<string, OwnPhoto>> {
	const { photoId, words, takenBy, addedAt } = storyPhotos;
	const of = eq(storyPhotos.storyId, storyId);
	const rows = await reader.select({ photoId, words, takenBy }).from(storyPhotos).where(of).orderBy(asc(addedAt), asc(photoId));
	const ids = rows.map((row) => row.photoId);
	return joined(rows, await picturesOf(reader, ids));
}

interface OwnRow extends Omit<OwnPhoto, "picture">, PhotoRevision {}

/** All of them, as a column beside the story. */
export const ownOf = (storyId: SQLWrapper, which = sql`p.erased_at is null`) =>
	sql`(select json_group_array(json_object('photoId', p.id, 'revision', p.revision, 'words', o.words, 'takenBy', o.taken_by))
		from story_photos o join photos p on p.id = o.photo_id where o.story_id = ${storyId} and ${which})`.mapWith((json: string): OwnRow[] =>
		JSON.parse(json),
	);

/** Those that everybody may load. */
export const publicOf = (storyId: SQLWrapper) => ownOf(storyId, sql`p.released_at is not null`);

export function joined(rows: Omit<OwnPhoto, "picture">[], pictures: Map<string, OwnPhoto["picture"]>): Map<string, OwnPhoto> {
	return new Map(
		rows.flatMap(({ photoId, words, takenBy }) => {
			const picture = pictures.get(photoId);
			return picture ? [[photoId, { photoId, words, takenBy, picture }] as const] : [];
		}),
	);
}

/** One (the first, if none is named) with what is hidden of it, for those who may hide more. */
export async function storyPicture(viewer: Viewer, { storyId, photoId: asked }: { storyId: string; photoId: string | null }) {
	const photoId = asked ?? [...(await ownPhotos(db, storyId)).keys()][0] ?? "";
	const own = await requireOwn(db, viewer, { storyId, photoId });
	return { ...own, ...(await pictureToHide(photoId)) };
}

export async function redactStoryPhoto({ by, storyId, ...drawn }: Drawn & OnStory): Promise<void> {
	const of = { storyId, photoId: drawn.photoId };
	await requireOwn(db, by, of);
	await hide({ ...drawn, decidedBy: by.personId, requireStill: (tx) => requireOwn(tx, by, of) });
	changed(["stories"]);
}

async function requireOwn(reader: Reader, by: Viewer, { storyId, photoId }: { storyId: string; photoId: string }) {
	const { place } = await requireStory(reader, by, storyId, WRITERS);
	const own = and(eq(storyPhotos.storyId, storyId), eq(storyPhotos.photoId, photoId));
	const [found] = await reader.select({ words: storyPhotos.words }).from(storyPhotos).where(own);
	if (!found) throw new Refusal("not_found", "common.notFound");
	return { place, words: found.words };
}
