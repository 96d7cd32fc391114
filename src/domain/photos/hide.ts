import { and, eq } from "drizzle-orm";
import { db, type Tx } from "#db/client.ts";
import { photoRedactions, photos } from "#db/schema/photos.ts";
import { Refusal } from "#domain/errors.ts";
import { picturesOf } from "./picture.ts";
import { redactPhoto } from "./redact.ts";
import type { Rectangle } from "./types.ts";

/** What somebody drew over a picture, or ticked, to be hidden. */
export interface Drawn {
	photoId: string;
	/** Fractions of the picture as shown. */
	rectangles: Rectangle[];
	startFrom: "current" | "original";
}

interface Hiding extends Drawn {
	decidedBy: string;
	at: Date;
	/** The picture is made outside the transaction, so whether one may is asked again where it is swapped. */
	requireStill: (tx: Tx) => Promise<unknown>;
}

/** 遮住, by somebody of whom the area knows that they may. */
export async function hide(hiding: Hiding): Promise<void> {
	if (hiding.rectangles.length === 0 && hiding.startFrom === "current")
		throw new Refusal("invalid", "moderation.nothingDrawn", { field: "rectangles" });
	await redactPhoto(hiding);
}

/** A picture with what is hidden of it, for those who may hide more. */
export async function pictureToHide(photoId: string) {
	const [known] = await db
		.select({ originalName: photos.originalName, rectangles: photoRedactions.rectangles })
		.from(photos)
		.leftJoin(photoRedactions, and(eq(photoRedactions.photoId, photos.id), eq(photoRedactions.revision, photos.revision)))
		.where(eq(photos.id, photoId));
	const picture = (await picturesOf(db, [photoId])).get(photoId);
	if (!known || !picture) throw new Refusal("not_found", "photos.gone");
	const { originalName, rectangles } = known;
	return { photoId, picture, hasOriginal: originalName !== null, hiddenParts: rectangles?.length ?? 0, isLookedAt: rectangles !== null };
}
