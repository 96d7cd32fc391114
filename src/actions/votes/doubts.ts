import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { WITNESSES } from "#domain/approvals/witnesses.ts";
import { ADMIN_ROLES } from "#domain/regions/scope.ts";
import { appeal, appealFor } from "#domain/votes/doubts/appeal.ts";
import { proposeOnLine } from "#domain/votes/doubts/ballot-approvals.ts";
import { findFlags } from "#domain/votes/doubts/find-flags.ts";
import { answerFlag } from "#domain/votes/doubts/flags.ts";
import { INVALIDATION_REASONS, RULINGS, SETTLEMENTS } from "#domain/votes/types.ts";
import { requireHousehold, requireRole } from "#http/guards.ts";
import { text } from "../fields.ts";
import { refusable } from "../refusable.ts";

const ofRound = z.object({ roundId: text });
const ofLine = ofRound.extend({ rollNumber: z.coerce.number().int() });
const proposal = ofLine.extend({ why: text });

const doneAt = (roundId: string, done: string) => ({ next: `/staff/votes/${roundId}/doubts?done=${done}` });

export const doubts = {
	findFlags: defineAction({
		accept: "form",
		input: ofRound,
		handler: refusable(async ({ roundId }, { locals }) => {
			const added = await findFlags({ roundId, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return doneAt(roundId, added > 0 ? "found" : "nothing");
		}),
	}),
	answerFlag: defineAction({
		accept: "form",
		input: ofRound.extend({ flagId: text, note: text, waived: z.boolean() }),
		handler: refusable(async ({ roundId, flagId, note, waived }, { locals }) => {
			await answerFlag({ flagId, note, isWaived: waived, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return doneAt(roundId, "answered");
		}),
	}),
	propose: defineAction({
		accept: "form",
		input: z.discriminatedUnion("kind", [
			proposal.extend({ kind: z.literal("invalidation"), outcome: z.enum(INVALIDATION_REASONS) }),
			proposal.extend({ kind: z.literal("settlement"), outcome: z.enum(SETTLEMENTS) }),
			proposal.extend({ kind: z.literal("ruling"), outcome: z.enum(RULINGS) }),
		]),
		handler: refusable(async (proposed, { locals }) => {
			await proposeOnLine({ ...proposed, by: requireRole(locals.viewer, ...WITNESSES), at: locals.now });
			return doneAt(proposed.roundId, "proposed");
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
		input: ofLine.extend({ words: text }),
		handler: refusable(async (said, { locals }) => {
			await appealFor({ ...said, by: requireRole(locals.viewer, ...WITNESSES), at: locals.now });
			return doneAt(said.roundId, "appealed");
		}),
	}),
};
