import { type Tx, write } from "#db/client.ts";
import { photoDerivatives, photos } from "#db/schema/photos.ts";
import { newId } from "#platform/ids.ts";
import type { PreparedPicture } from "#platform/images/prepare.ts";
import { develop, type Print, withPrints } from "./darkroom.ts";
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
		await withOriginal(intake, picture.format, (original) =>
			withPrints(picture, (prints) => write((tx) => addPhoto(tx, { ...intake, photoId, picture, original, prints }))),
		);
		const { width, height, thumbhash } = picture;
		return { photoId, width, height, thumbhash, notes: notesOn(picture) };
	} finally {
		await discardUpload(intake.upload);
	}
}

interface NewPhoto extends Intake {
	photoId: string;
	picture: PreparedPicture;
	original: KeptOriginal;
	prints: Print[];
}

async function addPhoto(tx: Tx, { photoId, picture, original, prints, upload, householdId, personId, at, place }: NewPhoto): Promise<void> {
	const { format, width, height, takenAt, thumbhash, averageColour, brightness, sharpness } = picture;
	await tx.insert(photos).values({
		id: photoId,
		householdId,
		receivedBy: personId,
		receivedAt: at,
		sha256: upload.sha256,
		...{ format, width, height, takenAt, thumbhash, averageColour, brightness, sharpness },
		...original,
	});
	await tx.insert(photoDerivatives).values(prints.map((print) => ({ ...print, photoId, revision: 0 })));
	await place?.(tx, photoId);
}
