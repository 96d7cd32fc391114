import { asc, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { consents, SUBMISSION_LIFE, submissionStages, submissions, submissionVersions } from "#db/schema/submissions.ts";
import { takeStep } from "#domain/stages.ts";
import { describe } from "#domain/submissions/describe.ts";
import { removePhoto } from "#domain/submissions/remove-photo.ts";
import { sendSubmission } from "#domain/submissions/send-submission.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { decided, draftOf, readyDraft, sentSubmission, withPhoto } from "#tests/submissions.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
	cast = await inviteCast();
});

function send(submissionId: string, by = cast.homes.bao, { consentsToDisplay = true, at = MORNING } = {}) {
	return sendSubmission({ submissionId, consentsToDisplay, by, at });
}

async function stagesOf(submissionId: string): Promise<string[]> {
	const rows = await db
		.select()
		.from(submissionStages)
		.where(eq(submissionStages.submissionId, submissionId))
		.orderBy(asc(submissionStages.seq));
	return rows.map((row) => row.stage);
}

test("what is sent waits, is written down as a version, and carries the consent and a line in the trail", async () => {
	const { bao } = cast.homes;
	const submissionId = await readyDraft(bao);
	expect(await send(submissionId)).toEqual({ stage: "waiting", version: 1 });
	expect(await stagesOf(submissionId)).toEqual(["draft", "waiting"]);
	expect(await db.select().from(submissionVersions)).toMatchObject([
		{ submissionId, version: 1, categoryCode: "Q3-01", words: "柴火重新码了，靠墙一溜齐。", startedBy: "self", sentBy: bao.personId },
	]);
	const [version] = await db.select().from(submissionVersions);
	expect([version?.before.length, version?.after.length]).toEqual([1, 1]);
	expect(await db.select().from(consents)).toMatchObject([{ submissionId, channel: "public_display", givenBy: bao.personId }]);
	expect(await db.select().from(auditEntries)).toMatchObject([{ action: "submission.send", subject: `submission:${submissionId}` }]);
});

test("sent twice, and twenty times at once, it is sent once", async () => {
	const submissionId = await readyDraft(cast.homes.bao);
	const answers = await Promise.all(Array.from({ length: 20 }, () => send(submissionId)));
	expect(new Set(answers.map((answer) => answer.version))).toEqual(new Set([1]));
	expect(await stagesOf(submissionId)).toEqual(["draft", "waiting"]);
	expect(await db.select().from(consents)).toHaveLength(1);
});

test("without the tick nothing is sent, and the draft is kept", async () => {
	const submissionId = await readyDraft(cast.homes.bao);
	const attempt = send(submissionId, cast.homes.bao, { consentsToDisplay: false });
	await expect(attempt).rejects.toMatchObject({ refusal: "invalid", key: "submissions.missing.consent", field: "consentsToDisplay" });
	expect(await stagesOf(submissionId)).toEqual(["draft"]);
	expect(await db.select().from(consents)).toEqual([]);
});

test("what is missing is asked for one after the other", async () => {
	const { bao } = cast.homes;
	const submissionId = await draftOf(bao);
	const missing = () => expect(send(submissionId)).rejects;
	await missing().toMatchObject({ key: "submissions.missing.before", field: "before" });
	await withPhoto(submissionId, bao, "before", 1);
	await missing().toMatchObject({ key: "submissions.missing.after" });
	await withPhoto(submissionId, bao, "after", 2);
	await missing().toMatchObject({ key: "submissions.missing.category" });
	await describe({ submissionId, categoryCode: "H-01", by: bao, at: MORNING });
	await missing().toMatchObject({ key: "submissions.missing.startedBy" });
	await describe({ submissionId, startedBy: "notice", by: bao, at: MORNING });
	await send(submissionId);
	expect(await db.select().from(submissionVersions)).toMatchObject([{ words: "" }]);
});

test("a returned one is mended and sent as the next version; the first one stays as it was", async () => {
	const { bao } = cast.homes;
	const submissionId = await sentSubmission(bao);
	await decided(submissionId, "returned", cast.staff.li.personId);
	const [first] = await db.select().from(submissionVersions);
	await removePhoto({ submissionId, photoId: first?.after[0] ?? "", by: bao, at: MORNING });
	await expect(send(submissionId)).rejects.toMatchObject({ key: "submissions.missing.after" });
	const photoId = await withPhoto(submissionId, bao, "after", 5);
	await describe({ submissionId, words: "换了一张亮的。", by: bao, at: MORNING });
	expect(await send(submissionId, bao, { at: minutesAfter(MORNING, 30) })).toEqual({ stage: "waiting", version: 2 });
	expect(await stagesOf(submissionId)).toEqual(["draft", "waiting", "returned", "waiting"]);
	const versions = await db.select().from(submissionVersions).orderBy(asc(submissionVersions.version));
	expect(versions).toMatchObject([first, { version: 2, words: "换了一张亮的。", after: [photoId] }]);
	expect(await db.select().from(consents)).toHaveLength(1);
});

test("three a Beijing day are enough; a mended one does not count, and tomorrow it goes on", async () => {
	const { bao } = cast.homes;
	const returned = await sentSubmission(bao, { key: "a", number: 1 });
	await decided(returned, "returned", cast.staff.li.personId);
	await sentSubmission(bao, { key: "b", number: 11 });
	await sentSubmission(bao, { key: "c", number: 21 });
	const fourth = await readyDraft(bao, { key: "d", number: 31 });
	await expect(send(fourth)).rejects.toMatchObject({ refusal: "too_many", key: "submissions.tooManyToday", params: { limit: 3 } });
	await send(returned);
	await send(fourth, bao, { at: minutesAfter(MORNING, 24 * 60) });
});

test("a child under fourteen fills in but does not send, by the domain and by the database", async () => {
	const { bao } = cast.homes;
	const submissionId = await readyDraft(bao);
	await write((tx) => tx.update(people).set({ isUnder14: true }).where(eq(people.id, bao.personId)));
	await expect(send(submissionId)).rejects.toMatchObject({ refusal: "forbidden", key: "submissions.under14" });
	const version = { submissionId, version: 1, categoryCode: "H-01", words: "", startedBy: "self" as const, before: [], after: [] };
	const behind = write((tx) => tx.insert(submissionVersions).values({ ...version, sentBy: bao.personId, sentAt: MORNING }));
	await expect(behind).rejects.toMatchObject({ cause: { message: expect.stringContaining("nobody under 14 sends") } });
});

test("somebody else's does not exist, and what is decided is not sent again", async () => {
	const submissionId = await sentSubmission(cast.homes.bao);
	await expect(send(submissionId, cast.homes.chen)).rejects.toMatchObject({ refusal: "not_found" });
	await decided(submissionId, "declined", cast.staff.li.personId);
	await expect(send(submissionId)).rejects.toMatchObject({ refusal: "conflict", key: "submissions.notEditable.declined" });
});

test("the database lets nothing wait that was not written down, and changes nothing that waits", async () => {
	const submissionId = await readyDraft(cast.homes.bao);
	const jump = write((tx) => takeStep(tx, SUBMISSION_LIFE, { id: submissionId, stage: "waiting", actorId: null, at: MORNING }));
	await expect(jump).rejects.toMatchObject({ cause: { message: expect.stringContaining("written down as a version") } });
	await send(submissionId);
	const change = write((tx) => tx.update(submissions).set({ words: "改了" }).where(eq(submissions.id, submissionId)));
	await expect(change).rejects.toMatchObject({ cause: { message: expect.stringContaining("as a draft or when returned") } });
	await expect(describe({ submissionId, words: "改了", by: cast.homes.bao, at: MORNING })).rejects.toMatchObject({ refusal: "conflict" });
});
