import { inArray } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { photoDerivatives, photos } from "#db/schema/photos.ts";
import { record } from "#domain/audit/trail.ts";
import { removeFiles } from "#platform/storage.ts";
import { forgetFingerprints } from "./fingerprints.ts";

/** The bare rows stay, because decisions refer to them. */
export async function erasePhotos(photoIds: string[], { erasedBy, at }: { erasedBy: string | null; at: Date }): Promise<void> {
	if (photoIds.length === 0) return;
	const gone = await write((tx) => forgetPhotos(tx, photoIds, { erasedBy, at }));
	await removeFiles("photos", gone.derivatives);
	await removeFiles("originals", gone.originals);
}

async function forgetPhotos(tx: Tx, photoIds: string[], { erasedBy, at }: { erasedBy: string | null; at: Date }) {
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
