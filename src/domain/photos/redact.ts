import { and, desc, eq } from "drizzle-orm";
import { db, type Tx, write } from "#db/client.ts";
import { photoDerivatives, photoRedactions, photos } from "#db/schema/photos.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import type { PreparedPicture } from "#platform/images/prepare.ts";
import { removeFiles, storedPath } from "#platform/storage.ts";
import { develop, type Print, withPrints } from "./darkroom.ts";
import { areRectangles, covering } from "./rules.ts";
import type { Rectangle } from "./types.ts";

export interface Redaction {
	photoId: string;
	/** Added to what is already hidden. None = somebody looked and found nothing more to hide. */
	rectangles: Rectangle[];
	/** "original" starts again from the private original and hides only these rectangles, to correct a mistake. */
	startFrom?: "current" | "original";
	decidedBy: string;
	at: Date;
	/** Checked again in the transaction that swaps the pictures, because making them takes a while; if it throws, the old ones stay. */
	requireStill?: (tx: Tx) => Promise<unknown>;
}

/** Hides parts of a picture for good: all derivatives are made again under new names, and the old names stop working. */
export async function redactPhoto(redaction: Redaction): Promise<{ revision: number }> {
	const plan = await planOf(redaction);
	if (!plan.isNew) return decideAsIs(redaction, plan.photo.revision);
	const picture = await develop(plan.source, plan.drawn);
	const replaced = await withPrints(picture, (prints) => write((tx) => replaceDerivatives(tx, { ...redaction, ...plan, picture, prints })));
	await removeFiles("photos", replaced);
	return { revision: plan.photo.revision + 1 };
}

interface Plan {
	photo: typeof photos.$inferSelect;
	rectangles: Rectangle[];
	isNew: boolean;
	source: string;
	drawn: Rectangle[];
}

async function planOf({ photoId, rectangles, startFrom = "current" }: Redaction): Promise<Plan> {
	if (!areRectangles(rectangles)) throw new Refusal("invalid", "photos.badRectangles", { field: "rectangles" });
	const [photo] = await db.select().from(photos).where(eq(photos.id, photoId));
	if (!photo || photo.erasedAt) throw new Refusal("not_found", "photos.gone");
	if (startFrom === "original" && !photo.originalName) throw new Refusal("conflict", "photos.originalGone");
	const hidden = await hiddenOn(photo);
	const wanted = startFrom === "original" ? rectangles : covering(hidden, rectangles);
	const isNew = startFrom === "original" || wanted.length > hidden.length;
	if (photo.originalName) {
		return { photo, rectangles: wanted, isNew, source: storedPath("originals", photo.originalName), drawn: wanted };
	}
	return { photo, rectangles: wanted, isNew, source: await largestDerivative(photoId), drawn: rectangles };
}

async function hiddenOn(photo: { id: string; revision: number }): Promise<Rectangle[]> {
	const [decision] = await db
		.select({ rectangles: photoRedactions.rectangles })
		.from(photoRedactions)
		.where(and(eq(photoRedactions.photoId, photo.id), eq(photoRedactions.revision, photo.revision)));
	return decision?.rectangles ?? [];
}

async function largestDerivative(photoId: string): Promise<string> {
	const [largest] = await db
		.select({ name: photoDerivatives.name })
		.from(photoDerivatives)
		.where(and(eq(photoDerivatives.photoId, photoId), eq(photoDerivatives.format, "jpeg")))
		.orderBy(desc(photoDerivatives.width))
		.limit(1);
	if (!largest) throw new Error(`photo ${photoId} has no derivative`);
	return storedPath("photos", largest.name);
}

async function decideAsIs({ photoId, decidedBy, at }: Redaction, revision: number): Promise<{ revision: number }> {
	await write((tx) => decideNothingToHide(tx, { photoId, revision, decidedBy, at }));
	return { revision };
}

/** Records that somebody looked and found nothing to hide. A revision that already has a decision keeps it. */
export async function decideNothingToHide(
	tx: Tx,
	{ photoId, revision, decidedBy, at }: { photoId: string; revision: number; decidedBy: string; at: Date },
): Promise<void> {
	await tx
		.insert(photoRedactions)
		.values({ photoId, revision, rectangles: [], decidedBy, decidedAt: at })
		.onConflictDoNothing({ target: [photoRedactions.photoId, photoRedactions.revision] });
}

interface Replacement extends Redaction, Plan {
	picture: PreparedPicture;
	prints: Print[];
}

/** Returns the names of the files that no row names any more. */
async function replaceDerivatives(tx: Tx, replacement: Replacement): Promise<string[]> {
	const { photoId, photo, rectangles, picture, prints, decidedBy, at } = replacement;
	await replacement.requireStill?.(tx);
	await requireUnchanged(tx, photo);
	const revision = photo.revision + 1;
	await tx.insert(photoRedactions).values({ photoId, revision, rectangles, decidedBy, decidedAt: at });
	const { thumbhash, averageColour } = picture;
	await tx.update(photos).set({ revision, thumbhash, averageColour }).where(eq(photos.id, photoId));
	const replaced = await tx
		.delete(photoDerivatives)
		.where(eq(photoDerivatives.photoId, photoId))
		.returning({ name: photoDerivatives.name });
	await tx.insert(photoDerivatives).values(prints.map((print) => ({ ...print, photoId, revision })));
	const detail = { revision, rectangles: rectangles.length };
	await record(tx, { at, actorId: decidedBy, action: "photo.redact", subject: `photo:${photoId}`, detail });
	return replaced.map(({ name }) => name);
}

/** The picture was made outside the transaction, so the photo may have changed since. */
async function requireUnchanged(tx: Tx, { id, revision }: Plan["photo"]): Promise<void> {
	const [now] = await tx.select().from(photos).where(eq(photos.id, id));
	if (now?.revision !== revision || now.erasedAt) throw new Refusal("conflict", "photos.changedMeanwhile");
}
