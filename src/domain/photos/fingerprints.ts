import { setImmediate } from "node:timers/promises";
import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { Reader, Tx } from "#db/client.ts";
import { photoFingerprints, photoLikenesses, photoMarks, photos } from "#db/schema/photos.ts";
import type { Fingerprint, Mark } from "#platform/images/fingerprint.ts";
import type { Grey } from "#platform/images/raster.ts";
import { type Likeness, likenessOf, WITNESSES } from "./likeness.ts";

export interface FoundLikeness extends Likeness {
	earlierPhotoId: string;
}

/** How many pictures are compared in full; the likeliest come first. */
const MOST_CANDIDATES = 24;
const BYTES_PER_MARK = 6;

/** The newest fingerprint's number, so that a later search need only cover newer ones. */
export async function newestFingerprint(reader: Reader): Promise<number> {
	const [newest] = await reader
		.select({ number: photoFingerprints.number })
		.from(photoFingerprints)
		.orderBy(desc(photoFingerprints.number))
		.limit(1);
	return newest?.number ?? 0;
}

export async function likenessesOf(
	reader: Reader,
	picture: { fingerprint: Fingerprint; sha256: string },
	after: number,
): Promise<FoundLikeness[]> {
	const identical = await sameBytes(reader, picture.sha256, after);
	const isIdentical = (photoId: string) => identical.some((one) => one.earlierPhotoId === photoId);
	const numbers = await candidates(reader, picture.fingerprint, after);
	const known = await reader.select().from(photoFingerprints).where(inArray(photoFingerprints.number, numbers));
	const alike: FoundLikeness[] = [];
	for (const { photoId, marks, thumb, thumbWidth } of known.filter((one) => !isIdentical(one.photoId))) {
		const likeness = likenessOf(picture.fingerprint, { marks: unpackedMarks(marks), thumb: unpackedThumb(thumb, thumbWidth) });
		if (likeness) alike.push({ ...likeness, earlierPhotoId: photoId });
		// Each takes some milliseconds, in which nobody is answered.
		await setImmediate();
	}
	return [...identical, ...alike];
}

async function candidates(reader: Reader, { probes }: Fingerprint, after: number): Promise<number[]> {
	const words = JSON.stringify([...new Set(probes.flatMap((probe) => probe.words))]);
	const found = await reader.all<{ number: number }>(sql`
		SELECT m.number AS number FROM json_each(${words}) w JOIN ${photoMarks} m ON m.word = w.value AND m.number > ${after}
		GROUP BY m.number HAVING count(*) >= ${WITNESSES} ORDER BY count(*) DESC, m.number LIMIT ${MOST_CANDIDATES}`);
	return found.map(({ number }) => number);
}

/** The same bytes are the same picture, even one so plain that it has no corners. */
async function sameBytes(reader: Reader, sha256: string, after: number): Promise<FoundLikeness[]> {
	const found = await reader
		.select({ earlierPhotoId: photoFingerprints.photoId })
		.from(photoFingerprints)
		.innerJoin(photos, eq(photos.id, photoFingerprints.photoId))
		.where(and(eq(photos.sha256, sha256), sql`${photoFingerprints.number} > ${after}`))
		.limit(MOST_CANDIDATES);
	return found.map(({ earlierPhotoId }) => ({ earlierPhotoId, how: "same", distance: 0 }));
}

export interface NewFingerprint {
	photoId: string;
	sha256: string;
	fingerprint: Fingerprint;
	/** What was found before the transaction, among the fingerprints up to `seen`. */
	found: FoundLikeness[];
	seen: number;
}

/** Adds a fingerprint and its likenesses. Fingerprints newer than `seen` are searched here, so of two copies sent at once one is recognised. */
export async function addFingerprint(tx: Tx, { photoId, sha256, fingerprint, found, seen }: NewFingerprint): Promise<void> {
	const isLate = (await newestFingerprint(tx)) > seen;
	const late = isLate ? await likenessesOf(tx, { fingerprint, sha256 }, seen) : [];
	const likenesses = [...(await stillThere(tx, found)), ...late];
	const { marks, thumb } = fingerprint;
	const [added] = await tx
		.insert(photoFingerprints)
		.values({ photoId, marks: packedMarks(marks), thumb: Buffer.from(thumb.data), thumbWidth: thumb.width })
		.returning({ number: photoFingerprints.number });
	if (!added) throw new Error("the fingerprint was not added");
	const words = [...new Set(marks.map((mark) => mark.word))];
	if (words.length > 0) await tx.insert(photoMarks).values(words.map((word) => ({ word, number: added.number })));
	for (const likeness of likenesses)
		await tx
			.insert(photoLikenesses)
			.values({ ...likeness, photoId })
			.onConflictDoNothing();
}

async function stillThere(tx: Tx, found: FoundLikeness[]): Promise<FoundLikeness[]> {
	if (found.length === 0) return [];
	const ids = found.map(({ earlierPhotoId }) => earlierPhotoId);
	const there = await tx
		.select({ photoId: photoFingerprints.photoId })
		.from(photoFingerprints)
		.where(inArray(photoFingerprints.photoId, ids));
	return found.filter(({ earlierPhotoId }) => there.some(({ photoId }) => photoId === earlierPhotoId));
}

export async function forgetFingerprints(tx: Tx, photoIds: string[]): Promise<void> {
	const gone = await tx.delete(photoFingerprints).where(inArray(photoFingerprints.photoId, photoIds)).returning();
	for (const { number, marks } of gone) {
		const words = unpackedMarks(marks).map((mark) => mark.word);
		await tx.delete(photoMarks).where(and(inArray(photoMarks.word, words), eq(photoMarks.number, number)));
	}
	await tx.delete(photoLikenesses).where(inArray(photoLikenesses.photoId, photoIds));
	await tx.delete(photoLikenesses).where(inArray(photoLikenesses.earlierPhotoId, photoIds));
}

function packedMarks(marks: Mark[]): Buffer {
	const packed = Buffer.alloc(marks.length * BYTES_PER_MARK);
	for (const [n, { word, x, y }] of marks.entries()) {
		packed.writeUInt32LE(word, n * BYTES_PER_MARK);
		packed.writeUInt8(Math.round(x), n * BYTES_PER_MARK + 4);
		packed.writeUInt8(Math.round(y), n * BYTES_PER_MARK + 5);
	}
	return packed;
}

function unpackedMarks(packed: Buffer): Mark[] {
	return Array.from({ length: packed.length / BYTES_PER_MARK }, (_, n) => ({
		word: packed.readUInt32LE(n * BYTES_PER_MARK),
		x: packed.readUInt8(n * BYTES_PER_MARK + 4),
		y: packed.readUInt8(n * BYTES_PER_MARK + 5),
	}));
}

function unpackedThumb(data: Buffer, width: number): Grey {
	return { width, height: data.length / width, data };
}
