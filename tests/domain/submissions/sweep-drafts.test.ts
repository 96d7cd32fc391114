import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { photos } from "#db/schema/photos.ts";
import { submissions } from "#db/schema/submissions.ts";
import { sweepStrays } from "#domain/photos/files.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { describe } from "#domain/submissions/describe.ts";
import { householdSubmissions } from "#domain/submissions/household-submissions.ts";
import { ownSubmission } from "#domain/submissions/own-submission.ts";
import { sendSubmission } from "#domain/submissions/send-submission.ts";
import { sweepDrafts } from "#domain/submissions/sweep-drafts.ts";
import { endSubmission } from "#domain/submissions/withdraw-submission.ts";
import { DAY_MS, later } from "#platform/clock.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { sweepAt } from "#tests/clocks.ts";
import { freshDatabase } from "#tests/database.ts";
import { filesUnder } from "#tests/photos.ts";
import { decided, draftOf, readyDraft, sentSubmission } from "#tests/submissions.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
	cast = await inviteCast();
});

const daysAfter = (days: number) => minutesAfter(MORNING, days * 24 * 60);
const stageOf = async (id: string) => (await db.select().from(submissions).where(eq(submissions.id, id)))[0]?.stage;
const sweeps = () => db.select().from(auditEntries).where(eq(auditEntries.action, "submission.sweep"));

test("a draft that nobody touched for thirty days goes with its words and its pictures, and the trail says so", async () => {
	const { bao } = cast.homes;
	const submissionId = await readyDraft(bao);
	expect(await sweepDrafts(sweepAt(minutesAfter(daysAfter(30), -1)))).toBe(0);
	expect(await sweepDrafts(sweepAt(daysAfter(30)))).toBe(1);
	expect(await db.select().from(submissions)).toMatchObject([{ stage: "withdrawn", words: "" }]);
	expect((await db.select().from(photos)).map(({ erasedAt }) => erasedAt)).toEqual([daysAfter(30), daysAfter(30)]);
	expect([...filesUnder("photos"), ...filesUnder("originals")]).toEqual([]);
	expect(await sweeps()).toMatchObject([{ actorId: null, subject: `submission:${submissionId}`, detail: { from: "draft" } }]);
	expect((await householdSubmissions(bao.householdId)).inHand).toEqual([]);
	const { steps } = await ownSubmission(bao.viewer, submissionId);
	expect(steps.map(({ stage, isSweep }) => [stage, isSweep])).toEqual([
		["draft", false],
		["withdrawn", true],
	]);
});

test("the second round finds nothing to do", async () => {
	await readyDraft(cast.homes.bao);
	await sweepDrafts(sweepAt(daysAfter(31)));
	expect(await sweepDrafts(sweepAt(daysAfter(31)))).toBe(0);
	expect(await sweeps()).toHaveLength(1);
});

test("two rounds at once sweep each draft once", async () => {
	await draftOf(cast.homes.bao);
	expect((await Promise.all([sweepDrafts(sweepAt(daysAfter(31))), sweepDrafts(sweepAt(daysAfter(31)))])).sort()).toEqual([0, 1]);
	expect(await sweeps()).toHaveLength(1);
});

test("a draft that its household comes back to while the round is under way stays", async () => {
	const submissionId = await draftOf(cast.homes.bao);
	const { promise: gate, resolve: open } = Promise.withResolvers<void>();
	const edit = write(async (tx) => {
		await gate;
		await tx
			.update(submissions)
			.set({ words: "接着写。", editedAt: daysAfter(31) })
			.where(eq(submissions.id, submissionId));
	});
	const round = sweepDrafts(sweepAt(daysAfter(31)));
	// The round has read its list by then, and waits for the edit to end.
	for (const _read of [1, 2, 3, 4]) await db.select().from(submissions);
	open();
	await edit;
	expect(await round).toBe(0);
	expect(await db.select().from(submissions)).toMatchObject([{ stage: "draft", words: "接着写。" }]);
});

test("an edit starts the days anew", async () => {
	const submissionId = await draftOf(cast.homes.bao);
	await describe({ submissionId, words: "接着写。", by: cast.homes.bao, at: daysAfter(20) });
	expect(await sweepDrafts(sweepAt(daysAfter(49)))).toBe(0);
	expect(await stageOf(submissionId)).toBe("draft");
	expect(await sweepDrafts(sweepAt(daysAfter(50)))).toBe(1);
});

test("what was sent, and what was given back to mend, is never swept", async () => {
	const waiting = await sentSubmission(cast.homes.bao);
	const returned = await sentSubmission(cast.homes.chen, { key: "returned", number: 11 });
	await decided(returned, "returned", cast.staff.li.personId);
	expect(await sweepDrafts(sweepAt(daysAfter(400)))).toBe(0);
	expect([await stageOf(waiting), await stageOf(returned)]).toEqual(["waiting", "returned"]);
});

test("the household sees the day beforehand, by the setting; what is sent has none", async () => {
	const { bao } = cast.homes;
	const submissionId = await readyDraft(bao);
	expect((await ownSubmission(bao.viewer, submissionId)).keptUntil).toEqual(daysAfter(30));
	await changeSetting({ key: "draftDays", value: "60", by: cast.staff.wang, at: MORNING });
	expect((await ownSubmission(bao.viewer, submissionId)).keptUntil).toEqual(daysAfter(60));
	expect(await sweepDrafts(sweepAt(daysAfter(59)))).toBe(0);
	await sendSubmission({ submissionId, consentsToDisplay: true, by: bao, at: daysAfter(59) });
	expect((await ownSubmission(bao.viewer, submissionId)).keptUntil).toBeNull();
});

test("pictures of a deleted draft are erased with it; files that a power cut left are strays", async () => {
	const submissionId = await readyDraft(cast.homes.bao);
	const [draft] = await db.select().from(submissions).where(eq(submissions.id, submissionId));
	await write((tx) =>
		endSubmission(tx, draft as NonNullable<typeof draft>, { actorId: cast.homes.bao.personId, at: MORNING, action: "submission.withdraw" }),
	);
	expect((await db.select().from(photos)).map(({ erasedAt }) => erasedAt)).toEqual([MORNING, MORNING]);
	expect(filesUnder("photos").length).toBeGreaterThan(0);
	await sweepStrays(sweepAt(later(new Date(), 2 * DAY_MS)));
	expect([...filesUnder("photos"), ...filesUnder("originals")]).toEqual([]);
});
