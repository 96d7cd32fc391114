import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { decisionReasons, decisions } from "#db/schema/moderation.ts";
import { SUBMISSION_LIFE } from "#db/schema/submissions.ts";
import { ownHome } from "#domain/households/own-home.ts";
import { takeStep } from "#domain/stages.ts";
import { householdSubmissions } from "#domain/submissions/household-submissions.ts";
import { ownSubmission } from "#domain/submissions/own-submission.ts";
import { sendSubmission } from "#domain/submissions/send-submission.ts";
import { withdrawSubmission } from "#domain/submissions/withdraw-submission.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { sentPair } from "#tests/pairs.ts";
import { decided, draftOf, sentSubmission } from "#tests/submissions.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
	cast = await inviteCast();
});

const DAY = 24 * 60;

test("what is in hand stands apart from what lies behind, and a draft that was thrown away is gone", async () => {
	const { bao } = cast.homes;
	const by = bao;
	const thrownAway = await draftOf(bao, { key: "gone" });
	await withdrawSubmission({ submissionId: thrownAway, by, at: MORNING });
	const draft = await draftOf(bao, { key: "draft" });
	const published = await sentPair(bao);
	await decided(published.submissionId, "published", cast.staff.li.personId);
	const returned = await sentPair(bao, { at: minutesAfter(MORNING, DAY) });
	await decided(returned.submissionId, "returned", cast.staff.li.personId);
	const withdrawn = await sentPair(bao, { at: minutesAfter(MORNING, 2 * DAY) });
	await withdrawSubmission({ submissionId: withdrawn.submissionId, by, at: minutesAfter(MORNING, 3 * DAY) });
	const { inHand, past, cursor } = await householdSubmissions(bao.householdId);
	expect(inHand.map((one) => one.submissionId)).toEqual([returned.submissionId, draft]);
	expect(past.map((one) => one.submissionId)).toEqual([withdrawn.submissionId, published.submissionId]);
	expect(cursor).toBeNull();
	expect(inHand[1]).toMatchObject({ stage: "draft", missing: ["before", "after", "category", "startedBy"], category: null, before: [] });
	expect(past[1]).toMatchObject({ category: { plain: "柴草杂物码齐了" }, missing: [], before: [{ photoId: published.before }] });
});

test("a neighbour's submissions are not among them", async () => {
	await sentPair(cast.homes.chen);
	expect(await householdSubmissions(cast.homes.bao.householdId)).toEqual({ inHand: [], past: [], cursor: null, isFirst: true });
});

test("many years are read page by page, each once, whatever the cursor says", async () => {
	const { bao } = cast.homes;
	for (let n = 0; n < 15; n++) {
		const { submissionId } = await sentPair(bao, { at: minutesAfter(MORNING, n * DAY) });
		await decided(submissionId, "declined", cast.staff.li.personId);
	}
	const first = await householdSubmissions(bao.householdId);
	const second = await householdSubmissions(bao.householdId, first.cursor);
	expect([first.past.length, second.past.length, second.cursor]).toEqual([12, 3, null]);
	expect(new Set([...first.past, ...second.past].map((one) => one.submissionId)).size).toBe(15);
	expect((await householdSubmissions(bao.householdId, "1' or 1=1")).past).toHaveLength(12);
});

test("why it came back is told while it is to be mended, and stays in its life", async () => {
	const { bao } = cast.homes;
	const { submissionId } = await sentPair(bao);
	await decided(submissionId, "returned", cast.staff.li.personId);
	const [decision] = await db.select().from(decisions);
	const decisionId = decision?.id ?? "";
	await write((tx) => tx.insert(decisionReasons).values(["too_dark", "swapped"].map((reason) => ({ decisionId, reason }))));
	const told = { outcome: "returned", reasons: ["swapped", "too_dark"], note: "请换一张亮一点的。" };
	const own = await ownSubmission(bao.viewer, submissionId);
	expect({ ...own.feedback, reasons: own.feedback?.reasons.sort() }).toMatchObject(told);
	expect(own.steps.map((step) => [step.stage, step.member, step.feedback?.note])).toEqual([
		["draft", "鲍春生", undefined],
		["waiting", "鲍春生", undefined],
		["returned", null, "请换一张亮一点的。"],
	]);
	expect(own.consentAt).toEqual(MORNING);
});

test("a decision that was taken back is told as such, and no longer as a reason", async () => {
	const { bao } = cast.homes;
	const { submissionId } = await sentPair(bao);
	const moderatorId = cast.staff.li.personId;
	await decided(submissionId, "returned", moderatorId);
	await write(async (tx) => {
		await tx.update(decisions).set({ undoneAt: MORNING, undoneBy: moderatorId });
		await takeStep(tx, SUBMISSION_LIFE, { id: submissionId, stage: "waiting", actorId: moderatorId, at: minutesAfter(MORNING, 1) });
	});
	const own = await ownSubmission(bao.viewer, submissionId);
	expect([own.stage, own.feedback]).toEqual(["waiting", null]);
	expect(own.steps.map((step) => step.isUndo)).toEqual([false, false, false, true]);
	expect(own.steps.map((step) => step.feedback)).toEqual([null, null, null, null]);
});

test("a mended one that was sent again is no undo", async () => {
	const submissionId = await sentSubmission(cast.homes.bao);
	await decided(submissionId, "returned", cast.staff.li.personId);
	const again = { submissionId, consentsToDisplay: true, by: cast.homes.bao, at: minutesAfter(MORNING, 9) };
	await sendSubmission(again);
	const own = await ownSubmission(cast.homes.bao.viewer, submissionId);
	expect(own.steps.map((step) => step.isUndo)).toEqual([false, false, false, false]);
});

test("somebody else's submission does not exist, for neighbours and for staff", async () => {
	const { submissionId } = await sentPair(cast.homes.bao);
	for (const viewer of [cast.homes.chen.viewer, cast.staff.li]) {
		await expect(ownSubmission(viewer, submissionId)).rejects.toMatchObject({ refusal: "not_found" });
	}
});

test("a household sees itself by the names of its place and its members", async () => {
	expect(await ownHome(cast.homes.bao.householdId)).toEqual({
		publicCode: "code-bao",
		village: "青石村",
		hamlet: "东沟",
		headName: "鲍春生",
		members: ["鲍春生"],
	});
});
