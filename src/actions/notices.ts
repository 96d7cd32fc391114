import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { dismissNotices } from "#domain/notices/dismiss.ts";
import { requireSignedIn } from "#http/guards.ts";
import { list } from "./fields.ts";
import { refusable } from "./refusable.ts";

export const notices = {
	dismiss: defineAction({
		accept: "form",
		input: z.object({ noticeIds: list }),
		handler: refusable(async ({ noticeIds }, { locals }) => {
			await dismissNotices(requireSignedIn(locals.viewer), noticeIds);
			return {};
		}),
	}),
};
