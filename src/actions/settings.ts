import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { requireRole } from "#http/guards.ts";
import { text } from "./fields.ts";
import { refusable } from "./refusable.ts";

export const settings = {
	change: defineAction({
		accept: "form",
		input: z.object({ key: text, value: text }),
		handler: refusable(async (change, { locals }) => {
			await changeSetting({ ...change, by: requireRole(locals.viewer, "district_admin"), at: locals.now });
			return { next: "/admin/settings?done=changed" };
		}),
	}),
};
