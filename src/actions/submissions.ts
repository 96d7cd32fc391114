import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { describe } from "#domain/submissions/describe.ts";
import { removePhoto } from "#domain/submissions/remove-photo.ts";
import { sendSubmission } from "#domain/submissions/send-submission.ts";
import { startDraft } from "#domain/submissions/start-draft.ts";
import { swapSides } from "#domain/submissions/swap-sides.ts";
import { withdrawSubmission } from "#domain/submissions/withdraw-submission.ts";
import { requireHousehold } from "#http/guards.ts";
import { refusable } from "./refusable.ts";

const text = z.string().default("");
const submissionId = text;

export const submissions = {
	start: defineAction({
		accept: "form",
		input: z.object({ idempotencyKey: text }),
		handler: refusable(async ({ idempotencyKey }, { locals }) => {
			const by = requireHousehold(locals.viewer);
			const draft = await startDraft({ householdId: by.householdId, idempotencyKey, by, at: locals.now });
			return { next: `/submit/${draft.submissionId}` };
		}),
	}),
	describe: defineAction({
		accept: "form",
		input: z.object({ submissionId, words: z.string().optional(), categoryCode: text, startedBy: text }),
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
		input: z.object({ submissionId, consentsToDisplay: text }),
		handler: refusable(async ({ submissionId, consentsToDisplay }, { locals }) => {
			const by = requireHousehold(locals.viewer);
			await sendSubmission({ submissionId, consentsToDisplay: consentsToDisplay === "on", by, at: locals.now });
			return { next: `/submit/${submissionId}/sent` };
		}),
	}),
	withdraw: defineAction({
		accept: "form",
		input: z.object({ submissionId }),
		handler: refusable(async ({ submissionId }, { locals }) => {
			const by = requireHousehold(locals.viewer);
			const { wasSent } = await withdrawSubmission({ submissionId, by, at: locals.now });
			return { next: `/me?done=${wasSent ? "withdrawn" : "deleted"}` };
		}),
	}),
};
