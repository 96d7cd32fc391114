import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { ROLES } from "#domain/accounts/rules.ts";
import { tendExposures } from "#domain/exposure/leave.ts";
import { assignSpot } from "#domain/spots/assign-spot.ts";
import { answerAppeal, confirmFix, findRelapse, sendBack } from "#domain/spots/confirm-spot.ts";
import { answerGap, GAP_ADMINS } from "#domain/spots/gaps.ts";
import { LOOKING_AGAIN, lookAgain } from "#domain/spots/look-again.ts";
import { passPicture, redactSpot, SPOT_EDITORS } from "#domain/spots/redact-spot.ts";
import { claimPoints } from "#domain/spots/report-points.ts";
import { CONFIRMING, TRIAGE } from "#domain/spots/spot.ts";
import { checkSpot, mergeSpot, readReport, turnAway } from "#domain/spots/triage.ts";
import { appealOrder, doMilestone, explain, planMilestones } from "#domain/spots/work.ts";
import { typedCode } from "#domain/text.ts";
import { requireHousehold, requireRole } from "#http/guards.ts";
import { list, text } from "./fields.ts";
import { DRAWN, hidingIn } from "./redaction.ts";
import { type Done, refusable } from "./refusable.ts";

const spotId = text;
const number = z.coerce.number().catch(0);

/** What is public of a spot follows at once. */
async function after({ spotId }: { spotId: string }, at: Date, done: string): Promise<Done> {
	await tendExposures(at, spotId);
	return { next: `/staff/spots/${spotId}?done=${done}` };
}

/** Whoever acts for a unit is staff of some kind; whether they do the domain asks. */
export const spots = {
	claimPoints: defineAction({
		accept: "form",
		input: z.object({ reference: text }),
		handler: refusable(async ({ reference }, { locals }) => {
			await claimPoints({ reference: typedCode(reference), by: requireHousehold(locals.viewer), at: locals.now });
			return { next: `/report/${encodeURIComponent(reference)}?done=paid` };
		}),
	}),
	check: defineAction({
		accept: "form",
		input: z.object({ spotId }),
		handler: refusable(async (typed, { locals }) => {
			await checkSpot({ ...typed, by: requireRole(locals.viewer, ...TRIAGE), at: locals.now });
			return after(typed, locals.now, "checked");
		}),
	}),
	turnAway: defineAction({
		accept: "form",
		input: z.object({ spotId, door: text, why: text, householdId: text }),
		handler: refusable(async (typed, { locals }) => {
			await turnAway({ ...typed, by: requireRole(locals.viewer, ...TRIAGE), at: locals.now });
			return after(typed, locals.now, "turnedAway");
		}),
	}),
	merge: defineAction({
		accept: "form",
		input: z.object({ spotId, into: text }),
		handler: refusable(async (typed, { locals }) => {
			await mergeSpot({ ...typed, by: requireRole(locals.viewer, ...TRIAGE), at: locals.now });
			return after(typed, locals.now, "merged");
		}),
	}),
	readReport: defineAction({
		accept: "form",
		input: z.object({ spotId, reportId: text, verdict: z.enum(["pass", "strike"]) }),
		handler: refusable(async (typed, { locals }) => {
			await readReport({ ...typed, isStruck: typed.verdict === "strike", by: requireRole(locals.viewer, ...TRIAGE), at: locals.now });
			return after(typed, locals.now, "read");
		}),
	}),
	assign: defineAction({
		accept: "form",
		input: z.object({ spotId, unitId: text, cause: text, grade: text, words: text, orders: number }),
		handler: refusable(async (typed, { locals }) => {
			await assignSpot({ ...typed, by: requireRole(locals.viewer, ...TRIAGE), at: locals.now });
			return after(typed, locals.now, "assigned");
		}),
	}),
	explain: defineAction({
		accept: "form",
		input: z.object({ spotId, words: text }),
		handler: refusable(async (typed, { locals }) => {
			await explain({ ...typed, by: requireRole(locals.viewer, ...ROLES), at: locals.now });
			return after(typed, locals.now, "explained");
		}),
	}),
	appeal: defineAction({
		accept: "form",
		input: z.object({ spotId, words: text }),
		handler: refusable(async (typed, { locals }) => {
			await appealOrder({ ...typed, by: requireRole(locals.viewer, ...ROLES), at: locals.now });
			return after(typed, locals.now, "appealed");
		}),
	}),
	plan: defineAction({
		accept: "form",
		input: z.object({ spotId, words: list, day: list }),
		handler: refusable(async (typed, { locals }) => {
			await planMilestones({ spotId: typed.spotId, steps: stepsIn(typed), by: requireRole(locals.viewer, ...ROLES), at: locals.now });
			return after(typed, locals.now, "planned");
		}),
	}),
	doMilestone: defineAction({
		accept: "form",
		input: z.object({ spotId, position: number }),
		handler: refusable(async (typed, { locals }) => {
			await doMilestone({ ...typed, by: requireRole(locals.viewer, ...ROLES), at: locals.now });
			return after(typed, locals.now, "stepDone");
		}),
	}),
	confirm: defineAction({
		accept: "form",
		input: z.object({ spotId, pictures: text }),
		handler: refusable(async ({ spotId, pictures }, { locals }) => {
			await confirmFix({ spotId, isClear: pictures === "clear", by: requireRole(locals.viewer, ...CONFIRMING), at: locals.now });
			const done = await after({ spotId }, locals.now, "confirmed");
			return pictures === "hide" ? { next: `/staff/spots/${spotId}/redact?done=confirmed` } : done;
		}),
	}),
	sendBack: defineAction({
		accept: "form",
		input: z.object({ spotId, why: text }),
		handler: refusable(async (typed, { locals }) => {
			await sendBack({ ...typed, by: requireRole(locals.viewer, ...CONFIRMING), at: locals.now });
			return after(typed, locals.now, "sentBack");
		}),
	}),
	relapse: defineAction({
		accept: "form",
		input: z.object({ spotId, why: text }),
		handler: refusable(async (typed, { locals }) => {
			await findRelapse({ ...typed, by: requireRole(locals.viewer, ...CONFIRMING), at: locals.now });
			return after(typed, locals.now, "relapsed");
		}),
	}),
	answerAppeal: defineAction({
		accept: "form",
		input: z.object({ spotId, verdict: z.enum(["upheld", "rejected"]), words: text }),
		handler: refusable(async (typed, { locals }) => {
			await answerAppeal({ ...typed, isUpheld: typed.verdict === "upheld", by: requireRole(locals.viewer, ...TRIAGE), at: locals.now });
			return after(typed, locals.now, "answered");
		}),
	}),
	answerGap: defineAction({
		accept: "form",
		input: z.object({ spotId, answer: text, words: text }),
		handler: refusable(async (typed, { locals }) => {
			await answerGap({ ...typed, by: requireRole(locals.viewer, ...GAP_ADMINS), at: locals.now });
			return after(typed, locals.now, "answered");
		}),
	}),
	lookAgain: defineAction({
		accept: "form",
		input: z.object({ spotId, verdict: z.enum(["reopen", "leave"]) }),
		handler: refusable(async ({ spotId, verdict }, { locals }) => {
			const isReopened = verdict === "reopen";
			await lookAgain({ spotId, isReopened, by: requireRole(locals.viewer, ...LOOKING_AGAIN), at: locals.now });
			return after({ spotId }, locals.now, isReopened ? "reopened" : "lookedAgain");
		}),
	}),
	passPicture: defineAction({
		accept: "form",
		input: z.object({ spotId, photoId: text }),
		handler: refusable(async (typed, { locals }) => {
			await passPicture({ ...typed, by: requireRole(locals.viewer, ...SPOT_EDITORS), at: locals.now });
			await tendExposures(locals.now, typed.spotId);
			return { next: `/staff/spots/${typed.spotId}/redact?photo=${typed.photoId}&done=passed` };
		}),
	}),
	redact: defineAction({
		accept: "form",
		input: z.object({ spotId, ...DRAWN }),
		handler: refusable(async ({ spotId, ...drawn }, { locals }) => {
			const hiding = hidingIn(drawn);
			await redactSpot({ ...hiding, spotId, by: requireRole(locals.viewer, ...SPOT_EDITORS), at: locals.now });
			await tendExposures(locals.now, spotId);
			return { next: `/staff/spots/${spotId}/redact?photo=${hiding.photoId}&done=hidden` };
		}),
	}),
};

/** Lines of the form; empty ones do not count. */
function stepsIn({ words, day }: { words: string[]; day: string[] }): { words: string; day: string }[] {
	return words.map((said, n) => ({ words: said, day: day[n] ?? "" })).filter((step) => step.words || step.day);
}
