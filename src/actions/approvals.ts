import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { refuse, sign } from "#domain/approvals/answer.ts";
import type { ApprovalKind } from "#domain/approvals/types.ts";
import { WITNESSES } from "#domain/approvals/witnesses.ts";
import { AWARD_APPROVAL } from "#domain/awards/pay-list.ts";
import { BOARD_APPROVAL } from "#domain/boards/propose-edition.ts";
import { CALLBACK_APPROVAL } from "#domain/callbacks/rule-callback.ts";
import { EXPOSURE_APPROVAL } from "#domain/exposure/propose-exposure.ts";
import { FUND_APPROVAL } from "#domain/funds/deposits.ts";
import { MODEL_APPROVAL } from "#domain/models/title.ts";
import { SCORER_APPROVAL } from "#domain/ratings/scorers.ts";
import { RULES_APPROVAL } from "#domain/rule-sets/adopt-rules.ts";
import { STORE_APPROVAL } from "#domain/store/stock.ts";
import { BALLOT_APPROVALS } from "#domain/votes/doubts/ballot-approvals.ts";
import { requireRole } from "#http/guards.ts";
import { text } from "./fields.ts";
import { refusable } from "./refusable.ts";

const KINDS = {
	...BALLOT_APPROVALS,
	...{
		award: AWARD_APPROVAL,
		board: BOARD_APPROVAL,
		callback: CALLBACK_APPROVAL,
		exposure: EXPOSURE_APPROVAL,
		fund: FUND_APPROVAL,
		model_village: MODEL_APPROVAL,
		rules: RULES_APPROVAL,
		scorer: SCORER_APPROVAL,
		store: STORE_APPROVAL,
	},
};

/** Where what was signed stands. */
const doubts = (line: string) => `/staff/votes/${line.split("/")[0]}/doubts`;
const PAGES: Record<ApprovalKind, (subject: string) => string> = {
	award: (subject) => `/staff/awards/${subject}`,
	board: (subject) => `/staff/boards/${subject}`,
	callback: (subject) => `/staff/points/callbacks/${subject}`,
	exposure: (subject) => `/staff/exposure/${subject.split("/")[0]}`,
	fund: (subject) => `/admin/funds/${subject}`,
	invalidation: doubts,
	model_village: (subject) => `/staff/models/${subject.split("/")[0]}`,
	rules: (subject) => `/admin/rules/adoptions/${subject}`,
	ruling: doubts,
	scorer: () => "/staff/ratings",
	settlement: doubts,
	store: () => "/staff/store/stock",
};

export const approvals = {
	sign: defineAction({
		accept: "form",
		input: z.object({ approvalId: text }),
		handler: refusable(async ({ approvalId }, { locals }) => {
			const by = requireRole(locals.viewer, ...WITNESSES);
			const { kind, subject } = await sign({ approvalId, by, at: locals.now }, KINDS);
			return { next: `${PAGES[kind](subject)}?done=signed` };
		}),
	}),
	refuse: defineAction({
		accept: "form",
		input: z.object({ approvalId: text, why: text }),
		handler: refusable(async (said, { locals }) => {
			const by = requireRole(locals.viewer, ...WITNESSES);
			const { kind, subject } = await refuse({ ...said, by, at: locals.now }, KINDS);
			return { next: `${PAGES[kind](subject)}?done=refused` };
		}),
	}),
};
