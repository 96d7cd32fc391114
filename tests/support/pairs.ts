import { write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { submissionPhotos } from "#db/schema/submissions.ts";
import { describe } from "#domain/submissions/describe.ts";
import { sendSubmission } from "#domain/submissions/send-submission.ts";
import { startDraft } from "#domain/submissions/start-draft.ts";
import type { Member, Side } from "#domain/submissions/types.ts";
import { MORNING } from "#tests/cast.ts";
import { type PaperPhoto, paperPhoto } from "#tests/paper-photos.ts";

export interface Pair {
	submissionId: string;
	version: number;
	before: string;
	after: string;
}

/** A waiting pair, sent by the household's commands. Its photos are rows without files, for tests that never open one. */
export async function sentPair(by: Member, { at = MORNING, measures = {} as Partial<PaperPhoto> } = {}): Promise<Pair> {
	const { submissionId } = await startDraft({ householdId: by.householdId, idempotencyKey: newId(), by, at });
	const before = await placedPhoto(submissionId, by, "before", { at, ...measures });
	const after = await placedPhoto(submissionId, by, "after", { at, ...measures });
	await describe({ submissionId, words: "柴火重新码了，靠墙一溜齐。", categoryCode: "Q3-01", startedBy: "self", by, at });
	const { version } = await sendSubmission({ submissionId, consentsToDisplay: true, by, at });
	return { submissionId, version, before, after };
}

/** Changes nothing and sends again, as the next version. */
export async function sendAgain({ submissionId }: Pair, by: Member, at = MORNING): Promise<number> {
	return (await sendSubmission({ submissionId, consentsToDisplay: true, by, at })).version;
}

export async function placedPhoto(submissionId: string, by: Member, side: Side, more: Omit<PaperPhoto, "photoId" | "by">): Promise<string> {
	const photoId = newId();
	await write(async (tx) => {
		await paperPhoto(tx, { photoId, by, ...more });
		await tx.insert(submissionPhotos).values({ submissionId, side, position: 1, photoId, sha256: photoId });
	});
	return photoId;
}
