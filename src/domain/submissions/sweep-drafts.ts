import { and, eq, isNull, lte } from "drizzle-orm";
import { db, write } from "#db/client.ts";
import { photos } from "#db/schema/photos.ts";
import { submissionPhotos, submissions } from "#db/schema/submissions.ts";
import type { Sweep } from "#domain/clock/types.ts";
import { erasePhotos } from "#domain/photos/erase.ts";
import { setting } from "#domain/settings/settings.ts";
import { untouchedSince } from "./rules.ts";
import { endSubmission } from "./withdraw-submission.ts";

export async function sweepDrafts({ at, dueBy }: Sweep): Promise<number> {
	const since = untouchedSince(dueBy, await setting("draftDays"));
	const isLeft = and(eq(submissions.stage, "draft"), lte(submissions.editedAt, since));
	const left = await db.select({ id: submissions.id }).from(submissions).where(isLeft);
	let swept = 0;
	for (const { id } of left) if (await sweep(id, { since, at })) swept += 1;
	await eraseDrafted(at);
	return swept;
}

// Checked again inside the transaction, because the household may have returned to the draft.
async function sweep(id: string, { since, at }: { since: Date; at: Date }): Promise<boolean> {
	return write(async (tx) => {
		const isStillLeft = and(eq(submissions.id, id), eq(submissions.stage, "draft"), lte(submissions.editedAt, since));
		const [draft] = await tx.select().from(submissions).where(isStillLeft);
		if (draft) await endSubmission(tx, draft, { actorId: null, at, action: "submission.sweep" });
		return draft !== undefined;
	});
}

// Reads the rows instead of the list of this sweep: so a power cut during an earlier deletion leaves no pictures either.
async function eraseDrafted(at: Date): Promise<void> {
	const isOfNothing = and(eq(submissions.stage, "withdrawn"), eq(submissions.version, 0), isNull(photos.erasedAt));
	const rows = await db
		.select({ photoId: photos.id })
		.from(submissions)
		.innerJoin(submissionPhotos, eq(submissionPhotos.submissionId, submissions.id))
		.innerJoin(photos, eq(photos.id, submissionPhotos.photoId))
		.where(isOfNothing);
	await erasePhotos(
		rows.map(({ photoId }) => photoId),
		{ erasedBy: null, at },
	);
}
