import { inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { photoDerivatives, photos } from "#db/schema/photos.ts";
import { record } from "#domain/audit/trail.ts";
import { removeFiles } from "#platform/storage.ts";
import { forgetFingerprints } from "./fingerprints.ts";

/** The files of erased photos, for `removeErased` after the commit. */
export interface Erased {
	derivatives: string[];
	originals: string[];
}

/**
 * Erases pictures in the transaction that ends what they were for, so that none outlives it: the sweep of strays takes files that a power cut leaves. The bare
 * rows stay, because decisions refer to them.
 */
export async function erasePhotos(tx: Tx, photoIds: string[], { erasedBy, at }: { erasedBy: string | null; at: Date }): Promise<Erased> {
	const erased = (await tx.select().from(photos).where(inArray(photos.id, photoIds))).filter((photo) => !photo.erasedAt);
	const ids = erased.map(({ id }) => id);
	const derivatives = await tx
		.delete(photoDerivatives)
		.where(inArray(photoDerivatives.photoId, ids))
		.returning({ name: photoDerivatives.name });
	await forgetFingerprints(tx, ids);
	await tx
		.update(photos)
		.set({ erasedAt: at, releasedAt: null, originalName: null, originalExpiresAt: null, thumbhash: "", takenAt: null })
		.where(inArray(photos.id, ids));
	for (const id of ids) await record(tx, { at, actorId: erasedBy, action: "photo.erase", subject: `photo:${id}` });
	return {
		derivatives: derivatives.map(({ name }) => name),
		originals: erased.flatMap(({ originalName }) => originalName ?? []),
	};
}

export async function removeErased({ derivatives, originals }: Erased): Promise<void> {
	await removeFiles("photos", derivatives);
	await removeFiles("originals", originals);
}
