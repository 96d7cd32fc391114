import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { BOARD_OBJECTIONS } from "#domain/boards/objections.ts";
import { MODEL_OBJECTIONS } from "#domain/models/notice.ts";
import { OBJECTION_ROOMS } from "#domain/notices/types.ts";
import { answerObjection } from "#domain/objections/answer-objection.ts";
import type { KindRules } from "#domain/objections/kinds.ts";
import { objectTo } from "#domain/objections/object-to.ts";
import type { ObjectionKind } from "#domain/objections/types.ts";
import { RATING_OBJECTIONS } from "#domain/ratings/objections.ts";
import { ADMIN_ROLES } from "#domain/regions/scope.ts";
import { TITLE_OBJECTIONS } from "#domain/titles/notice-title.ts";
import { ROUND_OBJECTIONS } from "#domain/votes/counts/objections.ts";
import { requireHousehold, requireRole } from "#http/guards.ts";
import { text } from "./fields.ts";
import { refusable } from "./refusable.ts";

const KINDS: Record<ObjectionKind, KindRules> = {
	...{
		board: BOARD_OBJECTIONS,
		model_village: MODEL_OBJECTIONS,
		rating: RATING_OBJECTIONS,
		round: ROUND_OBJECTIONS,
		title: TITLE_OBJECTIONS,
	},
};

const input = z.object({ kind: z.enum(["board", "model_village", "rating", "round", "title"]), subject: text });

export const objections = {
	make: defineAction({
		accept: "form",
		input: input.extend({ words: text }),
		handler: refusable(async ({ kind, subject, words }, { locals }) => {
			await objectTo(KINDS[kind], { subject, by: requireHousehold(locals.viewer), words, at: locals.now });
			return { next: `/${OBJECTION_ROOMS[kind]}/${subject}/objections?done=sent` };
		}),
	}),
	answer: defineAction({
		accept: "form",
		input: input.extend({ number: z.coerce.number().catch(0), answer: text, verdict: text }),
		handler: refusable(async ({ kind, subject, number, answer, verdict }, { locals }) => {
			const by = requireRole(locals.viewer, ...ADMIN_ROLES);
			await answerObjection(KINDS[kind], { subject, number, by, answer, isUpheld: verdict === "upheld", at: locals.now });
			return { next: `/staff/${OBJECTION_ROOMS[kind]}/${subject}/objections?done=answered` };
		}),
	}),
};
