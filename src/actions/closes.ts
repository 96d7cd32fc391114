import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { answerCallback } from "#domain/callbacks/answer-callback.ts";
import { RULERS } from "#domain/callbacks/callbacks.ts";
import { findFalse } from "#domain/callbacks/find-false.ts";
import { proposeRuling } from "#domain/callbacks/rule-callback.ts";
import { answerDispute } from "#domain/closes/answer-dispute.ts";
import { beginClose } from "#domain/closes/begin-close.ts";
import { CLOSE_READERS } from "#domain/closes/closes.ts";
import { disputeEntry } from "#domain/closes/dispute-entry.ts";
import { lockClose } from "#domain/closes/lock-close.ts";
import { noticeClose } from "#domain/closes/notice-close.ts";
import { DISPUTE_REASONS } from "#domain/closes/types.ts";
import { ADMIN_ROLES, READERS } from "#domain/regions/scope.ts";
import { requireHousehold, requireRole } from "#http/guards.ts";
import { messagesFor } from "#i18n/messages.ts";
import { text } from "./fields.ts";
import { refusable } from "./refusable.ts";

const page = (villageId: string, done: string) => ({ next: `/staff/points/closes/${encodeURIComponent(villageId)}?done=${done}` });

const entrySeq = z.coerce.number().int().catch(0);
/** What a household chose, in its own language, as whoever answers reads it. */
function sentence(typed: string): string {
	const reason = DISPUTE_REASONS.find((one) => one === typed);
	return reason ? messagesFor("zh-CN").closes.dispute.reasons[reason] : "";
}

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
		input: z.object({ entrySeq, villageId: text, verdict: text, correction: text, words: text }),
		handler: refusable(async ({ villageId, verdict, correction, ...said }, { locals }) => {
			const by = requireRole(locals.viewer, ...ADMIN_ROLES);
			await answerDispute({ ...said, isUpheld: verdict === "right", correction: correction || "0", by, at: locals.now });
			return page(villageId, "answered#disputes");
		}),
	}),
	callback: defineAction({
		accept: "form",
		input: z.object({ entrySeq, answer: text, how: text, words: text }),
		handler: refusable(async (said, { locals }) => {
			await answerCallback({ ...said, by: requireRole(locals.viewer, ...CLOSE_READERS), at: locals.now });
			return { next: "/staff/points/callbacks?done=asked" };
		}),
	}),
	findFalse: defineAction({
		accept: "form",
		input: z.object({ submissionId: text, why: text }),
		handler: refusable(async (said, { locals }) => {
			await findFalse({ ...said, by: requireRole(locals.viewer, "moderator"), at: locals.now });
			return { next: `/moderation/${encodeURIComponent(said.submissionId)}?done=found` };
		}),
	}),
	ruleCallback: defineAction({
		accept: "form",
		input: z.object({ entrySeq, outcome: text, why: text }),
		handler: refusable(async (said, { locals }) => {
			await proposeRuling({ ...said, by: requireRole(locals.viewer, ...RULERS), at: locals.now });
			return { next: `/staff/points/callbacks/${said.entrySeq}?done=proposed` };
		}),
	}),
	dispute: defineAction({
		accept: "form",
		input: z.object({ entrySeq, reason: text }),
		handler: refusable(async ({ entrySeq, reason }, { locals }) => {
			const { personId, householdId } = requireHousehold(locals.viewer);
			const by = { personId, householdId, letInBy: locals.viewer?.letInBy };
			await disputeEntry({ entrySeq, words: sentence(reason), by, at: locals.now });
			return { next: `/me/points?done=disputed#entry-${entrySeq}` };
		}),
	}),
	disputeFor: defineAction({
		accept: "form",
		input: z.object({ entrySeq, householdId: text, reason: text, saidBy: text, speaker: text }),
		handler: refusable(async ({ householdId, reason, ...said }, { locals }) => {
			await disputeEntry({ ...said, words: sentence(reason), by: requireRole(locals.viewer, ...READERS), at: locals.now });
			return { next: `/staff/assist?household=${encodeURIComponent(householdId)}&done=disputed` };
		}),
	}),
};
