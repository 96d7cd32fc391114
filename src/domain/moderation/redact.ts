import { type Tx, write } from "#db/client.ts";
import { Refusal } from "#domain/errors.ts";
import { redactPhoto } from "#domain/photos/redact.ts";
import type { Rectangle } from "#domain/photos/types.ts";
import { lease } from "./claims.ts";
import { type OnVersion, requireUnchanged } from "./decide.ts";
import { photoIdsOf, requireItem } from "./item.ts";

export interface Hiding extends OnVersion {
	photoId: string;
	/** Fractions of the picture as shown. */
	rectangles: Rectangle[];
	startFrom: "current" | "original";
}

/** Drawn outside the transaction. If another moderator takes the item over meanwhile, nothing is swapped, because they decide on what they saw. */
export async function redact(hiding: Hiding): Promise<void> {
	const { by, submissionId, photoId, rectangles, startFrom, at } = hiding;
	await write(async (tx) => {
		await requireOpen(tx, hiding);
		await lease(tx, { submissionId, personId: by.personId, at });
	});
	if (rectangles.length === 0 && startFrom === "current") throw new Refusal("invalid", "moderation.nothingDrawn", { field: "rectangles" });
	await redactPhoto({ photoId, rectangles, startFrom, decidedBy: by.personId, at, requireStill: (tx) => requireOpen(tx, hiding) });
}

async function requireOpen(tx: Tx, hiding: Hiding): Promise<void> {
	const item = await requireItem(tx, hiding.by, hiding.submissionId);
	if (!photoIdsOf(item).includes(hiding.photoId)) throw new Refusal("not_found", "common.notFound");
	await requireUnchanged(tx, item, hiding);
}
