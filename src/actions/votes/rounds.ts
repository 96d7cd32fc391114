import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { beijingMoment, endOf, startOf } from "#domain/calendar/rules.ts";
import { ADMIN_ROLES, READERS } from "#domain/regions/scope.ts";
import { announceRound } from "#domain/votes/rounds/announcement.ts";
import { answerNomination, takeBackYes } from "#domain/votes/rounds/answer-nomination.ts";
import { cancelRound } from "#domain/votes/rounds/cancel.ts";
import { addToRoll, checkRoll, drawUpRoll, strike } from "#domain/votes/rounds/change-roll.ts";
import { correctRound, editRound } from "#domain/votes/rounds/draft-round.ts";
import { drawNominees } from "#domain/votes/rounds/draw-nominees.ts";
import { nominate } from "#domain/votes/rounds/nominate.ts";
import { prepareRound } from "#domain/votes/rounds/simple-round.ts";
import { requireHousehold, requireRole } from "#http/guards.ts";
import { list, text } from "../fields.ts";
import { refusable } from "../refusable.ts";

const number = z.coerce.number().catch(Number.NaN);
const moment = text.transform(beijingMoment);
const rules = {
	name: text,
	words: text,
	opensAt: moment,
	closesAt: moment,
	paperUntil: text,
	objectionDays: number,
	votesPerHousehold: number,
	ownVillage: z.enum(["allowed", "excluded"]),
	weighting: z.enum(["none", "by_eligible"]),
	ties: z.enum(["shared", "drawn"]),
	places: number,
};
const onRound = z.object({ roundId: text });

/** Without paper ballots there is no time for entering them. */
function draftOf<T extends { closesAt: Date; paperUntil: string }>({ paperUntil, ...typed }: T) {
	return { ...typed, paperUntil: paperUntil === "" ? typed.closesAt : beijingMoment(paperUntil) };
}

const pageOf = (roundId: string, rest = "") => `/staff/votes/${roundId}${rest}`;
const rollOf = (roundId: string, place: string) => pageOf(roundId, `/roll?${new URLSearchParams({ place, done: "saved" })}`);

export const rounds = {
	draft: defineAction({
		accept: "form",
		input: z.object({
			...{ regionId: text, name: text, opensAt: text, closesAt: text, votesPerHousehold: number },
			...{ who: z.enum(["all", "drawn", "ticked", "later"]), days: number, wanted: number, submissionId: list },
		}),
		handler: refusable(async ({ opensAt, closesAt, submissionId, ...asked }, { locals }) => {
			const by = requireRole(locals.viewer, ...ADMIN_ROLES);
			const simple = { ...asked, opensOn: opensAt, closesOn: closesAt, submissionIds: submissionId };
			const { roundId } = await prepareRound({ ...simple, by, at: locals.now });
			return { next: pageOf(roundId, "?done=drafted") };
		}),
	}),
	edit: defineAction({
		accept: "form",
		input: z.object({ roundId: text, ...rules }),
		handler: refusable(async ({ roundId, ...typed }, { locals }) => {
			const by = requireRole(locals.viewer, ...ADMIN_ROLES);
			await editRound({ by, roundId, draft: draftOf(typed), at: locals.now });
			return { next: pageOf(roundId, "?done=saved") };
		}),
	}),
	correct: defineAction({
		accept: "form",
		input: onRound,
		handler: refusable(async ({ roundId }, { locals }) => {
			const by = requireRole(locals.viewer, ...ADMIN_ROLES);
			const corrected = await correctRound({ by, roundId, at: locals.now });
			return { next: pageOf(corrected.roundId, "?done=corrected") };
		}),
	}),
	nominate: defineAction({
		accept: "form",
		input: onRound.extend({ submissionId: text, words: text }),
		handler: refusable(async (typed, { locals }) => {
			const by = requireRole(locals.viewer, ...ADMIN_ROLES, "publicist");
			await nominate({ ...typed, by, at: locals.now });
			return { next: pageOf(typed.roundId, "/nominations?done=saved") };
		}),
	}),
	drawNominees: defineAction({
		accept: "form",
		input: onRound.extend({ from: text, until: text, wanted: number }),
		handler: refusable(async ({ roundId, from, until, wanted }, { locals }) => {
			const by = requireRole(locals.viewer, ...ADMIN_ROLES, "publicist");
			const period = { from: startOf(from), until: endOf(until) };
			const { drawn } = await drawNominees({ by, roundId, ...period, wanted, at: locals.now });
			return { next: pageOf(roundId, `/nominations?done=${drawn > 0 ? "drawn" : "nobodyDrawn"}`) };
		}),
	}),
	drawUpRoll: defineAction({
		accept: "form",
		input: onRound,
		handler: refusable(async ({ roundId }, { locals }) => {
			await drawUpRoll({ by: requireRole(locals.viewer, ...ADMIN_ROLES), roundId, at: locals.now });
			return { next: pageOf(roundId, "/roll?done=saved") };
		}),
	}),
	checkRoll: defineAction({
		accept: "form",
		input: onRound.extend({ villageId: text, households: number }),
		handler: refusable(async (typed, { locals }) => {
			await checkRoll({ ...typed, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: pageOf(typed.roundId, "?done=saved") };
		}),
	}),
	strike: defineAction({
		accept: "form",
		input: onRound.extend({ villageId: text, number, why: text }),
		handler: refusable(async ({ villageId, ...typed }, { locals }) => {
			await strike({ ...typed, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: rollOf(typed.roundId, villageId) };
		}),
	}),
	addToRoll: defineAction({
		accept: "form",
		input: onRound.extend({ villageId: text, hamletId: text, houseNumber: text }),
		handler: refusable(async ({ villageId, ...typed }, { locals }) => {
			await addToRoll({ ...typed, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: rollOf(typed.roundId, villageId) };
		}),
	}),
	announce: defineAction({
		accept: "form",
		input: onRound.extend({ rulesHash: text }),
		handler: refusable(async (typed, { locals }) => {
			await announceRound({ ...typed, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: pageOf(typed.roundId, "?done=announced") };
		}),
	}),
	cancel: defineAction({
		accept: "form",
		input: onRound.extend({ why: text }),
		handler: refusable(async (typed, { locals }) => {
			await cancelRound({ ...typed, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: pageOf(typed.roundId) };
		}),
	}),
	answer: defineAction({
		accept: "form",
		input: z.object({ nominationId: text, words: text, answer: z.enum(["accepted", "declined"]) }),
		handler: refusable(async (typed, { locals }) => {
			await answerNomination({ ...typed, by: requireHousehold(locals.viewer), at: locals.now });
			return { next: `/me?done=${typed.answer}` };
		}),
	}),
	answerFor: defineAction({
		accept: "form",
		input: onRound.extend({ nominationId: text, saidBy: text, speaker: text, words: text, answer: z.enum(["accepted", "declined"]) }),
		handler: refusable(async ({ roundId, ...typed }, { locals }) => {
			await answerNomination({ ...typed, by: requireRole(locals.viewer, ...READERS), at: locals.now });
			return { next: pageOf(roundId, "/nominations?done=answeredFor") };
		}),
	}),
	takeBack: defineAction({
		accept: "form",
		input: z.object({ nominationId: text, done: z.enum(["leftRound", "undone"]).catch("leftRound") }),
		handler: refusable(async ({ nominationId, done }, { locals }) => {
			await takeBackYes({ nominationId, by: requireHousehold(locals.viewer), at: locals.now });
			return { next: `/me?done=${done}` };
		}),
	}),
};
