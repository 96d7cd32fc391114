import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { HELPERS } from "#domain/submissions/types.ts";
import { checkTitle } from "#domain/titles/check-title.ts";
import { grantTitle, removeTitle } from "#domain/titles/grant-title.ts";
import { agreeToTitle, leaveTitle, replyToCheck, showTitle } from "#domain/titles/household-word.ts";
import { declineTitle, noticeTitle } from "#domain/titles/notice-title.ts";
import { applyForTitle, proposeTitle } from "#domain/titles/propose-title.ts";
import { CHECKERS, GRANTERS, PROPOSERS } from "#domain/titles/titles.ts";
import { requireHousehold, requireRole } from "#http/guards.ts";
import { text } from "./fields.ts";
import { refusable } from "./refusable.ts";

const title = z.object({ titleId: text });
const said = { saidBy: text, speaker: text };
const done = (titleId: string, what: string) => ({ next: `/staff/titles/${titleId}?done=${what}` });
const own = (what: string) => ({ next: `/me/title?done=${what}` });

export const titles = {
	propose: defineAction({
		accept: "form",
		input: z.object({ householdId: text }),
		handler: refusable(async ({ householdId }, { locals }) => {
			const { titleId } = await proposeTitle({ householdId, by: requireRole(locals.viewer, ...PROPOSERS), at: locals.now });
			return done(titleId, "proposed");
		}),
	}),
	apply: defineAction({
		accept: "form",
		handler: refusable(async (_, { locals }) => {
			const by = requireHousehold(locals.viewer);
			await applyForTitle({ householdId: by.householdId, by, at: locals.now });
			return own("applied");
		}),
	}),
	applyFor: defineAction({
		accept: "form",
		input: z.object({ householdId: text, ...said }),
		handler: refusable(async (typed, { locals }) => {
			const { titleId } = await applyForTitle({ ...typed, by: requireRole(locals.viewer, ...HELPERS), at: locals.now });
			return done(titleId, "heard");
		}),
	}),
	agree: defineAction({
		accept: "form",
		input: title,
		handler: refusable(async ({ titleId }, { locals }) => {
			await agreeToTitle({ titleId, by: requireHousehold(locals.viewer), at: locals.now });
			return own("agreed");
		}),
	}),
	leave: defineAction({
		accept: "form",
		input: title,
		handler: refusable(async ({ titleId }, { locals }) => {
			await leaveTitle({ titleId, by: requireHousehold(locals.viewer), at: locals.now });
			return own("left");
		}),
	}),
	reply: defineAction({
		accept: "form",
		input: title.extend({ checkId: text, words: text }),
		handler: refusable(async (typed, { locals }) => {
			await replyToCheck({ ...typed, by: requireHousehold(locals.viewer), at: locals.now });
			return own("replied");
		}),
	}),
	show: defineAction({
		accept: "form",
		input: title.extend({ shown: text }),
		handler: refusable(async ({ titleId, shown }, { locals }) => {
			const isShown = shown === "yes";
			await showTitle({ titleId, isShown, by: requireHousehold(locals.viewer), at: locals.now });
			return own(isShown ? "shown" : "hidden");
		}),
	}),
	hear: defineAction({
		accept: "form",
		input: title.extend({ answer: text, ...said }),
		handler: refusable(async ({ answer, ...typed }, { locals }) => {
			const word = { ...typed, by: requireRole(locals.viewer, ...HELPERS), at: locals.now };
			await (answer === "yes" ? agreeToTitle(word) : leaveTitle(word));
			return done(typed.titleId, "heard");
		}),
	}),
	replyFor: defineAction({
		accept: "form",
		input: title.extend({ checkId: text, words: text, ...said }),
		handler: refusable(async (typed, { locals }) => {
			await replyToCheck({ ...typed, by: requireRole(locals.viewer, ...HELPERS), at: locals.now });
			return done(typed.titleId, "heard");
		}),
	}),
	notice: defineAction({
		accept: "form",
		input: title,
		handler: refusable(async ({ titleId }, { locals }) => {
			await noticeTitle({ titleId, by: requireRole(locals.viewer, ...PROPOSERS), at: locals.now });
			return done(titleId, "noticed");
		}),
	}),
	decline: defineAction({
		accept: "form",
		input: title.extend({ why: text }),
		handler: refusable(async (typed, { locals }) => {
			await declineTitle({ ...typed, by: requireRole(locals.viewer, ...PROPOSERS), at: locals.now });
			return done(typed.titleId, "declined");
		}),
	}),
	grant: defineAction({
		accept: "form",
		input: title.extend({ words: text }),
		handler: refusable(async (typed, { locals }) => {
			await grantTitle({ ...typed, by: requireRole(locals.viewer, ...GRANTERS), at: locals.now });
			return done(typed.titleId, "granted");
		}),
	}),
	check: defineAction({
		accept: "form",
		input: title.extend({ result: text, words: text, help: text, days: text }),
		handler: refusable(async (typed, { locals }) => {
			await checkTitle({ ...typed, by: requireRole(locals.viewer, ...CHECKERS), at: locals.now });
			return done(typed.titleId, "checked");
		}),
	}),
	remove: defineAction({
		accept: "form",
		input: title.extend({ words: text }),
		handler: refusable(async (typed, { locals }) => {
			await removeTitle({ ...typed, by: requireRole(locals.viewer, ...GRANTERS), at: locals.now });
			return done(typed.titleId, "removed");
		}),
	}),
};
