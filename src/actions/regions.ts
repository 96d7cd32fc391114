import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { closeRegion } from "#domain/regions/close.ts";
import { renameRegion } from "#domain/regions/rename.ts";
import { ADMIN_ROLES } from "#domain/regions/scope.ts";
import { requireRole } from "#http/guards.ts";
import { text } from "./fields.ts";
import { refusable } from "./refusable.ts";

export const regions = {
	rename: defineAction({
		accept: "form",
		input: z.object({ regionId: text, name: text }),
		handler: refusable(async ({ regionId, name }, { locals }) => {
			await renameRegion({ regionId, name, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: `/admin/regions?place=${regionId}&done=renamed` };
		}),
	}),
	close: defineAction({
		accept: "form",
		input: z.object({ regionId: text }),
		handler: refusable(async ({ regionId }, { locals }) => {
			await closeRegion({ regionId, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: `/admin/regions?place=${regionId}&done=closed` };
		}),
	}),
};
