import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { draftEdition, dropEdition, sayWhy } from "#domain/boards/draft-edition.ts";
import { BOARD_EDITORS } from "#domain/boards/editions.ts";
import { HELP_ADMINS, recordHelp } from "#domain/boards/help.ts";
import { proposeEdition } from "#domain/boards/propose-edition.ts";
import { settleEdition } from "#domain/boards/settle-edition.ts";
import { recordTalk } from "#domain/boards/talks.ts";
import { requireRole } from "#http/guards.ts";
import { text } from "./fields.ts";
import { refusable } from "./refusable.ts";

const page = (editionId: string, done: string) => ({ next: `/staff/boards/${editionId}?done=${done}` });

export const boards = {
	draft: defineAction({
		accept: "form",
		input: z.object({ regionId: text, level: text, fromMonth: text, untilMonth: text, label: text }),
		handler: refusable(async (typed, { locals }) => {
			const { editionId } = await draftEdition({ ...typed, by: requireRole(locals.viewer, ...BOARD_EDITORS), at: locals.now });
			return page(editionId, "drafted");
		}),
	}),
	drop: defineAction({
		accept: "form",
		input: z.object({ editionId: text }),
		handler: refusable(async ({ editionId }, { locals }) => {
			await dropEdition({ editionId, by: requireRole(locals.viewer, ...BOARD_EDITORS), at: locals.now });
			return { next: "/staff/boards?done=dropped" };
		}),
	}),
	say: defineAction({
		accept: "form",
		input: z.object({ editionId: text, placeId: text, words: text }),
		handler: refusable(async (typed, { locals }) => {
			await sayWhy({ ...typed, by: requireRole(locals.viewer, ...BOARD_EDITORS), at: locals.now });
			return page(typed.editionId, "said");
		}),
	}),
	propose: defineAction({
		accept: "form",
		input: z.object({ editionId: text, why: text }),
		handler: refusable(async (typed, { locals }) => {
			await proposeEdition({ ...typed, by: requireRole(locals.viewer, ...BOARD_EDITORS), at: locals.now });
			return page(typed.editionId, "proposed");
		}),
	}),
	settle: defineAction({
		accept: "form",
		input: z.object({ editionId: text }),
		handler: refusable(async ({ editionId }, { locals }) => {
			await settleEdition({ editionId, by: requireRole(locals.viewer, ...BOARD_EDITORS), at: locals.now });
			return page(editionId, "settled");
		}),
	}),
	help: defineAction({
		accept: "form",
		input: z.object({ editionId: text, placeId: text, kind: text, helperId: text, doneOn: text }),
		handler: refusable(async ({ editionId, ...typed }, { locals }) => {
			await recordHelp({ ...typed, by: requireRole(locals.viewer, ...HELP_ADMINS), at: locals.now });
			return page(editionId, "helped");
		}),
	}),
	talk: defineAction({
		accept: "form",
		input: z.object({ editionId: text, placeId: text, heldOn: text, words: text }),
		handler: refusable(async (typed, { locals }) => {
			await recordTalk({ ...typed, by: requireRole(locals.viewer, "district_admin"), at: locals.now });
			return page(typed.editionId, "talked");
		}),
	}),
};
