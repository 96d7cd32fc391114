import { existsSync, readFileSync } from "node:fs";
import sharp from "sharp";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { photoRedactions } from "#db/schema/photos.ts";
import { publish, returnToHousehold } from "#domain/moderation/decide.ts";
import { openItem, takeOver } from "#domain/moderation/open.ts";
import { redact } from "#domain/moderation/redact.ts";
import { reviewItem } from "#domain/moderation/review.ts";
import { servedPhoto } from "#domain/photos/served.ts";
import type { Picture } from "#domain/photos/types.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { sentSubmission } from "#tests/submissions.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let submissionId: string;

freshDatabase(async () => {
	cast = await inviteCast();
	submissionId = await sentSubmission(cast.homes.chen);
});

const LEFT_HALF = { x: 0, y: 0, width: 0.5, height: 1 };
const after = async () => {
	const item = await reviewItem(cast.staff.li, submissionId, MORNING);
	return item.after[0] as (typeof item.after)[0];
};
async function hide(more = {}) {
	const { photoId } = await after();
	const on = { by: cast.staff.li, submissionId, version: 1, at: MORNING };
	return redact({ ...on, photoId, rectangles: [LEFT_HALF], startFrom: "current", ...more });
}
const jpegOf = ({ sources }: Picture) =>
	sources
		.filter(({ format }) => format === "jpeg")
		.at(-1)
		?.url.split("/")
		.at(-1) ?? "";

/** The halves of a stored picture, as bare pixels. */
async function halvesOf(file: Buffer): Promise<[Buffer, Buffer]> {
	const half = (left: number) => sharp(file).extract({ left, top: 0, width: 150, height: 240 }).raw().toBuffer();
	return [await half(0), await half(170)];
}

function differenceOf(a: Buffer, b: Buffer): number {
	return a.reduce((sum, value, n) => sum + Math.abs(value - (b[n] ?? 0)), 0) / a.length;
}

test("what is drawn over is gone from new pictures at new addresses, and the old addresses are gone", async () => {
	const old = await servedPhoto(jpegOf((await after()).picture));
	const [oldLeft, oldRight] = await halvesOf(readFileSync(old?.path ?? ""));
	await hide();
	const { picture, hiddenParts } = await after();
	expect(hiddenParts).toBe(1);
	expect(existsSync(old?.path ?? "")).toBe(false);
	const served = await servedPhoto(jpegOf(picture));
	const [left, right] = await halvesOf(readFileSync(served?.path ?? ""));
	expect(differenceOf(left, oldLeft)).toBeGreaterThan(10);
	expect(differenceOf(right, oldRight)).toBeLessThan(3);
	await publish({ by: cast.staff.li, submissionId, version: 1, at: MORNING });
	expect(await db.select().from(photoRedactions)).toContainEqual(expect.objectContaining({ revision: 1, rectangles: [LEFT_HALF] }));
});

test("hiding the same part twice makes the picture anew once", async () => {
	await hide();
	const first = jpegOf((await after()).picture);
	await hide();
	expect(jpegOf((await after()).picture)).toBe(first);
});

test("a slip of the finger is mended from the original", async () => {
	await hide();
	await hide({ rectangles: [], startFrom: "original" });
	expect((await after()).hiddenParts).toBe(0);
});

test.each([
	["nothing drawn", { rectangles: [] }, "moderation.nothingDrawn"],
	["a frame outside of the picture", { rectangles: [{ x: 0.9, y: 0, width: 0.2, height: 1 }] }, "photos.badRectangles"],
	["a picture of another submission", { photoId: "another" }, "common.notFound"],
	["an older version", { version: 0 }, "moderation.resentMeanwhile"],
])("%s is refused, and the picture stays", async (_name, wrong, key) => {
	const before = jpegOf((await after()).picture);
	await expect(hide(wrong)).rejects.toMatchObject({ key });
	expect(jpegOf((await after()).picture)).toBe(before);
});

test("who may not moderate it, or finds it open elsewhere or decided, hides nothing", async () => {
	for (const viewer of [cast.staff.song, cast.staff.wang, cast.homes.chen.viewer]) {
		await expect(hide({ by: viewer })).rejects.toMatchObject({ refusal: "not_found" });
	}
	await openItem(cast.staff.meng, submissionId, MORNING);
	await expect(hide()).rejects.toMatchObject({ key: "moderation.openedByOther" });
	await returnToHousehold({ by: cast.staff.meng, submissionId, version: 1, reasons: ["blurred"], note: "", at: MORNING });
	await expect(hide({ at: minutesAfter(MORNING, 1) })).rejects.toMatchObject({ key: "moderation.decidedMeanwhile" });
});

test.each([
	["is published", publish],
	["is taken over", takeOver],
])("what another moderator looked at when the item %s is not swapped for a picture made meanwhile", async (_what, interfere) => {
	await hide();
	const { photoId, picture } = await after();
	const on = { submissionId, version: 1 };
	const unhiding = redact({ ...on, by: cast.staff.li, photoId, rectangles: [], startFrom: "original", at: MORNING });
	// Its claim is written; the picture is being made.
	await write(async () => undefined);
	await interfere({ ...on, by: cast.staff.meng, at: minutesAfter(MORNING, 11) });
	await expect(unhiding).rejects.toMatchObject({ refusal: "conflict" });
	expect(await after()).toMatchObject({ hiddenParts: 1, picture: { sources: picture.sources } });
});
