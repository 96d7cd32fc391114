import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { ADMIN_ROLES } from "#domain/regions/scope.ts";
import { proposeRules } from "#domain/rule-sets/adopt-rules.ts";
import { saveRules } from "#domain/rule-sets/edit-rules.ts";
import { VILLAGE_CODES } from "#domain/rule-sets/rules.ts";
import type { TypedLine } from "#domain/rule-sets/types.ts";
import { requireRole } from "#http/guards.ts";
import { text } from "./fields.ts";
import { refusable } from "./refusable.ts";

const PARTS = ["points", "held", "four", "five", "times", "period", "remark"] as const;
const fields = VILLAGE_CODES.flatMap((code) => PARTS.map((part) => [`${part}_${code}`, text] as const));

function typedIn(said: Record<string, string>): Record<string, TypedLine> {
	const lines = VILLAGE_CODES.map((code) => {
		const [points = "", held = "", four = "", five = "", times = "", period = "", remark = ""] = PARTS.map(
			(part) => said[`${part}_${code}`],
		);
		return [code, { points, held, four, five, times, period, remark }] as const;
	});
	return Object.fromEntries(lines);
}

export const rules = {
	save: defineAction({
		accept: "form",
		input: z.object({ villageId: text, ...Object.fromEntries(fields) }),
		handler: refusable(async ({ villageId, ...said }, { locals }) => {
			await saveRules({
				villageId,
				lines: typedIn(said as Record<string, string>),
				by: requireRole(locals.viewer, ...ADMIN_ROLES),
				at: locals.now,
			});
			return { next: `/admin/rules/${villageId}?done=saved#preview` };
		}),
	}),
	adopt: defineAction({
		accept: "form",
		input: z.object({ villageId: text, documentNumber: text, decidedOn: text, month: text }),
		handler: refusable(async (said, { locals }) => {
			const id = await proposeRules({ ...said, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: `/admin/rules/adoptions/${id}?done=proposed` };
		}),
	}),
};
