import { db, type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { photoDerivatives, photos } from "#db/schema/photos.ts";
import type { PreparedPicture } from "#platform/images/prepare.ts";
import { syncPath } from "#platform/storage.ts";
import { develop, type Print, withPrints } from "./darkroom.ts";
import { addFingerprint, type FoundLikeness, likenessesOf, newestFingerprint } from "./fingerprints.ts";
import { type KeptOriginal, withOriginal } from "./originals.ts";
import { notesOn, type PhotoNote } from "./rules.ts";
import { discardUpload, type Upload } from "./upload.ts";

export interface Intake {
	/** Deleted at the end, even if the picture is refused. */
	upload: Upload;
	/** Null: it shows a public place. */
	householdId: string | null;
	/** Null without an account. */
	personId: string | null;
	at: Date;
	/** Attaches the picture in the same transaction; if this throws, the picture is not kept. */
	place?: (tx: Tx, photoId: string) => Promise<void>;
}

export interface TakenIn {
	photoId: string;
	/** In pixels of the original, after rotation. */
	width: number;
	height: number;
	thumbhash: string;
	notes: PhotoNote[];
}

/** Takes in one picture. If anything fails, no row and no file stays. Until a decision releases it, only its household and the moderators see it. */
export async function takeInPhoto(intake: Intake): Promise<TakenIn> {
	try {
		// The disk is slow and the decoder busy: the original is synced while it works.
		const [picture] = await Promise.all([develop(intake.upload.path), syncPath(intake.upload.path)]);
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

/** Searches for copies before the transaction, because it takes long; the transaction searches only what came in meanwhile. */
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
