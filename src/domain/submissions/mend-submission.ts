import { describe } from "./describe.ts";
import { type Sending, sendSubmission } from "./send-submission.ts";
import { swapSides } from "./swap-sides.ts";
import type { Stage } from "./types.ts";

export interface Mended extends Sending {
	/** What is left out stays as it is. */
	words?: string | undefined;
	categoryCode?: string | undefined;
	startedBy?: string | undefined;
	/** A photo that stood under "before" and belongs under "after". */
	swap?: string | undefined;
}

/** Changes what was asked for and sends the pair. What was changed is kept, even if it cannot be sent yet. */
export async function mendSubmission({
	words,
	categoryCode,
	startedBy,
	swap,
	...sending
}: Mended): Promise<{ stage: Stage; version: number }> {
	const { submissionId, by, at } = sending;
	if (words !== undefined || categoryCode || startedBy) await describe({ submissionId, words, categoryCode, startedBy, by, at });
	if (swap) await swapSides({ submissionId, before: swap, by, at });
	return sendSubmission(sending);
}
