import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { confirmHelp } from "#domain/awards/confirm-help.ts";
import { enterList } from "#domain/awards/enter-list.ts";
import { ADMIN_ROLES } from "#domain/regions/scope.ts";
import { requireHousehold, requireRole } from "#http/guards.ts";
import { text } from "./fields.ts";
import { refusable } from "./refusable.ts";

export const awards = {
	enter: defineAction({
		accept: "form",
		input: z.object({
			...{ key: text, villageId: text, code: text, heldOn: text, occasion: text },
			...{ homes: text, helped: text, words: text, paperNumber: text },
		}),
		handler: refusable(async (said, { locals }) => {
			const { listId } = await enterList({ ...said, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: `/staff/awards/${listId}?done=entered` };
		}),
	}),
	confirm: defineAction({
		accept: "form",
		input: z.object({ listId: text, answer: text }),
		handler: refusable(async ({ listId, answer }, { locals }) => {
			const by = requireHousehold(locals.viewer);
			await confirmHelp({ listId, isTrue: answer !== "no", word: { by }, at: locals.now });
			return { next: `/me/helped?done=${answer === "no" ? "denied" : "confirmed"}` };
		}),
	}),
	confirmFor: defineAction({
		accept: "form",
		input: z.object({ listId: text, answer: text, saidBy: text, speaker: text }),
		handler: refusable(async ({ listId, answer, ...said }, { locals }) => {
			const by = requireRole(locals.viewer, ...ADMIN_ROLES);
			await confirmHelp({ listId, isTrue: answer !== "no", word: { by, ...said }, at: locals.now });
			return { next: `/staff/awards/${listId}?done=heard` };
		}),
	}),
};
