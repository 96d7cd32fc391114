import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { PROPOSERS, RECHECKERS, REVIEWERS, TITLERS } from "#domain/models/model-villages.ts";
import { noticeModel, reviewModel } from "#domain/models/notice.ts";
import { redactModelPhoto, takeOutPair } from "#domain/models/pairs.ts";
import { declineModel, proposeModel } from "#domain/models/propose-model.ts";
import { showStory, writeStory } from "#domain/models/stories.ts";
import { proposeTitle, recheckModel } from "#domain/models/title.ts";
import { requireRole } from "#http/guards.ts";
import { text } from "./fields.ts";
import { DRAWN, hidingIn } from "./redaction.ts";
import { refusable } from "./refusable.ts";

const input = z.object({ modelVillageId: text });
const done = (modelVillageId: string, what: string) => ({ next: `/staff/models/${modelVillageId}?done=${what}` });

export const models = {
	propose: defineAction({
		accept: "form",
		input: z.object({ villageId: text }),
		handler: refusable(async ({ villageId }, { locals }) => {
			const { modelVillageId } = await proposeModel({ villageId, by: requireRole(locals.viewer, ...PROPOSERS), at: locals.now });
			return done(modelVillageId, "proposed");
		}),
	}),
	write: defineAction({
		accept: "form",
		input: input.extend({
			...{ why: text, what: text, stays: text, deeds: text, route: text, unitId: text },
			...{ "cost-state": text, "cost-village": text, "cost-others": text, "cost-households": text },
		}),
		handler: refusable(async (typed, { locals }) => {
			const { "cost-state": state, "cost-village": village, "cost-others": others, "cost-households": households, ...story } = typed;
			const by = requireRole(locals.viewer, ...PROPOSERS);
			await writeStory({ ...story, costs: { state, village, others, households }, by, at: locals.now });
			return done(typed.modelVillageId, "written");
		}),
	}),
	takeOut: defineAction({
		accept: "form",
		input: input.extend({ pairId: text }),
		handler: refusable(async (typed, { locals }) => {
			await takeOutPair({ ...typed, by: requireRole(locals.viewer, ...PROPOSERS), at: locals.now });
			return done(typed.modelVillageId, "out");
		}),
	}),
	redact: defineAction({
		accept: "form",
		input: input.extend(DRAWN),
		handler: refusable(async ({ modelVillageId, ...drawn }, { locals }) => {
			const by = requireRole(locals.viewer, ...PROPOSERS);
			await redactModelPhoto({ modelVillageId, ...hidingIn(drawn), by, at: locals.now });
			return done(modelVillageId, "hidden");
		}),
	}),
	notice: defineAction({
		accept: "form",
		input,
		handler: refusable(async ({ modelVillageId }, { locals }) => {
			await noticeModel({ modelVillageId, by: requireRole(locals.viewer, ...REVIEWERS), at: locals.now });
			return done(modelVillageId, "noticed");
		}),
	}),
	review: defineAction({
		accept: "form",
		input,
		handler: refusable(async ({ modelVillageId }, { locals }) => {
			await reviewModel({ modelVillageId, by: requireRole(locals.viewer, ...REVIEWERS), at: locals.now });
			return done(modelVillageId, "reviewed");
		}),
	}),
	decline: defineAction({
		accept: "form",
		input: input.extend({ why: text }),
		handler: refusable(async (typed, { locals }) => {
			await declineModel({ ...typed, by: requireRole(locals.viewer, ...PROPOSERS), at: locals.now });
			return done(typed.modelVillageId, "declined");
		}),
	}),
	show: defineAction({
		accept: "form",
		input,
		handler: refusable(async ({ modelVillageId }, { locals }) => {
			await showStory({ modelVillageId, by: requireRole(locals.viewer, ...REVIEWERS), at: locals.now });
			return done(modelVillageId, "shown");
		}),
	}),
	ask: defineAction({
		accept: "form",
		input: input.extend({ why: text }),
		handler: refusable(async (typed, { locals }) => {
			await proposeTitle({ ...typed, by: requireRole(locals.viewer, ...TITLERS), at: locals.now });
			return done(typed.modelVillageId, "asked");
		}),
	}),
	recheck: defineAction({
		accept: "form",
		input: input.extend({ result: text, words: text, days: text }),
		handler: refusable(async (typed, { locals }) => {
			await recheckModel({ ...typed, by: requireRole(locals.viewer, ...RECHECKERS), at: locals.now });
			return done(typed.modelVillageId, "checked");
		}),
	}),
};
