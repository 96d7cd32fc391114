import { and, eq, isNull } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { consents, submissionPhotos } from "#db/schema/submissions.ts";
import { record } from "#domain/audit/trail.ts";
import { erasePhotos } from "#domain/photos/erase.ts";
import { withdrawPhotos } from "#domain/photos/release.ts";
import { changed } from "#platform/changes.ts";
import { pagesShowing } from "./pages.ts";
import { enterStage, requireOwn, type Submission } from "./submissions.ts";
import type { Member } from "./types.ts";

export interface Withdrawal {
	submissionId: string;
	by: Member;
	at: Date;
}

/**
 * Takes a submission back, with its consent and its pictures, whatever its stage: a draft that nobody has seen is deleted with its pictures, a
 * published pair leaves every page. Points that it earned stay. Done twice, the second time finds nothing to do.
 */
export async function withdrawSubmission(withdrawal: Withdrawal): Promise<{ wasSent: boolean }> {
	const { drafted, shownOn, wasSent } = await write(async (tx) => {
		const submission = await requireOwn(tx, withdrawal.submissionId, withdrawal.by);
		const wasSent = submission.version > 0;
		if (submission.stage === "withdrawn") return { drafted: [], shownOn: [], wasSent };
		await takeBackConsent(tx, withdrawal);
		const photoIds = await takeAwayPhotos(tx, withdrawal);
		await closeLife(tx, submission, withdrawal);
		const shownOn = submission.stage === "published" ? await pagesShowing(tx, submission) : [];
		return { drafted: wasSent ? [] : photoIds, shownOn, wasSent };
	});
	changed(shownOn);
	await erasePhotos(drafted, { by: withdrawal.by.personId, at: withdrawal.at });
	return { wasSent };
}

async function takeBackConsent(tx: Tx, { submissionId, by, at }: Withdrawal): Promise<void> {
	const standing = and(eq(consents.submissionId, submissionId), isNull(consents.withdrawnAt));
	await tx.update(consents).set({ withdrawnAt: at, withdrawnBy: by.personId }).where(standing);
}

async function takeAwayPhotos(tx: Tx, { submissionId, at }: Withdrawal): Promise<string[]> {
	const placed = await tx
		.select({ photoId: submissionPhotos.photoId })
		.from(submissionPhotos)
		.where(eq(submissionPhotos.submissionId, submissionId));
	const photoIds = placed.map((photo) => photo.photoId);
	await withdrawPhotos(tx, photoIds, { at });
	return photoIds;
}

async function closeLife(tx: Tx, { stage }: Submission, { submissionId, by, at }: Withdrawal): Promise<void> {
	await enterStage(tx, { submissionId, stage: "withdrawn", actorId: by.personId, at });
	const detail = { from: stage };
	await record(tx, { at, actorId: by.personId, action: "submission.withdraw", subject: `submission:${submissionId}`, detail });
}
