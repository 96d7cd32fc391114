import { and, eq } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { submissionPhotos, submissions } from "#db/schema/submissions.ts";
import { requireEditable } from "./submissions.ts";
import type { Member } from "./types.ts";

export interface Swap {
	submissionId: string;
	/** A photo that was under "before" when the form was shown. If it is no longer there, the sides were already swapped. */
	before: string;
	by: Member;
	at: Date;
}

/** Swaps "before" and "after", which households often mix up. The same form sent twice swaps once. */
export async function swapSides({ submissionId, before, by, at }: Swap): Promise<void> {
	await write(async (tx) => {
		await requireEditable(tx, submissionId, by);
		if (!(await isStillBefore(tx, { submissionId, photoId: before }))) return;
		await turnRound(tx, submissionId);
		await tx.update(submissions).set({ editedAt: at }).where(eq(submissions.id, submissionId));
	});
}

async function isStillBefore(tx: Tx, { submissionId, photoId }: { submissionId: string; photoId: string }): Promise<boolean> {
	const placed = and(eq(submissionPhotos.submissionId, submissionId), eq(submissionPhotos.photoId, photoId));
	const [photo] = await tx.select({ side: submissionPhotos.side }).from(submissionPhotos).where(placed);
	return photo?.side === "before";
}

async function turnRound(tx: Tx, submissionId: string): Promise<void> {
	const placed = await tx.delete(submissionPhotos).where(eq(submissionPhotos.submissionId, submissionId)).returning();
	const turned = placed.map((photo) => ({ ...photo, side: photo.side === "before" ? ("after" as const) : ("before" as const) }));
	await tx.insert(submissionPhotos).values(turned);
}
