import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { ADMIN_ROLES } from "#domain/regions/scope.ts";
import { answerObjection } from "#domain/votes/counts/answer-objection.ts";
import { countRound } from "#domain/votes/counts/count-round.ts";
import { finishRound } from "#domain/votes/counts/finish-round.ts";
import { objectTo } from "#domain/votes/counts/objections.ts";
import { requireHousehold, requireRole } from "#http/guards.ts";
import { text } from "../fields.ts";
import { refusable } from "../refusable.ts";

const ofRound = z.object({ roundId: text });

export const counts = {
	count: defineAction({
		accept: "form",
		input: ofRound,
		handler: refusable(async ({ roundId }, { locals }) => {
			await countRound({ roundId, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: `/staff/votes/${roundId}/count?done=counted` };
		}),
	}),
	finish: defineAction({
		accept: "form",
		input: ofRound,
		handler: refusable(async ({ roundId }, { locals }) => {
			await finishRound({ roundId, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: `/staff/votes/${roundId}/count?done=finished` };
		}),
	}),
	object: defineAction({
		accept: "form",
		input: ofRound.extend({ words: text }),
		handler: refusable(async ({ roundId, words }, { locals }) => {
			await objectTo({ roundId, by: requireHousehold(locals.viewer), words, at: locals.now });
			return { next: `/votes/${roundId}/objections?done=sent` };
		}),
	}),
	answer: defineAction({
		accept: "form",
		input: ofRound.extend({ number: z.coerce.number().catch(0), answer: text, verdict: text }),
		handler: refusable(async ({ roundId, number, answer, verdict }, { locals }) => {
			const by = requireRole(locals.viewer, ...ADMIN_ROLES);
			await answerObjection({ roundId, number, by, answer, isUpheld: verdict === "upheld", at: locals.now });
			return { next: `/staff/votes/${roundId}/objections?done=answered` };
		}),
	}),
};
