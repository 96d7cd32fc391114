import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { CHANNELS, PAPER_CHANNELS, PUBLICISTS } from "#domain/consents/types.ts";
import { issueArticle } from "#domain/publicity/article.ts";
import { issueAlbum, issueThing } from "#domain/publicity/things.ts";
import { albumAsked } from "#http/album-asked.ts";
import { requireRole } from "#http/guards.ts";
import { articleAsked, thingAsked } from "#http/thing-asked.ts";
import { text } from "./fields.ts";
import { refusable } from "./refusable.ts";

export const publicity = {
	issue: defineAction({
		accept: "form",
		input: z.object({ item: text, maker: text, design: text, format: text, title: text, channel: z.enum(CHANNELS) }),
		handler: refusable(async ({ item, channel, ...typed }, { locals }) => {
			const by = requireRole(locals.viewer, ...PUBLICISTS);
			const thing = await thingAsked(by, item, new Map(Object.entries(typed)), locals.now);
			const { token } = await issueThing({ thing, channel, by, at: locals.now });
			const { maker, design, format, title } = thing;
			const made = new URLSearchParams({ maker, design, format, title, token, done: "issued" });
			return { next: `/staff/publicity/make/${item}?${made}#issue` };
		}),
	}),
	issueArticle: defineAction({
		accept: "form",
		input: z.object({ storyId: text }),
		handler: refusable(async ({ storyId }, { locals }) => {
			const by = requireRole(locals.viewer, ...PUBLICISTS);
			const { token } = await issueArticle({ ...(await articleAsked(by, storyId, locals.now)), by, at: locals.now });
			return { next: `/staff/publicity/article/${storyId}?token=${token}&done=issued#issue` };
		}),
	}),
	issueAlbum: defineAction({
		accept: "form",
		input: z.object({ title: text, period: text, pairs: text, channel: z.enum(PAPER_CHANNELS) }),
		handler: refusable(async (typed, { locals }) => {
			const by = requireRole(locals.viewer, ...PUBLICISTS);
			const asked = await albumAsked(by, new Map(Object.entries(typed)), locals.now);
			const { token } = await issueAlbum({ ...asked, by, at: locals.now });
			return { next: `/staff/publicity/album?${new URLSearchParams({ ...typed, token, done: "issued" })}` };
		}),
	}),
};
