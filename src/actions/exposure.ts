import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { adoptPolicy, endPolicy } from "#domain/exposure/policies.ts";
import { EDITORS, proposeExposure } from "#domain/exposure/propose-exposure.ts";
import { reviewTakedown, takeDown } from "#domain/exposure/take-down.ts";
import { ADMIN_ROLES } from "#domain/regions/scope.ts";
import { TRIAGE } from "#domain/spots/spot.ts";
import { requireRole } from "#http/guards.ts";
import { requireUnhurried } from "#http/throttle.ts";
import { text } from "./fields.ts";
import { refusable } from "./refusable.ts";

export const exposure = {
	takeDown: defineAction({
		accept: "form",
		input: z.object({ exposureId: text, words: text }),
		handler: refusable(async (typed, { locals }) => {
			await requireUnhurried("takedowns", locals.address);
			const { isHidden } = await takeDown({ ...typed, at: locals.now });
			return { next: `/exposure?done=${isHidden ? "hidden" : "heard"}` };
		}),
	}),
	propose: defineAction({
		accept: "form",
		input: z.object({ spotId: text, beforeId: text, why: text }),
		handler: refusable(async (typed, { locals }) => {
			await proposeExposure({ ...typed, by: requireRole(locals.viewer, ...EDITORS), at: locals.now });
			return { next: `/staff/exposure/${typed.spotId}?done=proposed` };
		}),
	}),
	review: defineAction({
		accept: "form",
		input: z.object({ spotId: text, exposureId: text, outcome: text, words: text }),
		handler: refusable(async ({ spotId, exposureId, outcome, words }, { locals }) => {
			const by = requireRole(locals.viewer, ...TRIAGE);
			await reviewTakedown({ exposureId, outcome, words, by, at: locals.now });
			return { next: `/staff/exposure/${spotId}?done=${outcome}` };
		}),
	}),
	adopt: defineAction({
		accept: "form",
		input: z.object({ villageId: text, documentNumber: text, adoptedOn: text }),
		handler: refusable(async (typed, { locals }) => {
			await adoptPolicy({ ...typed, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: `/admin/regions?place=${typed.villageId}&done=adopted` };
		}),
	}),
	end: defineAction({
		accept: "form",
		input: z.object({ villageId: text }),
		handler: refusable(async ({ villageId }, { locals }) => {
			await endPolicy({ villageId, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: `/admin/regions?place=${villageId}&done=ended` };
		}),
	}),
};
