import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { monthAt } from "#domain/calendar/rules.ts";
import { PUBLICISTS } from "#domain/consents/types.ts";
import { endFeed, newFeedAddress } from "#domain/publicity/calendar/feed.ts";
import { callOffEntry, moveEntry, planEntry } from "#domain/publicity/calendar/plan.ts";
import { requireRole } from "#http/guards.ts";
import { text } from "./fields.ts";
import { refusable } from "./refusable.ts";

const sheet = (startsAt: Date, done: string, at = "") => ({
	next: `/staff/publicity/calendar?month=${monthAt(startsAt)}&done=${done}${at}`,
});

export const agenda = {
	plan: defineAction({
		accept: "form",
		input: z.object({
			regionId: text,
			kind: text,
			title: text,
			startsAt: text,
			who: text,
			storyId: text,
			weeks: z.coerce.number().default(1),
		}),
		handler: refusable(async (typed, { locals }) => {
			const by = requireRole(locals.viewer, ...PUBLICISTS);
			const { startsAt } = await planEntry({ ...typed, by, at: locals.now });
			return sheet(startsAt, "entered");
		}),
	}),
	move: defineAction({
		accept: "form",
		input: z.object({ entryId: text, startsAt: text }),
		handler: refusable(async (typed, { locals }) => {
			const { startsAt } = await moveEntry({ ...typed, by: requireRole(locals.viewer, ...PUBLICISTS), at: locals.now });
			return sheet(startsAt, "moved");
		}),
	}),
	callOff: defineAction({
		accept: "form",
		input: z.object({ entryId: text }),
		handler: refusable(async (typed, { locals }) => {
			const { startsAt } = await callOffEntry({ ...typed, by: requireRole(locals.viewer, ...PUBLICISTS), at: locals.now });
			return sheet(startsAt, "called_off");
		}),
	}),
	subscribe: defineAction({
		accept: "form",
		handler: refusable(async (_form: FormData, { locals }) => {
			await newFeedAddress({ by: requireRole(locals.viewer, ...PUBLICISTS), at: locals.now });
			return sheet(locals.now, "feed", "#feed");
		}),
	}),
	unsubscribe: defineAction({
		accept: "form",
		handler: refusable(async (_form: FormData, { locals }) => {
			await endFeed({ by: requireRole(locals.viewer, ...PUBLICISTS), at: locals.now });
			return sheet(locals.now, "feed_end", "#feed");
		}),
	}),
};
