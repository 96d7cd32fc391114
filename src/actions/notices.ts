import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { dismissNotice } from "#domain/notices/dismiss.ts";
import { requireSignedIn } from "#http/guards.ts";
import { refusable } from "./refusable.ts";

export const notices = {
	dismiss: defineAction({
		accept: "form",
		input: z.object({ noticeId: z.string().default("") }),
		handler: refusable(async ({ noticeId }, { locals }) => {
			await dismissNotice(requireSignedIn(locals.viewer), noticeId);
			return {};
		}),
	}),
};
