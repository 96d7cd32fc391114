import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { beginStory } from "#domain/stories/begin-story.ts";
import { handIn, passStory, returnStory } from "#domain/stories/decide-story.ts";
import { discardDraft, saveDraft } from "#domain/stories/drafts.ts";
import { edited } from "#domain/stories/edits.ts";
import { arrangeFeatured, SLOTS } from "#domain/stories/featured.ts";
import { redactStoryPhoto, removeStoryPhoto } from "#domain/stories/photos.ts";
import { dropStory, endStory, publishStory, scheduleStory, takeStoryBack } from "#domain/stories/publish-story.ts";
import { answerRemark, remarkOn } from "#domain/stories/remarks.ts";
import { tellNoMoreOf, tellOf } from "#domain/stories/told-households.ts";
import { DECIDERS, WRITERS } from "#domain/stories/types.ts";
import { writeStory } from "#domain/stories/write-story.ts";
import { requireRole } from "#http/guards.ts";
import { storyIn } from "#http/story-form.ts";
import { randomCode } from "#platform/ids.ts";
import { list, text } from "./fields.ts";
import { DRAWN, hidingIn } from "./redaction.ts";
import { refusable } from "./refusable.ts";

const input = z.object({ storyId: text });
const ofHome = input.extend({ householdId: text });
const readVersion = input.extend({ version: z.coerce.number().default(0), words: text });
const done = (storyId: string, what: string, at = "") => ({ next: `/staff/stories/${storyId}?done=${what}${at}` });

export const stories = {
	begin: defineAction({
		accept: "form",
		input: z.object({ regionId: text, fromId: text }),
		handler: refusable(async ({ regionId, fromId }, { locals }) => {
			const by = requireRole(locals.viewer, ...WRITERS);
			const headings = Object.values(locals.m.storyDesk.form);
			const { storyId } = await beginStory({ regionId, ...(fromId && { fromId }), headings, by, at: locals.now });
			return done(storyId, "begun");
		}),
	}),
	write: defineAction({
		accept: "form",
		handler: refusable(async (form: FormData, { locals }) => {
			const by = requireRole(locals.viewer, ...WRITERS);
			const { act, ...saving } = storyIn(form);
			const { storyId } = saving;
			if (act === "version" || act === "over" || act === "hand-in") {
				await writeStory({ ...saving, by, at: locals.now });
				if (act === "hand-in") await handIn({ storyId, by, at: locals.now });
				return done(storyId, act === "hand-in" ? "handed" : "written");
			}
			const added = randomCode(8);
			await saveDraft({ ...saving, typed: edited(saving.typed, act, () => added), by, at: locals.now });
			if (act === "look") return { next: `/staff/stories/${storyId}/preview` };
			const [verb, id] = act.split(":");
			const at = verb === "add" ? `#block-${added}` : verb === "up" || verb === "down" ? `#block-${id}` : "";
			return done(storyId, "saved", at);
		}),
	}),
	discard: defineAction({
		accept: "form",
		input,
		handler: refusable(async ({ storyId }, { locals }) => {
			await discardDraft({ storyId, by: requireRole(locals.viewer, ...WRITERS) });
			return done(storyId, "discarded");
		}),
	}),
	tellOf: defineAction({
		accept: "form",
		input: ofHome,
		handler: refusable(async (typed, { locals }) => {
			await tellOf({ ...typed, by: requireRole(locals.viewer, ...WRITERS), at: locals.now });
			return done(typed.storyId, "told", "#told");
		}),
	}),
	tellNoMoreOf: defineAction({
		accept: "form",
		input: ofHome,
		handler: refusable(async (typed, { locals }) => {
			await tellNoMoreOf({ ...typed, by: requireRole(locals.viewer, ...WRITERS), at: locals.now });
			return done(typed.storyId, "untold", "#told");
		}),
	}),
	removePhoto: defineAction({
		accept: "form",
		input: input.extend({ photoId: text }),
		handler: refusable(async (typed, { locals }) => {
			await removeStoryPhoto({ ...typed, by: requireRole(locals.viewer, ...WRITERS), at: locals.now });
			return { next: `/staff/stories/${typed.storyId}/photos?done=removed` };
		}),
	}),
	redact: defineAction({
		accept: "form",
		input: input.extend(DRAWN),
		handler: refusable(async ({ storyId, ...drawn }, { locals }) => {
			await redactStoryPhoto({ storyId, ...hidingIn(drawn), by: requireRole(locals.viewer, ...WRITERS), at: locals.now });
			return { next: `/staff/stories/${storyId}/photos?done=hidden` };
		}),
	}),
	pass: defineAction({
		accept: "form",
		input: readVersion,
		handler: refusable(async (typed, { locals }) => {
			await passStory({ ...typed, by: requireRole(locals.viewer, ...DECIDERS.first), at: locals.now });
			return done(typed.storyId, "passed");
		}),
	}),
	sendBack: defineAction({
		accept: "form",
		input: readVersion,
		handler: refusable(async (typed, { locals }) => {
			await returnStory({ ...typed, by: requireRole(locals.viewer, ...DECIDERS.first), at: locals.now });
			return done(typed.storyId, "returned");
		}),
	}),
	remark: defineAction({
		accept: "form",
		input: readVersion.extend({ block: text, passage: text }),
		handler: refusable(async (typed, { locals }) => {
			await remarkOn({ ...typed, by: requireRole(locals.viewer, ...DECIDERS.first), at: locals.now });
			return done(typed.storyId, "remarked", "#remarks");
		}),
	}),
	answer: defineAction({
		accept: "form",
		input: z.object({ remarkId: text, words: text }),
		handler: refusable(async (typed, { locals }) => {
			const { storyId } = await answerRemark({ ...typed, by: requireRole(locals.viewer, ...WRITERS), at: locals.now });
			return done(storyId, "answered", "#remarks");
		}),
	}),
	schedule: defineAction({
		accept: "form",
		input: input.extend({ startsAt: text, endsAt: text }),
		handler: refusable(async (typed, { locals }) => {
			await scheduleStory({ ...typed, by: requireRole(locals.viewer, ...WRITERS), at: locals.now });
			return done(typed.storyId, "scheduled");
		}),
	}),
	publish: defineAction({
		accept: "form",
		input,
		handler: refusable(async ({ storyId }, { locals }) => {
			await publishStory({ storyId, by: requireRole(locals.viewer, ...WRITERS), at: locals.now });
			return done(storyId, "published");
		}),
	}),
	end: defineAction({
		accept: "form",
		input,
		handler: refusable(async ({ storyId }, { locals }) => {
			await endStory({ storyId, by: requireRole(locals.viewer, ...WRITERS), at: locals.now });
			return done(storyId, "ended");
		}),
	}),
	takeBack: defineAction({
		accept: "form",
		input: input.extend({ words: text }),
		handler: refusable(async (typed, { locals }) => {
			await takeStoryBack({ ...typed, by: requireRole(locals.viewer, ...WRITERS), at: locals.now });
			return done(typed.storyId, "back");
		}),
	}),
	drop: defineAction({
		accept: "form",
		input,
		handler: refusable(async ({ storyId }, { locals }) => {
			await dropStory({ storyId, by: requireRole(locals.viewer, ...WRITERS), at: locals.now });
			return { next: "/staff/stories?done=dropped" };
		}),
	}),
	arrange: defineAction({
		accept: "form",
		input: z.object({ regionId: text, startsAt: text, act: text, slots: list }),
		handler: refusable(async ({ regionId, startsAt, act, slots }, { locals }) => {
			const by = requireRole(locals.viewer, ...WRITERS);
			const storyIds = swapped(
				Array.from({ length: SLOTS }, (_, n) => slots[n] ?? ""),
				act,
			);
			await arrangeFeatured({ regionId, storyIds, startsAt, by, at: locals.now });
			return { next: `/staff/stories/featured?place=${regionId}&done=arranged` };
		}),
	}),
};

/** `up:1` exchanges the second slot with the first. */
function swapped(slots: string[], act: string): string[] {
	const [verb, place] = act.split(":");
	const from = Number(place);
	const to = verb === "up" ? from - 1 : from + 1;
	if ((verb !== "up" && verb !== "down") || slots[from] === undefined || slots[to] === undefined) return slots;
	return slots.map((slot, n) => (n === from ? (slots[to] as string) : n === to ? (slots[from] as string) : slot));
}
