import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { householdMembers } from "#db/schema/households.ts";
import { submissionPhotos, submissionStages, submissions } from "#db/schema/submissions.ts";
import type { Upload } from "#domain/photos/upload.ts";
import { addPhoto } from "#domain/submissions/add-photo.ts";
import { describe } from "#domain/submissions/describe.ts";
import { householdSubmissions } from "#domain/submissions/household-submissions.ts";
import { holdsSomething } from "#domain/submissions/rules.ts";
import { begunAnew, roomForDrafts, startDraft } from "#domain/submissions/start-draft.ts";
import type { Member } from "#domain/submissions/types.ts";
import { withdrawSubmission } from "#domain/submissions/withdraw-submission.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { uploadOf } from "#tests/pictures.ts";
import { draftOf, smallUpload } from "#tests/submissions.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
	cast = await inviteCast();
});

test("a draft belongs to the household, its village and its hamlet, and its life begins with a row", async () => {
	const { bao } = cast.homes;
	const submissionId = await draftOf(bao);
	expect(await db.select().from(submissions)).toMatchObject([
		{ id: submissionId, householdId: bao.householdId, villageId: cast.places.qingshi.id, hamletId: cast.places.donggou.id, stage: "draft" },
	]);
	expect(await db.select().from(submissionStages)).toMatchObject([{ submissionId, seq: 1, stage: "draft", actorId: bao.personId }]);
});

test("the same key twenty times at once makes one submission", async () => {
	const { bao } = cast.homes;
	const draft = { householdId: bao.householdId, idempotencyKey: "one", by: bao, at: MORNING };
	const answers = await Promise.all(Array.from({ length: 20 }, () => startDraft(draft)));
	expect(new Set(answers.map((answer) => answer.submissionId)).size).toBe(1);
	expect(await db.select().from(submissions)).toHaveLength(1);
	expect(await db.select().from(submissionStages)).toHaveLength(1);
});

test.each(["", "k".repeat(65)])("a beginning without a proper key is refused: %j", async (key) => {
	await expect(draftOf(cast.homes.bao, { key })).rejects.toMatchObject({ refusal: "invalid" });
	expect(await db.select().from(submissions)).toEqual([]);
});

test("the same key of another household is another submission", async () => {
	await draftOf(cast.homes.bao);
	await draftOf(cast.homes.chen);
	expect(await db.select().from(submissions)).toHaveLength(2);
});

/** The first photo of a form with this key. */
const begin = async (by: Member, key: string, upload: Upload) =>
	addPhoto({
		submissionId: { householdId: by.householdId, idempotencyKey: key, by, at: MORNING },
		side: "before",
		upload,
		by,
		at: MORNING,
	});

test("a pair begins with its first photo: one that is refused leaves nothing, and one that comes twice at once begins one pair", async () => {
	const { bao } = cast.homes;
	await expect(begin(bao, "one", await uploadOf(Buffer.from("通知")))).rejects.toMatchObject({ refusal: "invalid" });
	expect(await db.select().from(submissions)).toEqual([]);
	const [one, two] = await Promise.all([1, 1].map(async (number) => begin(bao, "one", await smallUpload(number))));
	expect(one).toMatchObject({ photoId: two?.photoId });
	await begin(bao, "one", await smallUpload(2));
	expect(await db.select().from(submissions)).toHaveLength(1);
	expect(await db.select().from(submissionPhotos)).toHaveLength(2);
});

test("three unsent drafts that hold something are enough, empty ones wait for nobody; one thrown away makes room, and taps with other keys do not get past", async () => {
	const { bao } = cast.homes;
	for (const key of ["empty 1", "empty 2", "empty 3"]) await draftOf(bao, { key });
	await describe({ submissionId: await draftOf(bao, { key: "words" }), words: "先写一句", by: bao, at: MORNING });
	const taps = await Promise.allSettled([1, 2, 3, 4].map(async (number) => begin(bao, `tap-${number}`, await smallUpload(number))));
	const refused = taps.filter((tap) => tap.status === "rejected");
	expect(refused).toHaveLength(2);
	expect(refused[0]).toMatchObject({ reason: { refusal: "too_many", key: "submissions.tooManyDrafts", params: { limit: 3 } } });
	expect(await roomForDrafts(bao)).toEqual({ limit: 3, left: 0 });
	const { inHand } = await householdSubmissions(bao.householdId);
	expect(inHand.filter(holdsSomething)).toHaveLength(3);
	await withdrawSubmission({ submissionId: inHand.find(holdsSomething)?.submissionId ?? "", by: bao, at: minutesAfter(MORNING, 5) });
	await draftOf(bao, { key: "again" });
});

test("a form that is sent again after its pair was thrown away begins another pair, always the same one", async () => {
	const { bao } = cast.homes;
	const form = { householdId: bao.householdId, idempotencyKey: "back", by: bao, at: MORNING };
	const submissionId = await draftOf(bao, { key: "back" });
	expect(await begunAnew(form)).toBe(form);
	await withdrawSubmission({ submissionId, by: bao, at: MORNING });
	const second = await startDraft(await begunAnew(form));
	expect(second.stage).toBe("draft");
	expect(await startDraft(await begunAnew(form))).toEqual(second);
});

test("who has left the household begins nothing for it", async () => {
	const { bao } = cast.homes;
	await write((tx) => tx.update(householdMembers).set({ leftAt: MORNING }));
	await expect(draftOf(bao)).rejects.toMatchObject({ refusal: "forbidden" });
	expect(await db.select().from(submissions)).toEqual([]);
});

test("what the household says is kept bit by bit, and saying it again changes nothing", async () => {
	const { bao } = cast.homes;
	const submissionId = await draftOf(bao);
	await describe({ submissionId, words: " 院子扫了\r\n", by: bao, at: MORNING });
	await describe({ submissionId, categoryCode: "H-01", by: bao, at: MORNING });
	await describe({ submissionId, startedBy: "notice", categoryCode: "", by: bao, at: MORNING });
	await describe({ submissionId, startedBy: "notice", by: bao, at: minutesAfter(MORNING, 1) });
	expect(await db.select().from(submissions)).toMatchObject([{ words: "院子扫了", categoryCode: "H-01", startedBy: "notice" }]);
	await describe({ submissionId, words: "", by: bao, at: minutesAfter(MORNING, 2) });
	expect(await db.select().from(submissions)).toMatchObject([{ words: "" }]);
});

test("what stands behind a NUL or a turned direction is kept, and what nobody sees is not", async () => {
	const { bao } = cast.homes;
	const submissionId = await draftOf(bao);
	await describe({ submissionId, words: "前面的话\0后面\u202e的话\u200b", by: bao, at: MORNING });
	expect(await db.select().from(submissions)).toMatchObject([{ words: "前面的话后面的话" }]);
	await describe({ submissionId, words: "😀".repeat(500), by: bao, at: MORNING });
	expect(await db.select().from(submissions)).toMatchObject([{ words: "😀".repeat(500) }]);
});

test.each([
	["too many words", { words: "扫".repeat(501) }, "submissions.tooManyWords", "words"],
	["a category for public works", { categoryCode: "W-01" }, "submissions.missing.category", "categoryCode"],
	["a category that is none", { categoryCode: "X" }, "submissions.missing.category", "categoryCode"],
	["a beginning that is none", { startedBy: "order" }, "submissions.missing.startedBy", "startedBy"],
])("%s: told, with the field, and nothing is changed", async (_name, said, key, field) => {
	const { bao } = cast.homes;
	const submissionId = await draftOf(bao);
	await expect(describe({ submissionId, ...said, by: bao, at: MORNING })).rejects.toMatchObject({ refusal: "invalid", key, field });
	expect(await db.select().from(submissions)).toMatchObject([{ words: "", categoryCode: null, startedBy: null }]);
});

test("somebody else's draft does not exist", async () => {
	const submissionId = await draftOf(cast.homes.bao);
	const attempt = describe({ submissionId, words: "不是我家的", by: cast.homes.chen, at: MORNING });
	await expect(attempt).rejects.toMatchObject({ refusal: "not_found" });
});
