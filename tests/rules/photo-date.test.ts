import exifr from "exifr";
import sharp from "sharp";
import { expect, test } from "vitest";
import { courtyardOf, drawCourtyard } from "#demo/scene/drawing.ts";
import { photograph } from "#demo/scene/photograph.ts";
import { dateTakenIn, withDate } from "#islands/photo-date.ts";
import { photoOf } from "#tests/pictures.ts";

const SIZE = { width: 320, height: 240 };
const bytesOf = (buffer: Buffer) => new Uint8Array(buffer).buffer;

test("the date that the camera wrote is found, also behind a GPS block", async () => {
	const takenAt = new Date("2026-11-02T01:30:00Z");
	const scene = drawCourtyard(courtyardOf("li"), { moment: "before", category: "Q3-01", takenAt });
	const jpeg = await photograph(scene, { takenAt, gps: { lat: 30.1, lon: 110.2 }, make: "HUAWEI", model: "Mate 60" });
	expect(dateTakenIn(bytesOf(jpeg))).toBe("2026:11:02 09:30:00");
});

test("a small picture carries the date and nothing else of what a camera writes", async () => {
	const dated = await withDate(new Blob([bytesOf(await photoOf(1, SIZE))]), "2026:11:02 09:30:00");
	const bytes = Buffer.from(await dated.arrayBuffer());
	expect(dateTakenIn(bytesOf(bytes))).toBe("2026:11:02 09:30:00");
	expect(await exifr.parse(bytes, { reviveValues: false })).toEqual({ DateTimeOriginal: "2026:11:02 09:30:00" });
	expect(await sharp(bytes).metadata()).toMatchObject(SIZE);
	await sharp(bytes).raw().toBuffer();
});

test.each([
	["a JPEG without Exif", async () => photoOf(1, SIZE)],
	[
		"a PNG",
		async () =>
			sharp(await photoOf(1, SIZE))
				.png()
				.toBuffer(),
	],
	["an empty file", async () => Buffer.alloc(0)],
	["a JPEG cut short", async () => Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0x00, 0x10, 0x45, 0x78])],
	["an Exif part that points nowhere", async () => Buffer.from(`ffd8ffe1001a4578696600004d4d002a7fffffff${"00".repeat(12)}`, "hex")],
])("%s says no date, and breaks nothing", async (_name, file) => {
	expect(dateTakenIn(bytesOf(await file()))).toBeUndefined();
});
