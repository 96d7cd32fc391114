import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { markRemote } from "#domain/inspections/mark-remote.ts";
import { seePlace } from "#domain/inspections/walks.ts";
import { requireRole } from "#http/guards.ts";
import { list, text } from "./fields.ts";
import { refusable } from "./refusable.ts";

export const inspections = {
	markRemote: defineAction({
		accept: "form",
		input: z.object({ villageId: text, hamletIds: list }),
		handler: refusable(async ({ villageId, hamletIds }, { locals }) => {
			await markRemote({ villageId, hamletIds, by: requireRole(locals.viewer, "town_admin", "district_admin"), at: locals.now });
			return { next: `/admin/regions?place=${villageId}&done=remoteMarked` };
		}),
	}),
	see: defineAction({
		accept: "form",
		input: z.object({ walkId: text, place: text, found: text }),
		handler: refusable(async (seen, { locals }) => {
			await seePlace({ ...seen, by: requireRole(locals.viewer, "inspector"), at: locals.now });
			return { next: `/staff/inspections/${seen.walkId}#${seen.place}` };
		}),
	}),
};
