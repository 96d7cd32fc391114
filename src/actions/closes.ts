import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { answerDispute } from "#domain/closes/answer-dispute.ts";
import { beginClose } from "#domain/closes/begin-close.ts";
import { CLOSE_READERS } from "#domain/closes/closes.ts";
import { lockClose } from "#domain/closes/lock-close.ts";
import { noticeClose } from "#domain/closes/notice-close.ts";
import { ADMIN_ROLES } from "#domain/regions/scope.ts";
import { requireRole } from "#http/guards.ts";
import { text } from "./fields.ts";
import { refusable } from "./refusable.ts";

const page = (villageId: string, done: string) => ({ next: `/staff/points/closes/${encodeURIComponent(villageId)}?done=${done}` });

/** 月结 of a village's points. */
export const closes = {
	begin: defineAction({
		accept: "form",
		input: z.object({ villageId: text, month: text }),
		handler: refusable(async (said, { locals }) => {
			await beginClose({ ...said, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return page(said.villageId, "begun");
		}),
	}),
	notice: defineAction({
		accept: "form",
		input: z.object({ closeId: text, villageId: text, days: text }),
		handler: refusable(async ({ villageId, ...said }, { locals }) => {
			await noticeClose({ ...said, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return page(villageId, "noticed");
		}),
	}),
	lock: defineAction({
		accept: "form",
		input: z.object({ closeId: text, villageId: text }),
		handler: refusable(async ({ closeId, villageId }, { locals }) => {
			await lockClose({ closeId, by: requireRole(locals.viewer, ...CLOSE_READERS), at: locals.now });
			return page(villageId, "locked");
		}),
	}),
	answer: defineAction({
		accept: "form",
		input: z.object({ entrySeq: z.coerce.number().catch(0), villageId: text, verdict: text, correction: text, words: text }),
		handler: refusable(async ({ villageId, verdict, correction, ...said }, { locals }) => {
			const by = requireRole(locals.viewer, ...ADMIN_ROLES);
			await answerDispute({ ...said, isUpheld: verdict === "right", correction: correction || "0", by, at: locals.now });
			return page(villageId, "answered#disputes");
		}),
	}),
};
