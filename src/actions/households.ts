import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { answerCheck } from "#domain/checks/answer-check.ts";
import { CHECKERS } from "#domain/checks/checks.ts";
import { addHousehold } from "#domain/households/add-household.ts";
import { changeHead } from "#domain/households/change-head.ts";
import { carryOut } from "#domain/households/change-household.ts";
import { addMember, memberLeaves, memberMoves, renameMember } from "#domain/households/change-members.ts";
import { closeHousehold } from "#domain/households/close-household.ts";
import { householdCalled } from "#domain/households/household-called.ts";
import { answerImport, confirmImport } from "#domain/households/import-runs.ts";
import { mergeHouseholds } from "#domain/households/merge-households.ts";
import { moveHousehold } from "#domain/households/move-household.ts";
import { ANSWERS, type Answer, type Answers, QUESTION_KINDS } from "#domain/households/roster/types.ts";
import { rotateDoorToken } from "#domain/households/rotate-door-token.ts";
import { setHouseholdFlags } from "#domain/households/set-flags.ts";
import { splitHousehold } from "#domain/households/split-household.ts";
import { takeBackHousehold } from "#domain/households/take-back-household.ts";
import { CLOSE_REASONS, HEAD_REASONS, LEAVE_REASONS, STATUSES } from "#domain/households/types.ts";
import { ADMIN_ROLES } from "#domain/regions/scope.ts";
import { requireRole } from "#http/guards.ts";
import { list, text } from "./fields.ts";
import { refusable } from "./refusable.ts";

const householdId = text;
const status = z.enum(STATUSES);
const changedPage = (id: string, done = "changed") => ({ next: `/admin/households/${id}/changes?done=${done}` });

export const households = {
	check: defineAction({
		accept: "form",
		input: z.object({ entrySeq: text, answer: text, how: text, words: z.string().optional() }),
		handler: refusable(async ({ entrySeq, words = "", ...typed }, { locals }) => {
			const check = { ...typed, entrySeq: Number(entrySeq) || 0, words };
			await answerCheck({ ...check, by: requireRole(locals.viewer, ...CHECKERS), at: locals.now });
			return { next: "/staff/checks?done=checked" };
		}),
	}),
	describe: defineAction({
		accept: "form",
		input: z.object({ householdId, status, isHardship: z.boolean(), isUnranked: z.boolean() }),
		handler: refusable(async (said, { locals }) => {
			await setHouseholdFlags({ ...said, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: `/admin/households/${said.householdId}?done=saved` };
		}),
	}),
	rotateDoorToken: defineAction({
		accept: "form",
		input: z.object({ householdId }),
		handler: refusable(async (said, { locals }) => {
			await rotateDoorToken({ ...said, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: `/admin/households/${said.householdId}?done=rotated` };
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
	add: defineAction({
		accept: "form",
		input: z.object({ hamletId: text, number: text, headName: text, status, isAnother: z.boolean() }),
		handler: refusable(async (said, { locals }) => {
			const id = await carryOut(addHousehold, { ...said, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: `/admin/households/${id}?done=added` };
		}),
	}),
	addMember: defineAction({
		accept: "form",
		input: z.object({ householdId, name: text, isUnder14: z.boolean() }),
		handler: refusable(async (said, { locals }) =>
			changedPage(await carryOut(addMember, { ...said, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now })),
		),
	}),
	memberLeaves: defineAction({
		accept: "form",
		input: z.object({ householdId, personId: text, why: z.enum(LEAVE_REASONS) }),
		handler: refusable(async (said, { locals }) =>
			changedPage(await carryOut(memberLeaves, { ...said, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now })),
		),
	}),
	memberMoves: defineAction({
		accept: "form",
		input: z.object({ householdId, personId: text, into: text }),
		handler: refusable(async ({ into, ...said }, { locals }) => {
			const order = { ...said, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now };
			return changedPage(await carryOut(memberMoves, { ...order, intoId: await householdCalled(into, said) }));
		}),
	}),
	renameMember: defineAction({
		accept: "form",
		input: z.object({ householdId, personId: text, name: text }),
		handler: refusable(async (said, { locals }) =>
			changedPage(await carryOut(renameMember, { ...said, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now })),
		),
	}),
	changeHead: defineAction({
		accept: "form",
		input: z.object({ householdId, from: text, personId: text, name: text, why: z.enum(HEAD_REASONS), isNewDoor: z.boolean() }),
		handler: refusable(async (said, { locals }) => {
			const id = await carryOut(changeHead, { ...said, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return changedPage(id, said.why === "misspelt" ? "changed" : "newHead");
		}),
	}),
	move: defineAction({
		accept: "form",
		input: z.object({ householdId, hamletId: text, number: text }),
		handler: refusable(async (said, { locals }) =>
			changedPage(await carryOut(moveHousehold, { ...said, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now }), "moved"),
		),
	}),
	split: defineAction({
		accept: "form",
		input: z.object({ householdId, personIds: list, headName: text, number: text, status, isAnother: z.boolean() }),
		handler: refusable(async (said, { locals }) =>
			changedPage(await carryOut(splitHousehold, { ...said, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now }), "split"),
		),
	}),
	merge: defineAction({
		accept: "form",
		input: z.object({ householdId, into: text }),
		handler: refusable(async (said, { locals }) => {
			const order = { householdId: said.householdId, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now };
			const intoId = await householdCalled(said.into, said);
			return changedPage(await carryOut(mergeHouseholds, { ...order, intoId }), "merged");
		}),
	}),
	close: defineAction({
		accept: "form",
		input: z.object({ householdId, why: z.enum(CLOSE_REASONS) }),
		handler: refusable(async (said, { locals }) =>
			changedPage(await carryOut(closeHousehold, { ...said, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now })),
		),
	}),
	takeBack: defineAction({
		accept: "form",
		input: z.object({ householdId }),
		handler: refusable(async (said, { locals }) => {
			await carryOut(takeBackHousehold, { ...said, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: "/admin/households?done=takenBack" };
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
