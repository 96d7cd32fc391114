import { eq } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { submissionPhotos, submissions } from "#db/schema/submissions.ts";
import { requireEditable } from "./submissions.ts";
import type { Member } from "./types.ts";

export interface Swap {
	submissionId: string;
	by: Member;
	at: Date;
}

/** What was put under "before" becomes "after" and the other way round: the way out of the commonest mix-up. */
export async function swapSides({ submissionId, by, at }: Swap): Promise<void> {
	await write(async (tx) => {
		await requireEditable(tx, submissionId, by);
		await turnRound(tx, submissionId);
		await tx.update(submissions).set({ editedAt: at }).where(eq(submissions.id, submissionId));
	});
}

async function turnRound(tx: Tx, submissionId: string): Promise<void> {
	const placed = await tx.delete(submissionPhotos).where(eq(submissionPhotos.submissionId, submissionId)).returning();
	if (placed.length === 0) return;
	const turned = placed.map((photo) => ({ ...photo, side: photo.side === "before" ? ("after" as const) : ("before" as const) }));
	await tx.insert(submissionPhotos).values(turned);
}
