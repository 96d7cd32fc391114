import { defineAction } from "astro:actions";
import { confirmOutlines } from "#domain/maps/outline-file.ts";
import { requireRole } from "#http/guards.ts";
import { refusable } from "./refusable.ts";

export const maps = {
	confirmFile: defineAction({
		accept: "form",
		handler: refusable(async (_form, { locals }) => {
			await confirmOutlines({ by: requireRole(locals.viewer, "district_admin"), at: locals.now });
			return { next: "/admin/outlines" };
		}),
	}),
};
