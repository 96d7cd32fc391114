import { and, eq } from "drizzle-orm";
import { db } from "#db/client.ts";
import { submissionVersions } from "#db/schema/submissions.ts";
import { Refusal } from "#domain/errors.ts";
import { describe } from "#domain/submissions/describe.ts";
import { ownSubmission } from "#domain/submissions/own-submission.ts";
import { type Sending, sendSubmission } from "#domain/submissions/send-submission.ts";
import { swapSides } from "#domain/submissions/swap-sides.ts";
import type { Side, Stage } from "#domain/submissions/types.ts";
import { toMend } from "./mending.ts";
import type { PhotoReason, Reason } from "./types.ts";

export interface Mended extends Sending {
	/** What is left out stays as it is. */
	words?: string | undefined;
	categoryCode?: string | undefined;
	startedBy?: string | undefined;
	/** A photo that stood under "before" and belongs under "after". */
	swap?: string | undefined;
	/** Whether it goes out although a photo in question is still the old one. */
	isAsIs: boolean;
}

/** Changes what was asked for and sends the pair. What was changed is kept, even if it cannot be sent yet. */
export async function mendSubmission({
	words,
	categoryCode,
	startedBy,
	swap,
	isAsIs,
	...sending
}: Mended): Promise<{ stage: Stage; version: number }> {
	const { submissionId, by, at } = sending;
	if (words !== undefined || categoryCode || startedBy) await describe({ submissionId, words, categoryCode, startedBy, by, at });
	if (swap) await swapSides({ submissionId, before: swap, by, at });
	if (!isAsIs) await requireNewPhotos(sending);
	return sendSubmission(sending);
}

/** What was sent is measured, and not the photos that came since: a bright one would move the blame for a dark one to the other side. */
async function requireNewPhotos({ submissionId, by }: Sending): Promise<void> {
	const { stage, version, feedback, before, after } = await ownSubmission(by, submissionId);
	const ofVersion = and(eq(submissionVersions.submissionId, submissionId), eq(submissionVersions.version, version));
	const [sent] = await db.select().from(submissionVersions).where(ofVersion);
	if (stage !== "returned" || !sent) return;
	const { sides } = await toMend({ feedback, before: sent.before, after: sent.after });
	const standing = [...before, ...after].map(({ photoId }) => photoId);
	const isOld = (side: Side) => sides[side].length > 0 && sent[side].every((photoId) => standing.includes(photoId));
	const old = (["before", "after"] as const).filter(isOld);
	const [first] = old;
	// Where nobody said which of two photos is meant, a new one on either side is enough.
	const isMeant = (reason: Reason) =>
		feedback?.sides[reason as PhotoReason] || !sides.before.includes(reason) || !sides.after.includes(reason);
	if (first && (old.length === 2 || sides[first].some(isMeant)))
		throw new Refusal("conflict", `submissions.stillOld.${old.length === 2 ? "both" : first}`, { field: "asIs" });
}
