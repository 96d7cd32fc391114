import { type ActionAPIContext, defineAction } from "astro:actions";
import { z } from "astro/zod";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { publishTogether, type Result, returnTogether } from "#domain/moderation/batch.ts";
import { decline, publish, returnToHousehold } from "#domain/moderation/decide.ts";
import { letGo, takeOver } from "#domain/moderation/open.ts";
import { neighbours } from "#domain/moderation/places.ts";
import { redact } from "#domain/moderation/redact.ts";
import { undoDecision } from "#domain/moderation/undo.ts";
import { requireRole } from "#http/guards.ts";
import { problemOf } from "#http/problems.ts";
import { DAY_MS } from "#platform/clock.ts";
import { list, text } from "./fields.ts";
import { DRAWN, hidingIn } from "./redaction.ts";
import { type Done, refusable } from "./refusable.ts";

const number = z.coerce.number().catch(0);
const onVersion = z.object({ submissionId: text, version: number });
const withReasons = onVersion.extend({ reasons: list, note: text });
const returned = withReasons.extend({ sides: list });
const together = z.object({ items: list, reasons: list, note: text });

export const moderation = {
	publish: defineAction({
		accept: "form",
		input: onVersion,
		handler: refusable(async (item, { locals }) => {
			const viewer = requireRole(locals.viewer, "moderator");
			await publish({ ...item, by: viewer, at: locals.now });
			return nextOf(viewer, item.submissionId, locals.now);
		}),
	}),
	returnToHousehold: defineAction({
		accept: "form",
		input: returned,
		handler: refusable(async ({ sides, ...item }, { locals }) => {
			const viewer = requireRole(locals.viewer, "moderator");
			await returnToHousehold({ ...item, sides: Object.fromEntries(sides.map(sideSaid)), by: viewer, at: locals.now });
			return nextOf(viewer, item.submissionId, locals.now);
		}),
	}),
	decline: defineAction({
		accept: "form",
		input: withReasons,
		handler: refusable(async (item, { locals }) => {
			const viewer = requireRole(locals.viewer, "moderator");
			await decline({ ...item, by: viewer, at: locals.now });
			return nextOf(viewer, item.submissionId, locals.now);
		}),
	}),
	undo: defineAction({
		accept: "form",
		input: z.object({ decisionId: text }),
		handler: refusable(async ({ decisionId }, { locals }) => {
			const { submissionId } = await undoDecision({ by: requireRole(locals.viewer, "moderator"), decisionId, at: locals.now });
			return { next: `/moderation/${submissionId}` };
		}),
	}),
	takeOver: defineAction({
		accept: "form",
		input: z.object({ submissionId: text }),
		handler: refusable(async ({ submissionId }, { locals }) => {
			await takeOver({ by: requireRole(locals.viewer, "moderator"), submissionId, at: locals.now });
			return { next: `/moderation/${submissionId}` };
		}),
	}),
	letGo: defineAction({
		accept: "form",
		input: z.object({ submissionId: text }),
		handler: refusable(async ({ submissionId }, { locals }) => {
			await letGo({ by: requireRole(locals.viewer, "moderator"), submissionId, at: locals.now });
			return { next: "/moderation" };
		}),
	}),
	redact: defineAction({
		accept: "form",
		input: onVersion.extend(DRAWN),
		handler: refusable(async ({ submissionId, version, ...drawn }, { locals }) => {
			const on = { submissionId, version, ...hidingIn(drawn) };
			await redact({ ...on, by: requireRole(locals.viewer, "moderator"), at: locals.now });
			return { next: `/moderation/${on.submissionId}?done=hidden` };
		}),
	}),
	publishTogether: defineAction({
		accept: "form",
		input: together,
		handler: refusable(async ({ items }, context) => {
			const viewer = requireRole(context.locals.viewer, "moderator");
			return toldEach(await publishTogether({ by: viewer, items: items.map(selected), at: context.locals.now }), context);
		}),
	}),
	returnTogether: defineAction({
		accept: "form",
		input: together,
		handler: refusable(async ({ items, reasons, note }, context) => {
			const viewer = requireRole(context.locals.viewer, "moderator");
			const on = { by: viewer, reasons: reasons.filter(Boolean), note, at: context.locals.now };
			return toldEach(await returnTogether({ ...on, items: items.map(selected) }), context);
		}),
	}),
	switchKeys: defineAction({
		accept: "form",
		input: z.object({ keys: z.enum(["on", "off"]) }),
		handler: refusable(async ({ keys }, { cookies, locals }) => {
			requireRole(locals.viewer, "moderator");
			const secure = locals.origin.startsWith("https:");
			cookies.set("keys", keys, { path: "/", sameSite: "lax", httpOnly: true, secure, maxAge: (365 * DAY_MS) / 1000 });
		}),
	}),
};

async function nextOf(viewer: Viewer, submissionId: string, at: Date): Promise<Done> {
	const { next } = await neighbours(viewer, { submissionId, at });
	return { next: next ? `/moderation/${next}` : "/moderation" };
}

function selected(item: string): { submissionId: string; version: number } {
	const [submissionId = "", version] = item.split(":");
	return { submissionId, version: number.parse(version) };
}

function sideSaid(item: string): [reason: string, side: string] {
	const [reason = "", side = ""] = item.split(":");
	return [reason, side];
}

function toldEach(results: Result[], { locals }: ActionAPIContext): Done {
	const refused = results.flatMap((result) => ("refusal" in result ? result : []));
	if (refused.length === 0) return { next: "/moderation" };
	locals.refusals = refused.map(({ submissionId, refusal }) => ({ itemId: submissionId, message: problemOf(refusal, locals.m).message }));
	const params = { done: results.length - refused.length, refused: refused.length };
	throw new Refusal("conflict", "moderation.someRefused", { params });
}
