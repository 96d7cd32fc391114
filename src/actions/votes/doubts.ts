import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { WITNESSES } from "#domain/approvals/witnesses.ts";
import { ADMIN_ROLES } from "#domain/regions/scope.ts";
import { appeal, appealFor } from "#domain/votes/doubts/appeal.ts";
import { findFlags } from "#domain/votes/doubts/find-flags.ts";
import { answerFlag } from "#domain/votes/doubts/flags.ts";
import { proposeInvalidation } from "#domain/votes/doubts/invalidate.ts";
import { proposeRuling } from "#domain/votes/doubts/rule-on-appeal.ts";
import { INVALIDATION_REASONS, RULINGS } from "#domain/votes/types.ts";
import { requireHousehold, requireRole } from "#http/guards.ts";
import { text } from "../fields.ts";
import { refusable } from "../refusable.ts";

const ofRound = z.object({ roundId: text });
const ofLine = ofRound.extend({ rollNumber: z.coerce.number().int(), why: text });

const pageOf = (roundId: string, rest: string) => `/staff/votes/${roundId}/${rest}`;

export const doubts = {
	findFlags: defineAction({
		accept: "form",
		input: ofRound,
		handler: refusable(async ({ roundId }, { locals }) => {
			const added = await findFlags({ roundId, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: pageOf(roundId, `flags?done=${added > 0 ? "found" : "nothing"}`) };
		}),
	}),
	answerFlag: defineAction({
		accept: "form",
		input: ofRound.extend({ flagId: text, note: text }),
		handler: refusable(async ({ roundId, flagId, note }, { locals }) => {
			await answerFlag({ flagId, note, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: pageOf(roundId, "flags?done=answered") };
		}),
	}),
	proposeInvalidation: defineAction({
		accept: "form",
		input: ofLine.extend({ outcome: z.enum(INVALIDATION_REASONS) }),
		handler: refusable(async (proposal, { locals }) => {
			await proposeInvalidation({ ...proposal, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: pageOf(proposal.roundId, "invalidations?done=proposed") };
		}),
	}),
	appeal: defineAction({
		accept: "form",
		input: ofRound.extend({ words: text }),
		handler: refusable(async ({ roundId, words }, { locals }) => {
			await appeal({ roundId, by: requireHousehold(locals.viewer), words, at: locals.now });
			return { next: `/votes/${roundId}/appeal?done=sent` };
		}),
	}),
	appealFor: defineAction({
		accept: "form",
		input: ofRound.extend({ approvalId: text, words: text }),
		handler: refusable(async ({ roundId, ...said }, { locals }) => {
			await appealFor({ ...said, by: requireRole(locals.viewer, ...WITNESSES), at: locals.now });
			return { next: pageOf(roundId, "invalidations?done=appealed") };
		}),
	}),
	proposeRuling: defineAction({
		accept: "form",
		input: ofLine.extend({ outcome: z.enum(RULINGS) }),
		handler: refusable(async (ruling, { locals }) => {
			await proposeRuling({ ...ruling, by: requireRole(locals.viewer, ...WITNESSES), at: locals.now });
			return { next: pageOf(ruling.roundId, "invalidations?done=proposed") };
		}),
	}),
};
