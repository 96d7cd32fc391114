import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { seePlace } from "#domain/inspections/walks.ts";
import { requireRole } from "#http/guards.ts";
import { text } from "./fields.ts";
import { refusable } from "./refusable.ts";

export const inspections = {
	see: defineAction({
		accept: "form",
		input: z.object({ walkId: text, place: text, found: text }),
		handler: refusable(async (seen, { locals }) => {
			await seePlace({ ...seen, by: requireRole(locals.viewer, "inspector"), at: locals.now });
			return { next: `/staff/inspections/${seen.walkId}#${seen.place}` };
		}),
	}),
};
