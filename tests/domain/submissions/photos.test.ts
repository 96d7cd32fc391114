import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { photoDerivatives, photos } from "#db/schema/photos.ts";
import { submissionPhotos } from "#db/schema/submissions.ts";
import { addPhoto } from "#domain/submissions/add-photo.ts";
import { removePhoto } from "#domain/submissions/remove-photo.ts";
import { sendSubmission } from "#domain/submissions/send-submission.ts";
import { swapSides } from "#domain/submissions/swap-sides.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { uploadOf } from "#tests/pictures.ts";
import { decided, draftOf, readyDraft, sentSubmission, smallUpload, withPhoto } from "#tests/submissions.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
const { dataDir } = freshDatabase(async () => {
	cast = await inviteCast();
});

function filesBelow(room: string): number {
	const folder = path.join(dataDir(), room);
	if (!existsSync(folder)) return 0;
	return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;
}

async function placed(submissionId: string): Promise<string[]> {
	const rows = await db.select().from(submissionPhotos).where(eq(submissionPhotos.submissionId, submissionId));
	return rows.map((row) => `${row.side} ${row.position}`).sort();
}

test("photos take the places of their side in order, and a place that was freed is taken again", async () => {
	const { bao } = cast.homes;
	const submissionId = await draftOf(bao);
	const first = await withPhoto(submissionId, bao, "before", 1);
	await withPhoto(submissionId, bao, "before", 2);
	await withPhoto(submissionId, bao, "after", 3);
	await removePhoto({ submissionId, photoId: first, by: bao, at: MORNING });
	await withPhoto(submissionId, bao, "before", 4);
	expect(await placed(submissionId)).toEqual(["after 1", "before 1", "before 2"]);
});

test("the same photo sent again, also at once, is one photo", async () => {
	const { bao } = cast.homes;
	const submissionId = await draftOf(bao);
	const once = await withPhoto(submissionId, bao, "before", 1);
	const again = await Promise.all([1, 1, 2, 2].map((number) => withPhoto(submissionId, bao, "before", number)));
	expect(again.slice(0, 2)).toEqual([once, once]);
	expect(again[2]).toBe(again[3]);
	expect(await placed(submissionId)).toEqual(["before 1", "before 2"]);
	expect(await db.select().from(photos)).toHaveLength(2);
	expect(filesBelow("tmp")).toBe(0);
});

test("five at once for the three places of a side: three stay, of the others nothing is left", async () => {
	const { bao } = cast.homes;
	const submissionId = await draftOf(bao);
	const sent = await Promise.allSettled([1, 2, 3, 4, 5].map((number) => withPhoto(submissionId, bao, "after", number)));
	const refused = sent.filter((one) => one.status === "rejected");
	expect(refused.map((one) => one.reason.key)).toEqual(["submissions.sideFull.after", "submissions.sideFull.after"]);
	expect(await placed(submissionId)).toEqual(["after 1", "after 2", "after 3"]);
	expect(await db.select().from(photos)).toHaveLength(3);
	expect(filesBelow("photos")).toBe((await db.select().from(photoDerivatives)).length);
	expect(filesBelow("originals")).toBe(3);
	expect(filesBelow("tmp")).toBe(0);
});

test("one picture is not both before and after", async () => {
	const { bao } = cast.homes;
	const submissionId = await draftOf(bao);
	await withPhoto(submissionId, bao, "before", 1);
	const attempt = withPhoto(submissionId, bao, "after", 1);
	await expect(attempt).rejects.toMatchObject({ refusal: "conflict", key: "submissions.sameOnOtherSide.after", field: "after" });
	expect(await placed(submissionId)).toEqual(["before 1"]);
});

test("before and after are turned round, however often the same form is sent", async () => {
	const { bao } = cast.homes;
	const submissionId = await draftOf(bao);
	const before = await withPhoto(submissionId, bao, "before", 1);
	await withPhoto(submissionId, bao, "before", 2);
	const after = await withPhoto(submissionId, bao, "after", 3);
	const turn = (seen = before) => swapSides({ submissionId, before: seen, by: bao, at: MORNING });
	await turn();
	expect(await placed(submissionId)).toEqual(["after 1", "after 2", "before 1"]);
	await Promise.all([turn(), turn(), turn()]);
	expect(await placed(submissionId)).toEqual(["after 1", "after 2", "before 1"]);
	await turn(after);
	expect(await placed(submissionId)).toEqual(["after 1", "before 1", "before 2"]);
});

test("nobody turns round somebody else's draft, or what is waiting", async () => {
	const { bao, chen } = cast.homes;
	const submissionId = await sentSubmission(bao);
	const [sent] = await db.select().from(submissionPhotos);
	const turn = (by: typeof bao) => swapSides({ submissionId, before: sent?.photoId ?? "", by, at: MORNING });
	await expect(turn(chen)).rejects.toMatchObject({ refusal: "not_found" });
	await expect(turn(bao)).rejects.toMatchObject({ refusal: "conflict" });
	expect(await placed(submissionId)).toEqual(["after 1", "before 1"]);
});

test("a file that is no picture is told and leaves nothing", async () => {
	const { bao } = cast.homes;
	const submissionId = await draftOf(bao);
	const upload = await uploadOf(Buffer.from("这不是照片"));
	await expect(addPhoto({ submissionId, side: "before", upload, by: bao, at: MORNING })).rejects.toMatchObject({ refusal: "invalid" });
	expect(await db.select().from(photos)).toEqual([]);
	expect(filesBelow("tmp")).toBe(0);
});

test("thirty photos a Beijing day are enough for one household, tomorrow it goes on", async () => {
	const { bao, chen } = cast.homes;
	const submissionId = await draftOf(bao);
	const photoId = await withPhoto(submissionId, bao, "before", 1);
	const [row] = await db.select().from(photos).where(eq(photos.id, photoId));
	const earlier = { ...(row as typeof photos.$inferInsert), originalName: null, originalExpiresAt: null };
	await write((tx) => tx.insert(photos).values(Array.from({ length: 29 }, (_, n) => ({ ...earlier, id: `earlier-${n}` }))));
	const next = async (by: typeof bao, at: Date, to = submissionId) =>
		addPhoto({ submissionId: to, side: "after", upload: await smallUpload(2), by, at });
	await expect(next(bao, MORNING)).rejects.toMatchObject({ refusal: "too_many", key: "submissions.tooManyPhotosToday" });
	expect(filesBelow("tmp")).toBe(0);
	await next(chen, MORNING, await draftOf(chen));
	await next(bao, minutesAfter(MORNING, 24 * 60));
});

test("somebody else's draft takes no photo and gives none away", async () => {
	const { bao, chen } = cast.homes;
	const submissionId = await draftOf(bao);
	const photoId = await withPhoto(submissionId, bao, "before", 1);
	await expect(withPhoto(submissionId, chen, "before", 2)).rejects.toMatchObject({ refusal: "not_found" });
	await expect(removePhoto({ submissionId, photoId, by: chen, at: MORNING })).rejects.toMatchObject({ refusal: "not_found" });
	expect(await placed(submissionId)).toEqual(["before 1"]);
	expect(filesBelow("tmp")).toBe(0);
});

test("what was taken out of an unsent draft is deleted for good, and taking it out again finds nothing to do", async () => {
	const { bao } = cast.homes;
	const submissionId = await draftOf(bao);
	const photoId = await withPhoto(submissionId, bao, "before", 1);
	await removePhoto({ submissionId, photoId, by: bao, at: MORNING });
	await removePhoto({ submissionId, photoId, by: bao, at: MORNING });
	expect(await placed(submissionId)).toEqual([]);
	expect(filesBelow("photos") + filesBelow("originals")).toBe(0);
});

test("a photo that a moderator has looked at leaves every public address but stays as evidence of what was decided", async () => {
	const { bao } = cast.homes;
	const submissionId = await sentSubmission(bao);
	await decided(submissionId, "returned", cast.staff.li.personId);
	const [before] = await db.select().from(submissionPhotos).where(eq(submissionPhotos.side, "before"));
	const photoId = before?.photoId ?? "";
	await removePhoto({ submissionId, photoId, by: bao, at: MORNING });
	expect(await db.select().from(photos).where(eq(photos.id, photoId))).toMatchObject([{ withdrawnAt: MORNING, erasedAt: null }]);
	expect(filesBelow("originals")).toBe(2);
});

test("what is waiting neither takes nor loses a photo, by the domain and by the database", async () => {
	const { bao } = cast.homes;
	const submissionId = await sentSubmission(bao);
	const [photo] = await db.select().from(submissionPhotos);
	const removal = { submissionId, photoId: photo?.photoId ?? "", by: bao, at: MORNING };
	await expect(removePhoto(removal)).rejects.toMatchObject({ refusal: "conflict", key: "submissions.notEditable.waiting" });
	await expect(withPhoto(submissionId, bao, "before", 9)).rejects.toMatchObject({ refusal: "conflict" });
	await expect(write((tx) => tx.delete(submissionPhotos))).rejects.toMatchObject({
		cause: { message: expect.stringContaining("change as a draft or when returned") },
	});
});

test("a photo that was still being looked at when the form was sent is told, and nothing of it is left", async () => {
	const { bao } = cast.homes;
	const submissionId = await readyDraft(bao);
	const late = addPhoto({ submissionId, side: "after", upload: await smallUpload(9), by: bao, at: MORNING });
	const told = expect(late).rejects.toMatchObject({ refusal: "conflict", key: "submissions.notEditable.waiting" });
	await sendSubmission({ submissionId, consentsToDisplay: true, by: bao, at: MORNING });
	await told;
	expect(await placed(submissionId)).toEqual(["after 1", "before 1"]);
	expect([filesBelow("originals"), filesBelow("tmp")]).toEqual([2, 0]);
});

test("the database takes no photo of another household", async () => {
	const { bao, chen } = cast.homes;
	const photoId = await withPhoto(await draftOf(bao), bao, "before", 1);
	const submissionId = await draftOf(chen);
	await write((tx) => tx.delete(submissionPhotos));
	const theft = write((tx) => tx.insert(submissionPhotos).values({ submissionId, side: "before", position: 1, photoId, sha256: "x" }));
	await expect(theft).rejects.toMatchObject({ cause: { message: expect.stringContaining("of the household itself") } });
});
