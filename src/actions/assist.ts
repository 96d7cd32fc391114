import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { takeBackPair } from "#domain/consents/take-back.ts";
import { mendSubmission } from "#domain/moderation/mend-submission.ts";
import { helping } from "#domain/submissions/helper.ts";
import { removePhoto } from "#domain/submissions/remove-photo.ts";
import { startDraft } from "#domain/submissions/start-draft.ts";
import { swapSides } from "#domain/submissions/swap-sides.ts";
import { takeUp } from "#domain/submissions/take-up.ts";
import { HELPERS } from "#domain/submissions/types.ts";
import { requireRole } from "#http/guards.ts";
import { messagesFor } from "#i18n/messages.ts";
import { text } from "./fields.ts";
import { refusable } from "./refusable.ts";

const submissionId = text;

/** 代填: what an officer does with a pair for a household. */
export const assist = {
	start: defineAction({
		accept: "form",
		input: z.object({ householdId: text, idempotencyKey: text }),
		handler: refusable(async (asked, { locals }) => {
			const helper = requireRole(locals.viewer, ...HELPERS);
			const draft = await startDraft({ ...asked, by: helper, helper, at: locals.now });
			return { next: `/staff/assist/${draft.submissionId}` };
		}),
	}),
	takeUp: defineAction({
		accept: "form",
		input: z.object({ submissionId }),
		handler: refusable(async ({ submissionId }, { locals }) => {
			await takeUp({ submissionId, by: requireRole(locals.viewer, ...HELPERS), at: locals.now });
			return { next: `/staff/assist/${submissionId}?done=takenUp` };
		}),
	}),
	removePhoto: defineAction({
		accept: "form",
		input: z.object({ submissionId, photoId: text }),
		handler: refusable(async (photo, { locals }) => {
			const by = await helping(requireRole(locals.viewer, ...HELPERS), photo.submissionId);
			await removePhoto({ ...photo, by, at: locals.now });
			return { next: `/staff/assist/${photo.submissionId}` };
		}),
	}),
	swapSides: defineAction({
		accept: "form",
		input: z.object({ submissionId, before: text }),
		handler: refusable(async (swap, { locals }) => {
			const by = await helping(requireRole(locals.viewer, ...HELPERS), swap.submissionId);
			await swapSides({ ...swap, by, at: locals.now });
			return { next: `/staff/assist/${swap.submissionId}` };
		}),
	}),
	send: defineAction({
		accept: "form",
		input: z.object({ submissionId, saidBy: text, speaker: text, how: text, consentsToDisplay: text, asIs: text }),
		handler: refusable(async ({ submissionId, consentsToDisplay, asIs, ...said }, { locals }) => {
			const helper = requireRole(locals.viewer, ...HELPERS);
			const by = await helping(helper, submissionId);
			const yes = { helper, ...said, readText: messagesFor("zh-CN").assist.consent.edition };
			const ticked = { consentsToDisplay: consentsToDisplay === "on", isAsIs: asIs === "yes" };
			await mendSubmission({ submissionId, ...ticked, by, yes, at: locals.now });
			return { next: "/staff/assist?done=sent" };
		}),
	}),
	withdraw: defineAction({
		accept: "form",
		input: z.object({ submissionId }),
		handler: refusable(async ({ submissionId }, { locals }) => {
			const helper = requireRole(locals.viewer, ...HELPERS);
			const by = await helping(helper, submissionId);
			const { wasSent, wasShown } = await takeBackPair({ submissionId, by, helper, at: locals.now });
			const done = wasShown ? "withdrawn" : wasSent ? "takenBack" : "deleted";
			return { next: `/staff/assist?household=${by.householdId}&done=${done}` };
		}),
	}),
};
