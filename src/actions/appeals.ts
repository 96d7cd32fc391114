import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { appeal, appealFor } from "#domain/votes/doubts/appeal.ts";
import { WITNESSES } from "#domain/votes/doubts/officers.ts";
import { proposeRuling, signRuling } from "#domain/votes/doubts/rule-on-appeal.ts";
import { RULINGS } from "#domain/votes/types.ts";
import { requireHousehold, requireRole } from "#http/guards.ts";
import { text } from "./fields.ts";
import { refusable } from "./refusable.ts";

const ofRound = z.object({ roundId: text });
const ofAppeal = ofRound.extend({ appealId: text, ruling: z.enum(RULINGS) });

const pageOf = (roundId: string, done: string) => `/staff/votes/${roundId}/invalidations?done=${done}`;

export const appeals = {
	make: defineAction({
		accept: "form",
		input: ofRound.extend({ words: text }),
		handler: refusable(async ({ roundId, words }, { locals }) => {
			await appeal({ roundId, by: requireHousehold(locals.viewer), words, at: locals.now });
			return { next: `/votes/${roundId}/appeal?done=sent` };
		}),
	}),
	writeDown: defineAction({
		accept: "form",
		input: ofRound.extend({ invalidationId: text, words: text }),
		handler: refusable(async ({ roundId, ...said }, { locals }) => {
			await appealFor({ ...said, by: requireRole(locals.viewer, ...WITNESSES), at: locals.now });
			return { next: pageOf(roundId, "appealed") };
		}),
	}),
	propose: defineAction({
		accept: "form",
		input: ofAppeal.extend({ why: text }),
		handler: refusable(async ({ roundId, ...ruled }, { locals }) => {
			await proposeRuling({ ...ruled, by: requireRole(locals.viewer, ...WITNESSES), at: locals.now });
			return { next: pageOf(roundId, "ruled") };
		}),
	}),
	sign: defineAction({
		accept: "form",
		input: ofAppeal,
		handler: refusable(async ({ roundId, ...ruled }, { locals }) => {
			await signRuling({ ...ruled, by: requireRole(locals.viewer, ...WITNESSES), at: locals.now });
			return { next: pageOf(roundId, "settled") };
		}),
	}),
};
