import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { answerImport, confirmImport } from "#domain/households/import-runs.ts";
import { ANSWERS, type Answer, type Answers, QUESTION_KINDS } from "#domain/households/roster/types.ts";
import { rotateDoorToken } from "#domain/households/rotate-door-token.ts";
import { setHouseholdFlags } from "#domain/households/set-flags.ts";
import { STATUSES } from "#domain/households/types.ts";
import { ADMIN_ROLES } from "#domain/regions/scope.ts";
import { requireRole } from "#http/guards.ts";
import { text } from "./fields.ts";
import { refusable } from "./refusable.ts";
export const households = {
	describe: defineAction({
		accept: "form",
		input: z.object({ householdId: text, status: z.enum(STATUSES), isHardship: z.boolean(), isUnranked: z.boolean() }),
		handler: refusable(async (said, { locals }) => {
			await setHouseholdFlags({ ...said, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: `/admin/households/${said.householdId}?done=saved` };
		}),
	}),
	rotateDoorToken: defineAction({
		accept: "form",
		input: z.object({ householdId: text }),
		handler: refusable(async ({ householdId }, { locals }) => {
			await rotateDoorToken({ householdId, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: `/admin/households/${householdId}?done=rotated` };
		}),
	}),
	answerImport: defineAction({
		accept: "form",
		handler: refusable(async (form: FormData, { locals }) => {
			answerImport({ ...answersIn(form), by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: "/admin/import" };
		}),
	}),
	confirmImport: defineAction({
		accept: "form",
		input: z.object({ fingerprint: text }),
		handler: refusable(async ({ fingerprint }, { locals }) => {
			confirmImport({ fingerprint, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: "/admin/import" };
		}),
	}),
};

/** "all-head" answers all questions of a kind, "one-home:3kd…" a single one; an empty answer is none. */
function answersIn(form: FormData): Answers {
	const one = new Map<string, Answer>();
	const all: Answers["all"] = {};
	for (const [field, typed] of form) {
		const answer = ANSWERS.find((known) => known === typed);
		const kind = QUESTION_KINDS.find((known) => field === `all-${known}`);
		if (answer && kind) all[kind] = answer;
		else if (answer && field.startsWith("one-")) one.set(field.slice("one-".length), answer);
	}
	return { one, all };
}
