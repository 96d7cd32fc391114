import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { confirmImport } from "#domain/households/import-runs.ts";
import { rotateDoorToken } from "#domain/households/rotate-door-token.ts";
import { setHouseholdFlags } from "#domain/households/set-flags.ts";
import { STATUSES } from "#domain/households/types.ts";
import { ADMIN_ROLES } from "#domain/regions/scope.ts";
import { requireRole } from "#http/guards.ts";
import { text } from "./fields.ts";
import { refusable } from "./refusable.ts";
export const households = {
	describe: defineAction({
		accept: "form",
		input: z.object({ householdId: text, status: z.enum(STATUSES), isHardship: z.boolean(), isUnranked: z.boolean() }),
		handler: refusable(async (said, { locals }) => {
			await setHouseholdFlags({ ...said, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: `/admin/households/${said.householdId}?done=saved` };
		}),
	}),
	rotateDoorToken: defineAction({
		accept: "form",
		input: z.object({ householdId: text }),
		handler: refusable(async ({ householdId }, { locals }) => {
			await rotateDoorToken({ householdId, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: `/admin/households/${householdId}?done=rotated` };
		}),
	}),
	confirmImport: defineAction({
		accept: "form",
		handler: refusable(async (_form, { locals }) => {
			confirmImport({ by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: "/admin/import" };
		}),
	}),
};
