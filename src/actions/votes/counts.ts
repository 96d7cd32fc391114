import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { ADMIN_ROLES } from "#domain/regions/scope.ts";
import { countRound } from "#domain/votes/counts/count-round.ts";
import { finishRound } from "#domain/votes/counts/finish-round.ts";
import { requireRole } from "#http/guards.ts";
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
};
