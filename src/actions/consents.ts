import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { answerConsent } from "#domain/consents/answer.ts";
import { disownTakeBack } from "#domain/consents/disown.ts";
import { recordConsents } from "#domain/consents/give.ts";
import { postCopy, takeDownCopy } from "#domain/consents/post.ts";
import { takeBackConsent, takeBackConsentFor, takeBackPairFor } from "#domain/consents/take-back.ts";
import { PUBLICISTS } from "#domain/consents/types.ts";
import { HELPERS } from "#domain/submissions/types.ts";
import { requireHousehold, requireRole } from "#http/guards.ts";
import { messagesFor } from "#i18n/messages.ts";
import { list, text } from "./fields.ts";
import { refusable } from "./refusable.ts";

const textEdition = messagesFor("zh-CN").consents.edition;
const posted = (done: string) => ({ next: `/staff/publicity/posted?done=${done}` });

/** 按渠道同意, and what hangs by it. */
export const consents = {
	answer: defineAction({
		accept: "form",
		input: z.object({ asked: list, answer: text, until: text, readEdition: text }),
		handler: refusable(async ({ asked, ...answering }, { locals }) => {
			const done = await answerConsent({ ...answering, asked, textEdition, by: requireHousehold(locals.viewer), at: locals.now });
			const [, item, channel] = /^([\w:-]+)(?:@\d+)?\/(\w+)$/.exec(asked.at(-1) ?? "") ?? [];
			return { next: `/me/consents/${item}?after=${channel}&done=${done}` };
		}),
	}),
	takeBack: defineAction({
		accept: "form",
		input: z.object({ agreed: text }),
		handler: refusable(async ({ agreed }, { locals }) => {
			await takeBackConsent({ agreed, by: requireHousehold(locals.viewer), at: locals.now });
			return { next: `/me/consents?done=${/^story:.*\/site$/.test(agreed) ? "backStory" : "back"}` };
		}),
	}),
	record: defineAction({
		accept: "form",
		input: z.object({ householdId: text, agreed: list, saidBy: text, speaker: text, how: text, paperCode: text, until: text }),
		handler: refusable(async (said, { locals }) => {
			await recordConsents({ ...said, textEdition, by: requireRole(locals.viewer, ...HELPERS), at: locals.now });
			return { next: `/staff/publicity/consents?household=${said.householdId}&done=recorded` };
		}),
	}),
	takeBackFor: defineAction({
		accept: "form",
		input: z.object({ householdId: text, agreed: text, saidBy: text, speaker: text }),
		handler: refusable(async (said, { locals }) => {
			await takeBackConsentFor({ ...said, by: requireRole(locals.viewer, ...HELPERS), at: locals.now });
			return { next: `/staff/publicity/consents?household=${said.householdId}&done=back` };
		}),
	}),
	takeBackPairFor: defineAction({
		accept: "form",
		input: z.object({ householdId: text, submissionId: text, saidBy: text, speaker: text }),
		handler: refusable(async (said, { locals }) => {
			await takeBackPairFor({ ...said, by: requireRole(locals.viewer, ...HELPERS), at: locals.now });
			return { next: `/staff/publicity/consents?household=${said.householdId}&done=gone` };
		}),
	}),
	disown: defineAction({
		accept: "form",
		input: z.object({ submissionId: text }),
		handler: refusable(async ({ submissionId }, { locals }) => {
			const by = requireHousehold(locals.viewer);
			await disownTakeBack({ submissionId, householdId: by.householdId, by, at: locals.now });
			return { next: `/me/submissions/${submissionId}?done=putBack` };
		}),
	}),
	disownFor: defineAction({
		accept: "form",
		input: z.object({ householdId: text, submissionId: text, saidBy: text, speaker: text }),
		handler: refusable(async (said, { locals }) => {
			await disownTakeBack({ ...said, by: requireRole(locals.viewer, ...HELPERS), at: locals.now });
			return { next: `/staff/publicity/consents?household=${said.householdId}&done=putBack` };
		}),
	}),
	post: defineAction({
		accept: "form",
		input: z.object({ issuedId: text, place: text }),
		handler: refusable(async (copy, { locals }) => {
			await postCopy({ ...copy, by: requireRole(locals.viewer, ...PUBLICISTS), at: locals.now });
			return posted("hung");
		}),
	}),
	takeDown: defineAction({
		accept: "form",
		input: z.object({ copyId: text }),
		handler: refusable(async ({ copyId }, { locals }) => {
			await takeDownCopy({ copyId, by: requireRole(locals.viewer, ...PUBLICISTS), at: locals.now });
			return posted("down");
		}),
	}),
};
