import { inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { photos } from "#db/schema/photos.ts";
import { Refusal } from "#domain/errors.ts";
import { decideNothingToHide } from "./redact.ts";

/**
 * Lets everybody see these photos. Whoever releases has looked: where the current revision has no decision yet, this is it, with nothing
 * hidden. Part of the decision that publishes them, which writes the trail.
 */
export async function releasePhotos(tx: Tx, photoIds: string[], { by, at }: { by: string; at: Date }): Promise<void> {
	const found = await tx.select().from(photos).where(inArray(photos.id, photoIds));
	const isWhole = found.length === new Set(photoIds).size && found.every((photo) => !photo.withdrawnAt && !photo.erasedAt);
	if (!isWhole) throw new Refusal("conflict", "photos.withdrawn");
	for (const { id, revision } of found) await decideNothingToHide(tx, { photoId: id, revision, by, at });
	await tx.update(photos).set({ releasedAt: at }).where(inArray(photos.id, photoIds));
}

/** Takes a release back, as when a publication is undone; it can be given again. */
export async function unreleasePhotos(tx: Tx, photoIds: string[]): Promise<void> {
	await tx.update(photos).set({ releasedAt: null }).where(inArray(photos.id, photoIds));
}

/** The household took its consent back: from now on only itself and the staff of its region see these photos. There is no way back. */
export async function withdrawPhotos(tx: Tx, photoIds: string[], { at }: { at: Date }): Promise<void> {
	await tx.update(photos).set({ releasedAt: null, withdrawnAt: at }).where(inArray(photos.id, photoIds));
}
