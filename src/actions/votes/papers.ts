import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { Refusal } from "#domain/errors.ts";
import { ENTERERS, enterPaper } from "#domain/votes/papers/enter-paper.ts";
import { numbersIn, type Reading } from "#domain/votes/papers/paper-rules.ts";
import { requireRole } from "#http/guards.ts";
import { text } from "../fields.ts";
import { refusable } from "../refusable.ts";

function readingOf({ numbers, spoiled }: { numbers: string; spoiled: boolean }): Reading {
	if (spoiled) return { isSpoiled: true };
	const typed = numbersIn(numbers);
	if (!typed) throw new Refusal("invalid", "papers.notNumbers", { field: "numbers" });
	return { isSpoiled: false, numbers: typed };
}

const pageOf = (roundId: string, rest: string) => `/staff/votes/${roundId}/${rest}`;

export const papers = {
	enter: defineAction({
		accept: "form",
		input: z.object({ roundId: text, code: text, numbers: text, spoiled: z.boolean() }),
		handler: refusable(async ({ roundId, code, ...paper }, { locals }) => {
			const by = requireRole(locals.viewer, ...ENTERERS);
			const state = await enterPaper({ roundId, code, reading: readingOf(paper), by, at: locals.now });
			return { next: pageOf(roundId, `papers/entry?done=${state}`) };
		}),
	}),
};
