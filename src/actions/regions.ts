import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { mergeRegion } from "#domain/households/merge-region.ts";
import { closeRegion } from "#domain/regions/close.ts";
import { moveRegion } from "#domain/regions/move.ts";
import { recodeRegion } from "#domain/regions/recode.ts";
import { renameRegion } from "#domain/regions/rename.ts";
import { ADMIN_ROLES } from "#domain/regions/scope.ts";
import { splitRegion } from "#domain/regions/split.ts";
import { requireRole } from "#http/guards.ts";
import { list, text } from "./fields.ts";
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
	recode: defineAction({
		accept: "form",
		input: z.object({ regionId: text, code: text }),
		handler: refusable(async ({ regionId, code }, { locals }) => {
			await recodeRegion({ regionId, code, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: `/admin/regions?place=${regionId}&done=recoded` };
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
	move: defineAction({
		accept: "form",
		input: z.object({ regionId: text, toId: text }),
		handler: refusable(async ({ regionId, toId }, { locals }) => {
			await moveRegion({ regionId, toId, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: `/admin/regions?place=${regionId}&done=moved` };
		}),
	}),
	merge: defineAction({
		accept: "form",
		input: z.object({ regionId: text, intoId: text }),
		handler: refusable(async ({ regionId, intoId }, { locals }) => {
			await mergeRegion({ regionId, intoId, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: `/admin/regions?place=${intoId}&done=merged` };
		}),
	}),
	split: defineAction({
		accept: "form",
		input: z.object({ regionId: text, name: text, code: text, goes: list }),
		handler: refusable(async (typed, { locals }) => {
			const made = await splitRegion({ ...typed, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: `/admin/regions?place=${made}&done=split` };
		}),
	}),
};
