import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { showLookback } from "#domain/lookbacks/answer-lookback.ts";
import { APPEAL_ANSWERERS, answerLookbackAppeal, appealLookback } from "#domain/lookbacks/appeal.ts";
import { HELPERS } from "#domain/submissions/types.ts";
import { requireHousehold, requireRole } from "#http/guards.ts";
import { text } from "./fields.ts";
import { refusable } from "./refusable.ts";

export const lookbacks = {
	appeal: defineAction({
		accept: "form",
		input: z.object({ lookbackId: text, submissionId: text, words: text }),
		handler: refusable(async ({ lookbackId, submissionId, words }, { locals }) => {
			const { personId, householdId } = requireHousehold(locals.viewer);
			const by = { personId, householdId, letInBy: locals.viewer?.letInBy };
			await appealLookback({ lookbackId, words, by, at: locals.now });
			return { next: `/me/submissions/${submissionId}?done=appealed#lookbacks` };
		}),
	}),
	appealFor: defineAction({
		accept: "form",
		input: z.object({ householdId: text, lookbackId: text, words: text, saidBy: text, speaker: text }),
		handler: refusable(async ({ householdId, ...said }, { locals }) => {
			await appealLookback({ ...said, by: requireRole(locals.viewer, ...HELPERS), at: locals.now });
			return { next: `/staff/assist?household=${householdId}&done=appealed` };
		}),
	}),
	answerAppeal: defineAction({
		accept: "form",
		input: z.object({ lookbackId: text, verdict: text, words: text }),
		handler: refusable(async ({ lookbackId, verdict, words }, { locals }) => {
			const by = requireRole(locals.viewer, ...APPEAL_ANSWERERS);
			await answerLookbackAppeal({ lookbackId, isUpheld: verdict === "right", words, by, at: locals.now });
			return { next: "/staff/lookbacks?done=answered#appeals" };
		}),
	}),
	show: defineAction({
		accept: "form",
		input: z.object({ lookbackId: text, submissionId: text, shown: text }),
		handler: refusable(async ({ lookbackId, submissionId, shown }, { locals }) => {
			await showLookback({ lookbackId, isShown: shown === "yes", by: requireHousehold(locals.viewer), at: locals.now });
			return { next: `/me/submissions/${submissionId}#lookbacks` };
		}),
	}),
};
