import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { confirmClock } from "#domain/clock/confirm-clock.ts";
import { requireRole } from "#http/guards.ts";
import { refusable } from "./refusable.ts";

export const jobs = {
	confirmClock: defineAction({
		accept: "form",
		input: z.object({ shownAt: z.coerce.number() }),
		handler: refusable(async ({ shownAt }, { locals }) => {
			await confirmClock({ by: requireRole(locals.viewer, "district_admin"), shownAt: new Date(shownAt) });
			return { next: "/admin/jobs?done=confirmed" };
		}),
	}),
};
