import { write } from "#db/client.ts";
import { photoDerivatives, photos } from "#db/schema/photos.ts";
import { submissionPhotos } from "#db/schema/submissions.ts";
import { describe } from "#domain/submissions/describe.ts";
import { sendSubmission } from "#domain/submissions/send-submission.ts";
import { startDraft } from "#domain/submissions/start-draft.ts";
import type { Member, Side } from "#domain/submissions/types.ts";
import { sha256 } from "#platform/hash.ts";
import { newId, randomCode } from "#platform/ids.ts";
import { MORNING } from "#tests/cast.ts";

export interface Pair {
	submissionId: string;
	version: number;
	before: string;
	after: string;
}

type Measures = Partial<Pick<typeof photos.$inferInsert, "takenAt" | "brightness" | "sharpness">>;

/** A pair that waits, sent by the household's own commands; its photos are rows without files, for tests that never open one. */
export async function sentPair(by: Member, { at = MORNING, measures = {} as Measures } = {}): Promise<Pair> {
	const { submissionId } = await startDraft({ householdId: by.householdId, idempotencyKey: newId(), by, at });
	const before = await paperPhoto(submissionId, by, "before", { at, ...measures });
	const after = await paperPhoto(submissionId, by, "after", { at, ...measures });
	await describe({ submissionId, words: "柴火重新码了，靠墙一溜齐。", categoryCode: "Q3-01", startedBy: "self", by, at });
	const { version } = await sendSubmission({ submissionId, consentsToDisplay: true, by, at });
	return { submissionId, version, before, after };
}

/** Mends nothing and sends again: the next version. */
export async function sendAgain({ submissionId }: Pair, by: Member, at = MORNING): Promise<number> {
	return (await sendSubmission({ submissionId, consentsToDisplay: true, by, at })).version;
}

async function paperPhoto(submissionId: string, by: Member, side: Side, { at, ...measures }: Measures & { at: Date }): Promise<string> {
	const photoId = newId();
	const sha = sha256(photoId);
	await write(async (tx) => {
		await tx.insert(photos).values({
			id: photoId,
			householdId: by.householdId,
			receivedBy: by.personId,
			receivedAt: at,
			sha256: sha,
			...{ format: "jpeg", width: 1280, height: 960, thumbhash: "", averageColour: "#aabb99", brightness: 120, sharpness: 300 },
			...measures,
		});
		const derivative = { photoId, revision: 0, format: "jpeg" as const, width: 480, height: 360, bytes: 1, sha256: sha };
		await tx.insert(photoDerivatives).values({ name: `${randomCode(26)}.jpg`, ...derivative });
		await tx.insert(submissionPhotos).values({ submissionId, side, position: 1, photoId, sha256: sha });
	});
	return photoId;
}
