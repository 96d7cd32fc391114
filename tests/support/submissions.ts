import { write } from "#db/client.ts";
import { decisions } from "#db/schema/moderation.ts";
import { SUBMISSION_LIFE } from "#db/schema/submissions.ts";
import { takeStep } from "#domain/stages.ts";
import { addPhoto } from "#domain/submissions/add-photo.ts";
import { describe } from "#domain/submissions/describe.ts";
import { sendSubmission } from "#domain/submissions/send-submission.ts";
import { startDraft } from "#domain/submissions/start-draft.ts";
import type { Member, Side } from "#domain/submissions/types.ts";
import { MORNING } from "#tests/cast.ts";
import { photoOf, uploadOf } from "#tests/pictures.ts";

/** The smallest photo that intake accepts: quick, and different for each number. */
export async function smallUpload(number: number, width = 320) {
	return uploadOf(await photoOf(number, { width, height: (width * 3) / 4 }));
}

export async function draftOf(by: Member, { key = "first", at = MORNING } = {}): Promise<string> {
	const { submissionId } = await startDraft({ householdId: by.householdId, idempotencyKey: key, by, at });
	return submissionId;
}

export async function withPhoto(submissionId: string, by: Member, side: Side, number: number, width?: number): Promise<string> {
	const { photoId } = await addPhoto({ submissionId, side, upload: await smallUpload(number, width), by, at: MORNING });
	return photoId;
}

interface Sent {
	key?: string;
	number?: number;
	at?: Date;
	words?: string;
	categoryCode?: string;
	/** Of its photos. */
	width?: number;
}

/** A draft that only needs sending, with photos `number` and `number + 1`. */
export async function readyDraft(
	by: Member,
	{ key = "first", number = 1, at = MORNING, words = "柴火重新码了，靠墙一溜齐。", categoryCode = "Q3-01", width }: Sent = {},
): Promise<string> {
	const submissionId = await draftOf(by, { key, at });
	await withPhoto(submissionId, by, "before", number, width);
	await withPhoto(submissionId, by, "after", number + 1, width);
	await describe({ submissionId, words, categoryCode, startedBy: "self", by, at });
	return submissionId;
}

export async function sentSubmission(by: Member, more: Sent = {}): Promise<string> {
	const submissionId = await readyDraft(by, more);
	await sendSubmission({ submissionId, consentsToDisplay: true, by, at: more.at ?? MORNING });
	return submissionId;
}

/** The moderator's outcome without the moderation area, for tests of what the household does next. */
export async function decided(submissionId: string, outcome: "published" | "returned" | "declined", moderatorId: string): Promise<void> {
	await write(async (tx) => {
		await tx.insert(decisions).values({ submissionId, version: 1, outcome, note: "请换一张亮一点的。", moderatorId, decidedAt: MORNING });
		await takeStep(tx, SUBMISSION_LIFE, { id: submissionId, stage: outcome, actorId: moderatorId, at: MORNING });
	});
}
