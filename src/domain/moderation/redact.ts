import { write } from "#db/client.ts";
import { Refusal } from "#domain/errors.ts";
import { redactPhoto } from "#domain/photos/redact.ts";
import type { Rectangle } from "#domain/photos/types.ts";
import { pagesOf } from "#domain/submissions/pages.ts";
import { changed } from "#platform/changes.ts";
import { lease } from "./claims.ts";
import { type OnVersion, requireUnchanged } from "./decide.ts";
import { photoIdsOf, requireItem } from "./item.ts";

export interface Hiding extends OnVersion {
	photoId: string;
	/** Fractions of the picture as shown. */
	rectangles: Rectangle[];
	startFrom: "current" | "original";
}

/** Hides parts of a picture of a waiting item; the pictures are made anew outside of the transaction, under the moderator's claim. */
export async function redact(hiding: Hiding): Promise<void> {
	const { viewer, submissionId, photoId, rectangles, startFrom, at } = hiding;
	const item = await write(async (tx) => {
		const item = await requireItem(tx, viewer, submissionId);
		if (!photoIdsOf(item).includes(photoId)) throw new Refusal("not_found", "common.notFound");
		await requireUnchanged(tx, item, hiding);
		await lease(tx, { submissionId, personId: viewer.personId, at });
		return item;
	});
	if (rectangles.length === 0 && startFrom === "current") throw new Refusal("invalid", "moderation.nothingDrawn", { field: "rectangles" });
	await redactPhoto({ photoId, rectangles, startFrom, by: viewer.personId, at });
	// Somebody may have taken the item over and published it while the pictures were made.
	changed(pagesOf(item));
}
