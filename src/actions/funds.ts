import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { depositFund } from "#domain/funds/deposits.ts";
import { ADMIN_ROLES } from "#domain/regions/scope.ts";
import { requireRole } from "#http/guards.ts";
import { text } from "./fields.ts";
import { refusable } from "./refusable.ts";

export const funds = {
	deposit: defineAction({
		accept: "form",
		input: z.object({ villageId: text, quarter: text, deposit: text, documentNumber: text }),
		handler: refusable(async (said, { locals }) => {
			const fundId = await depositFund({ ...said, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: `/admin/funds/${fundId}?done=entered` };
		}),
	}),
};
