import { and, eq } from "drizzle-orm";
import { write } from "#db/client.ts";
import { submissionPhotos, submissions } from "#db/schema/submissions.ts";
import { erasePhotos, removeErased } from "#domain/photos/erase.ts";
import { withdrawPhotos } from "#domain/photos/release.ts";
import { requireEditable } from "./submissions.ts";
import type { Member } from "./types.ts";

export interface Removal {
	submissionId: string;
	photoId: string;
	by: Member;
	at: Date;
}

/** A photo that was never sent is deleted for good. */
export async function removePhoto({ submissionId, photoId, by, at }: Removal): Promise<void> {
	const erased = await write(async (tx) => {
		const { version } = await requireEditable(tx, submissionId, by);
		const removed = await tx
			.delete(submissionPhotos)
			.where(and(eq(submissionPhotos.submissionId, submissionId), eq(submissionPhotos.photoId, photoId)))
			.returning({ photoId: submissionPhotos.photoId });
		if (removed.length === 0) return null;
		await withdrawPhotos(tx, [photoId], { at });
		await tx.update(submissions).set({ editedAt: at }).where(eq(submissions.id, submissionId));
		return version === 0 ? erasePhotos(tx, [photoId], { erasedBy: by.personId, at }) : null;
	});
	if (erased) await removeErased(erased);
}
