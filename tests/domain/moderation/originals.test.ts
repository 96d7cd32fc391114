import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { declareRelative } from "#domain/households/declare-relative.ts";
import { lookAtOriginal, originalsOf } from "#domain/moderation/originals.ts";
import { reviewItem } from "#domain/moderation/review.ts";
import { expireOriginals } from "#domain/photos/originals.ts";
import { withdrawSubmission } from "#domain/submissions/withdraw-submission.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { sweepAt } from "#tests/clocks.ts";
import { freshDatabase } from "#tests/database.ts";
import { filesUnder } from "#tests/photos.ts";
import { draftOf, sentSubmission, withPhoto } from "#tests/submissions.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let submissionId: string;
let photoId: string;

freshDatabase(async () => {
	cast = await inviteCast();
	submissionId = await sentSubmission(cast.homes.chen);
	photoId = (await originalsOf(cast.staff.li, submissionId, MORNING)).photos[0]?.photoId ?? "";
});

const look = (more: Partial<Parameters<typeof lookAtOriginal>[0]> = {}) =>
	lookAtOriginal({ by: cast.staff.li, submissionId, photoId, reason: " 核对是不是这处院子 ", at: MORNING, ...more });
const linesOf = (id: string) =>
	db
		.select()
		.from(auditEntries)
		.where(eq(auditEntries.subject, `photo:${id}`));

test("a look gives the file as the phone sent it, and stands in the trail and in the item's history", async () => {
	const original = await look();
	expect(filesUnder("originals")).toContain(original.path);
	expect(original.format).toBe("jpeg");
	expect(await linesOf(photoId)).toMatchObject([
		{ action: "original.look_at", actorId: cast.staff.li.personId, detail: { reason: "核对是不是这处院子" } },
	]);
	const looks = [{ photoId, name: "李敏", at: MORNING, reason: "核对是不是这处院子" }];
	expect((await reviewItem(cast.staff.li, submissionId, MORNING)).looks).toEqual(looks);
	expect((await originalsOf(cast.staff.wang, submissionId, MORNING)).looks).toEqual(looks);
});

test("looking twice is two looks, and each has its line", async () => {
	await look();
	await look({ at: minutesAfter(MORNING, 1) });
	expect(await linesOf(photoId)).toHaveLength(2);
});

test("an admin over the place may look too", async () => {
	expect(await look({ by: cast.staff.wang })).toMatchObject({ format: "jpeg" });
});

test.each([
	["no reason", () => ({ reason: " " }), "photos.reasonMissing"],
	["a reason without end", () => ({ reason: "因".repeat(201) }), "photos.reasonTooLong"],
	["a photo that was not sent with it", () => ({ photoId: "another" }), "photos.gone"],
	["the auditor, who reads decisions and no pictures", () => ({ by: cast.staff.song }), "common.notFound"],
	["the household itself, as a villager", () => ({ by: cast.homes.chen.viewer }), "common.notFound"],
])("%s is refused, and no line says that somebody looked", async (_who, more, key) => {
	await expect(look(more())).rejects.toMatchObject({ key });
	expect(await linesOf(photoId)).toEqual([]);
});

test("another village's, one's own household's and declared relatives' do not exist", async () => {
	const farAway = await sentSubmission(cast.homes.fan, { key: "fan", number: 31 });
	const own = await sentSubmission(cast.homes.bao, { key: "bao", number: 41 });
	await declareRelative({ courtyard: "code-chen", by: { ...cast.baoAsModerator, kind: "staff" }, at: MORNING });
	for (const [viewer, id] of [
		[cast.staff.li, farAway],
		[cast.baoAsModerator, own],
		[cast.baoAsModerator, submissionId],
	] as const) {
		await expect(originalsOf(viewer, id, MORNING)).rejects.toMatchObject({ refusal: "not_found" });
		await expect(look({ by: viewer, submissionId: id })).rejects.toMatchObject({ refusal: "not_found" });
	}
});

test("a photo of another submission is not reached through this one", async () => {
	const other = await sentSubmission(cast.homes.du, { key: "du", number: 51 });
	const { photos } = await originalsOf(cast.staff.li, other, MORNING);
	await expect(look({ photoId: photos[0]?.photoId ?? "" })).rejects.toMatchObject({ key: "photos.gone" });
});

test("a draft, and what the household took back, are shown to nobody", async () => {
	const draft = await draftOf(cast.homes.du);
	const drafted = await withPhoto(draft, cast.homes.du, "before", 61);
	await expect(look({ submissionId: draft, photoId: drafted })).rejects.toMatchObject({ refusal: "not_found" });
	await withdrawSubmission({ submissionId, by: cast.homes.chen, at: MORNING });
	await expect(look()).rejects.toMatchObject({ refusal: "not_found" });
	expect(await linesOf(photoId)).toMatchObject([]);
});

test("an original is shown up to the last moment of its 365 days", async () => {
	const last = minutesAfter(MORNING, 365 * 24 * 60 - 1);
	expect(await expireOriginals(sweepAt(last))).toBe(0);
	await look({ at: last });
	expect(await linesOf(photoId)).toHaveLength(1);
});

test("when its days are over an original is shown no more, swept or not", async () => {
	const later = minutesAfter(MORNING, 365 * 24 * 60);
	await expect(look({ at: later })).rejects.toMatchObject({ refusal: "not_found", key: "photos.originalExpired" });
	expect((await originalsOf(cast.staff.li, submissionId, later)).photos.map(({ isKept }) => isKept)).toEqual([false, false]);
	expect(await expireOriginals(sweepAt(later))).toBe(2);
	await expect(look({ at: later })).rejects.toMatchObject({ key: "photos.originalExpired" });
	expect(filesUnder("originals")).toEqual([]);
});
