import { db, type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { photoDerivatives, photos } from "#db/schema/photos.ts";
import type { PreparedPicture } from "#platform/images/prepare.ts";
import { develop, type Print, withPrints } from "./darkroom.ts";
import { addFingerprint, type FoundLikeness, likenessesOf, newestFingerprint } from "./fingerprints.ts";
import { type KeptOriginal, withOriginal } from "./originals.ts";
import { notesOn, type PhotoNote } from "./rules.ts";
import { discardUpload, type Upload } from "./upload.ts";

export interface Intake {
	/** Used up, whether the picture is taken in or not. */
	upload: Upload;
	householdId: string;
	personId: string;
	at: Date;
	/** Gives the picture its place in the same transaction; when it throws, there is no place and no picture. */
	place?: (tx: Tx, photoId: string) => Promise<void>;
}

export interface TakenIn {
	photoId: string;
	/** Upright, in pixels of the original. */
	width: number;
	height: number;
	thumbhash: string;
	notes: PhotoNote[];
}

/** Takes in one picture or, when anything at all goes wrong, nothing: no row, no file. Nobody outside sees it before a decision. */
export async function takeInPhoto(intake: Intake): Promise<TakenIn> {
	try {
		const picture = await develop(intake.upload.path);
		const photoId = newId();
		const likeness = await searched(picture, intake.upload);
		await withOriginal(intake, picture.format, (original) =>
			withPrints(picture, (prints) => write((tx) => addPhoto(tx, { ...intake, ...likeness, photoId, picture, original, prints }))),
		);
		const { width, height, thumbhash } = picture;
		return { photoId, width, height, thumbhash, notes: notesOn(picture) };
	} finally {
		await discardUpload(intake.upload);
	}
}

interface Search {
	found: FoundLikeness[];
	seen: number;
}

/** The long search for copies goes before the transaction; the transaction looks only at what came in meanwhile. */
async function searched({ fingerprint }: PreparedPicture, { sha256 }: Upload): Promise<Search> {
	const seen = await newestFingerprint(db);
	return { seen, found: await likenessesOf(db, { fingerprint, sha256 }, 0) };
}

interface NewPhoto extends Intake, Search {
	photoId: string;
	picture: PreparedPicture;
	original: KeptOriginal;
	prints: Print[];
}

async function addPhoto(tx: Tx, { photoId, picture, upload, householdId, personId, at, place, ...more }: NewPhoto): Promise<void> {
	const { fingerprint, derivatives: _, ...facts } = picture;
	const { sha256 } = upload;
	await tx.insert(photos).values({ id: photoId, householdId, receivedBy: personId, receivedAt: at, sha256, ...facts, ...more.original });
	await tx.insert(photoDerivatives).values(more.prints.map((print) => ({ ...print, photoId, revision: 0 })));
	await addFingerprint(tx, { photoId, sha256, fingerprint, found: more.found, seen: more.seen });
	await place?.(tx, photoId);
}
