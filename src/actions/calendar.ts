import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { markDays, unmarkDays } from "#domain/calendar/mark-days.ts";
import { requireRole } from "#http/guards.ts";
import { text } from "./fields.ts";
import { refusable } from "./refusable.ts";

const span = z.object({ from: text, until: text });

export const calendar = {
	mark: defineAction({
		accept: "form",
		input: span.extend({ mark: z.enum(["rest", "work"]), name: text }),
		handler: refusable(async (days, { locals }) => {
			await markDays({ ...days, by: requireRole(locals.viewer, "district_admin"), at: locals.now });
			return { next: "/admin/calendar?done=marked" };
		}),
	}),
	unmark: defineAction({
		accept: "form",
		input: span,
		handler: refusable(async (days, { locals }) => {
			await unmarkDays({ ...days, by: requireRole(locals.viewer, "district_admin"), at: locals.now });
			return { next: "/admin/calendar?done=unmarked" };
		}),
	}),
};
