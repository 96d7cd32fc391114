import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { closeRating, drawAnother } from "#domain/ratings/close-rating.ts";
import { drawScorers } from "#domain/ratings/draw-scorers.ts";
import { openRating } from "#domain/ratings/rounds.ts";
import { appointScorer, declareByScorer, endScorer } from "#domain/ratings/scorers.ts";
import { settleRating } from "#domain/ratings/settle-rating.ts";
import { showStars } from "#domain/ratings/show-stars.ts";
import { ADMIN_ROLES } from "#domain/regions/scope.ts";
import { requireHousehold, requireRole, requireSignedIn } from "#http/guards.ts";
import { text } from "./fields.ts";
import { refusable } from "./refusable.ts";

const round = z.object({ ratingId: text });
const done = (ratingId: string, what: string) => ({ next: `/staff/ratings/${ratingId}?done=${what}` });

export const ratings = {
	open: defineAction({
		accept: "form",
		input: z.object({ villageId: text, profile: text }),
		handler: refusable(async (typed, { locals }) => {
			const { ratingId } = await openRating({ ...typed, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return done(ratingId, "opened");
		}),
	}),
	appoint: defineAction({
		accept: "form",
		input: round.extend({ villageId: text, name: text, number: text }),
		handler: refusable(async ({ ratingId, ...typed }, { locals }) => {
			await appointScorer({ ...typed, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return done(ratingId, "appointed");
		}),
	}),
	end: defineAction({
		accept: "form",
		input: round.extend({ villageId: text, personId: text }),
		handler: refusable(async ({ ratingId, ...typed }, { locals }) => {
			await endScorer({ ...typed, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return done(ratingId, "ended");
		}),
	}),
	draw: defineAction({
		accept: "form",
		input: round,
		handler: refusable(async ({ ratingId }, { locals }) => {
			await drawScorers({ ratingId, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return done(ratingId, "drawn");
		}),
	}),
	drawAnother: defineAction({
		accept: "form",
		input: round.extend({ lookId: text }),
		handler: refusable(async ({ ratingId, lookId }, { locals }) => {
			await drawAnother({ lookId, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return done(ratingId, "another");
		}),
	}),
	close: defineAction({
		accept: "form",
		input: round,
		handler: refusable(async ({ ratingId }, { locals }) => {
			await closeRating({ ratingId, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return done(ratingId, "closed");
		}),
	}),
	settle: defineAction({
		accept: "form",
		input: round,
		handler: refusable(async ({ ratingId }, { locals }) => {
			await settleRating({ ratingId, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return done(ratingId, "settled");
		}),
	}),
	show: defineAction({
		accept: "form",
		input: z.object({ shown: text }),
		handler: refusable(async ({ shown }, { locals }) => {
			const isShown = shown === "yes";
			await showStars({ isShown, by: requireHousehold(locals.viewer), at: locals.now });
			return { next: `/me/ratings?done=${isShown ? "shown" : "hidden"}` };
		}),
	}),
	declare: defineAction({
		accept: "form",
		input: z.object({ courtyard: text }),
		handler: refusable(async ({ courtyard }, { locals }) => {
			await declareByScorer({ courtyard, by: requireSignedIn(locals.viewer), at: locals.now });
			return { next: "/ratings/score?done=declared" };
		}),
	}),
};
