import { and, count, eq, gte, lt, ne } from "drizzle-orm";
import { db, type Reader, type Tx } from "#db/client.ts";
import { photos } from "#db/schema/photos.ts";
import { submissionPhotos, submissions } from "#db/schema/submissions.ts";
import { dayAt, endOf, startOf } from "#domain/calendar/rules.ts";
import { Refusal } from "#domain/errors.ts";
import { takeInPhoto } from "#domain/photos/intake.ts";
import type { PhotoNote } from "#domain/photos/rules.ts";
import { discardUpload, type Upload } from "#domain/photos/upload.ts";
import { setting } from "#domain/settings/settings.ts";
import { freePosition, PHOTOS_A_SIDE } from "./rules.ts";
import { draftBegun, type NewDraft, requireRoomForDraft, startDraftIn } from "./start-draft.ts";
import { requireEditable } from "./submissions.ts";
import type { Member, Side } from "./types.ts";

export interface NewPhoto {
	/** Or the form of a pair that begins with this photo, so that a refused photo leaves no empty draft. */
	submissionId: string | NewDraft;
	side: Side;
	/** Deleted at the end, even if the photo is refused. */
	upload: Upload;
	by: Member;
	at: Date;
}

export interface AddedPhoto {
	photoId: string;
	/** Hints for a better photo; empty if the photo was here already. */
	notes: PhotoNote[];
}

/** The bytes are the key, so a phone that got no answer may send again. Room is checked before the slow intake and again in the transaction. */
export async function addPhoto(photo: NewPhoto): Promise<AddedPhoto> {
	try {
		const submissionId = await begunId(photo);
		if (submissionId === undefined) await requireRoomForDraft(db, photo.by);
		else await requireEditable(db, submissionId, photo.by);
		return (await alreadyHere(photo)) ?? (await takeIn(photo));
	} finally {
		await discardUpload(photo.upload);
	}
}

async function begunId({ submissionId }: NewPhoto): Promise<string | undefined> {
	return typeof submissionId === "string" ? submissionId : (await draftBegun(submissionId))?.submissionId;
}

async function alreadyHere(photo: NewPhoto): Promise<AddedPhoto | undefined> {
	const submissionId = await begunId(photo);
	if (submissionId === undefined) return undefined;
	const { side, upload } = photo;
	const same = and(eq(submissionPhotos.submissionId, submissionId), eq(submissionPhotos.sha256, upload.sha256));
	const [found] = await db.select().from(submissionPhotos).where(same);
	if (found && found.side !== side) throw new Refusal("conflict", `submissions.sameOnOtherSide.${side}`, { field: side });
	return found && { photoId: found.photoId, notes: [] };
}

async function takeIn(photo: NewPhoto): Promise<AddedPhoto> {
	const { upload, by, at } = photo;
	await freePlace(db, photo, await begunId(photo));
	try {
		const place = (tx: Tx, photoId: string) => keepInPlace(tx, photo, photoId);
		return await takeInPhoto({ upload, householdId: by.householdId, personId: by.personId, at, place });
	} catch (failure) {
		// If the same photo arrives twice at once, the second finds the first in its place, and both get the same answer.
		const twin = await alreadyHere(photo);
		if (!twin) throw failure;
		return twin;
	}
}

async function keepInPlace(tx: Tx, photo: NewPhoto, photoId: string): Promise<void> {
	const { side, upload, by, at } = photo;
	const submissionId =
		typeof photo.submissionId === "string" ? photo.submissionId : (await startDraftIn(tx, photo.submissionId)).submissionId;
	await requireEditable(tx, submissionId, by);
	const position = await freePlace(tx, photo, submissionId, photoId);
	await tx.insert(submissionPhotos).values({ submissionId, side, position, photoId, sha256: upload.sha256 });
	await tx.update(submissions).set({ editedAt: at }).where(eq(submissions.id, submissionId));
}

async function freePlace(reader: Reader, { side, by, at }: NewPhoto, submissionId: string | undefined, photoId = ""): Promise<number> {
	const onSide = and(eq(submissionPhotos.submissionId, submissionId ?? ""), eq(submissionPhotos.side, side));
	const taken = await reader.select({ position: submissionPhotos.position }).from(submissionPhotos).where(onSide);
	const position = freePosition(taken.map((photo) => photo.position));
	if (!position) throw new Refusal("conflict", `submissions.sideFull.${side}`, { field: side, params: { limit: PHOTOS_A_SIDE } });
	await requireRoomToday(reader, { householdId: by.householdId, at, photoId });
	return position;
}

/** `photoId` is not counted: it may already be among today's photos. */
async function requireRoomToday(reader: Reader, of: { householdId: string; at: Date; photoId: string }): Promise<void> {
	const today = dayAt(of.at);
	const ofToday = and(eq(photos.householdId, of.householdId), gte(photos.receivedAt, startOf(today)), lt(photos.receivedAt, endOf(today)));
	const [others] = await reader
		.select({ count: count() })
		.from(photos)
		.where(and(ofToday, ne(photos.id, of.photoId)));
	const limit = await setting("photosPerHouseholdDay");
	if ((others?.count ?? 0) >= limit) throw new Refusal("too_many", "submissions.tooManyPhotosToday", { params: { limit } });
}
