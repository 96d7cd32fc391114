import { existsSync } from "node:fs";
import sharp from "sharp";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { photoDerivatives, photoRedactions, photos } from "#db/schema/photos.ts";
import { checkFiles } from "#domain/photos/files.ts";
import { expireOriginals } from "#domain/photos/originals.ts";
import { knownPictures } from "#domain/photos/picture.ts";
import { redactPhoto } from "#domain/photos/redact.ts";
import { releasePhotos } from "#domain/photos/release.ts";
import { servedPhoto } from "#domain/photos/served.ts";
import { storedPath } from "#platform/storage.ts";
import { MORNING, minutesAfter } from "#tests/cast.ts";
import { sweepAt } from "#tests/clocks.ts";
import { filesUnder, photoStudio } from "#tests/photos.ts";

const { cast, takeIn } = photoStudio();
const FACE = { x: 0.25, y: 0.25, width: 0.2, height: 0.2 };
const PLATE = { x: 0.7, y: 0.6, width: 0.2, height: 0.1 };
const later = minutesAfter(MORNING, 5);

/** A green yard with a red face and a blue plate where the rectangles are. */
async function yardWithFace(): Promise<Buffer> {
	const square = (fill: string, { x, y, width, height }: typeof FACE) =>
		`<rect x="${x * 1280}" y="${y * 960}" width="${width * 1280}" height="${height * 960}" fill="${fill}"/>`;
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="960"><rect width="1280" height="960" fill="#7a8"/>${square("#f00", FACE)}${square("#00f", PLATE)}</svg>`;
	return sharp(Buffer.from(svg)).jpeg({ quality: 95 }).toBuffer();
}

function redact(photoId: string, rectangles: (typeof FACE)[], startFrom?: "original") {
	return redactPhoto({ photoId, rectangles, decidedBy: cast().staff.li.personId, at: later, ...(startFrom ? { startFrom } : {}) });
}

/** Whether any served picture still has pixels of that colour. */
async function shows(colour: "red" | "blue"): Promise<boolean> {
	const channel = colour === "red" ? 0 : 2;
	for (const file of filesUnder("photos")) {
		const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
		for (let at = 0; at < data.length; at += info.channels) {
			if ((data[at + channel] as number) > 200 && (data[at + 2 - channel] as number) < 90) return true;
		}
	}
	return false;
}

test("what is redacted is gone from every size and format, and the old addresses lead nowhere", async () => {
	const { photoId } = await takeIn(await yardWithFace());
	const before = await db.select().from(photoDerivatives);
	expect(await shows("red")).toBe(true);
	expect(await redact(photoId, [FACE])).toEqual({ revision: 1 });
	expect(await shows("red")).toBe(false);
	expect(await shows("blue")).toBe(true);
	for (const { name } of before) {
		expect(await servedPhoto(name)).toBeNull();
		expect(existsSync(storedPath("photos", name))).toBe(false);
	}
	expect(await db.select().from(photoDerivatives)).toHaveLength(before.length);
	expect((await checkFiles(later)).faults).toEqual([]);
});

test("a picture that was kept in memory is another one once it is redacted", async () => {
	const { photoId } = await takeIn(await yardWithFace());
	const filesOf = async (revision: number) => (await knownPictures([{ photoId, revision }])).get(photoId)?.sources.map(({ url }) => url);
	const before = await filesOf(0);
	expect(await filesOf(0)).toEqual(before);
	await redact(photoId, [FACE]);
	const names = await db.select({ name: photoDerivatives.name }).from(photoDerivatives);
	const after = await filesOf(1);
	expect(after?.toSorted()).toEqual(names.map(({ name }) => `/photos/${name}`).toSorted());
	expect(after?.some((file) => before?.includes(file))).toBe(false);
});

test("a second redaction adds to the first, with or without the original", async () => {
	const { photoId } = await takeIn(await yardWithFace());
	await redact(photoId, [FACE]);
	await expireOriginals(sweepAt(minutesAfter(MORNING, 60 * 24 * 400)));
	await redact(photoId, [PLATE]);
	expect([await shows("red"), await shows("blue")]).toEqual([false, false]);
	const decisions = await db.select().from(photoRedactions);
	expect(decisions.map(({ revision, rectangles }) => [revision, rectangles])).toEqual([
		[1, [FACE]],
		[2, [FACE, PLATE]],
	]);
});

test("redacted twice the same way, it is redacted once", async () => {
	const { photoId } = await takeIn(await yardWithFace());
	await redact(photoId, [FACE]);
	const files = filesUnder("photos");
	expect(await redact(photoId, [FACE])).toEqual({ revision: 1 });
	expect(filesUnder("photos")).toEqual(files);
});

test("a slip of the finger is mended by beginning anew from the original, while there is one", async () => {
	const { photoId } = await takeIn(await yardWithFace());
	await redact(photoId, [FACE, PLATE]);
	await redact(photoId, [FACE], "original");
	expect([await shows("red"), await shows("blue")]).toEqual([false, true]);
	await expireOriginals(sweepAt(minutesAfter(MORNING, 60 * 24 * 400)));
	await expect(redact(photoId, [PLATE], "original")).rejects.toMatchObject({ refusal: "conflict", key: "photos.originalGone" });
});

test("a released photo stays released when more of it is hidden", async () => {
	const { photoId } = await takeIn(await yardWithFace());
	await write((tx) => releasePhotos(tx, [photoId], { decidedBy: cast().staff.li.personId, at: MORNING }));
	await redact(photoId, [FACE]);
	const [derivative] = await db.select().from(photoDerivatives);
	expect(await servedPhoto(derivative?.name as string)).toMatchObject({ audience: "public" });
});

test.each([
	["outside the photo", { x: 0.9, y: 0, width: 0.2, height: 0.1 }],
	["without extent", { x: 0.1, y: 0.1, width: 0, height: 0.1 }],
	["that is no number", { x: Number.NaN, y: 0, width: 0.1, height: 0.1 }],
])("a rectangle %s is refused and changes nothing", async (_name, rectangle) => {
	const { photoId } = await takeIn(await yardWithFace());
	await expect(redact(photoId, [rectangle])).rejects.toMatchObject({ refusal: "invalid", key: "photos.badRectangles" });
	expect((await db.select().from(photos))[0]?.revision).toBe(0);
});

test("of two moderators who redact at once one is told, and no file is left over", async () => {
	const { photoId } = await takeIn(await yardWithFace());
	const outcomes = await Promise.allSettled([redact(photoId, [FACE]), redact(photoId, [PLATE])]);
	expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
	expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({ reason: { key: "photos.changedMeanwhile" } });
	expect(filesUnder("photos")).toHaveLength((await db.select().from(photoDerivatives)).length);
});

test("nobody redacts a photo of their own household", async () => {
	const { photoId } = await takeIn(await yardWithFace());
	const { personId } = cast().homes.bao;
	await expect(redactPhoto({ photoId, rectangles: [FACE], decidedBy: personId, at: later })).rejects.toThrow();
	expect(filesUnder("photos")).toHaveLength((await db.select().from(photoDerivatives)).length);
});
