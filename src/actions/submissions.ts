import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { takeBackPair } from "#domain/consents/take-back.ts";
import { mendSubmission } from "#domain/moderation/mend-submission.ts";
import { describe } from "#domain/submissions/describe.ts";
import { removePhoto } from "#domain/submissions/remove-photo.ts";
import { swapSides } from "#domain/submissions/swap-sides.ts";
import { requireHousehold } from "#http/guards.ts";
import { mendedIn } from "#http/mended.ts";
import { text } from "./fields.ts";
import { refusable } from "./refusable.ts";

const submissionId = text;

export const submissions = {
	describe: defineAction({
		accept: "form",
		input: z.object({ submissionId, categoryCode: text }),
		handler: refusable(async (said, { locals }) => {
			const by = requireHousehold(locals.viewer);
			await describe({ ...said, by, at: locals.now });
			return { next: `/submit/${said.submissionId}/check` };
		}),
	}),
	removePhoto: defineAction({
		accept: "form",
		input: z.object({ submissionId, photoId: text }),
		handler: refusable(async (photo, { locals }) => {
			const by = requireHousehold(locals.viewer);
			await removePhoto({ ...photo, by, at: locals.now });
			return {};
		}),
	}),
	swapSides: defineAction({
		accept: "form",
		input: z.object({ submissionId, before: text }),
		handler: refusable(async (swap, { locals }) => {
			const by = requireHousehold(locals.viewer);
			await swapSides({ ...swap, by, at: locals.now });
			return {};
		}),
	}),
	send: defineAction({
		accept: "form",
		input: z.object({ submissionId, startedBy: text, consentsToDisplay: text, asIs: text }),
		handler: refusable(async ({ consentsToDisplay, asIs, ...said }, { locals }) => {
			const by = requireHousehold(locals.viewer);
			const ticked = { consentsToDisplay: consentsToDisplay === "on", isAsIs: asIs === "yes" };
			await mendSubmission({ ...said, ...ticked, by, at: locals.now });
			return { next: "/me?done=sent" };
		}),
	}),
	mend: defineAction({
		accept: "form",
		handler: refusable(async (form: FormData, { locals }) => {
			const by = requireHousehold(locals.viewer);
			await mendSubmission({ ...mendedIn(form), submissionId: form.get("submissionId")?.toString() ?? "", by, at: locals.now });
			return { next: "/me?done=sent" };
		}),
	}),
	withdraw: defineAction({
		accept: "form",
		input: z.object({ submissionId }),
		handler: refusable(async ({ submissionId }, { locals }) => {
			const by = requireHousehold(locals.viewer);
			const { wasSent, wasShown } = await takeBackPair({ submissionId, by, at: locals.now });
			if (!wasSent) return { next: "/me?done=deleted" };
			return { next: `/me?done=${wasShown ? "withdrawn" : "takenBack"}` };
		}),
	}),
};
