import sharp from "sharp";
import { expect, test } from "vitest";
import { areRectangles, covering, MAX_RECTANGLES, notesOn } from "#domain/photos/rules.ts";
import { takenAt } from "#platform/images/exif-date.ts";
import { brightnessOf, sharpnessOf } from "#platform/images/measures.ts";
import { hideRectangles } from "#platform/images/redaction.ts";

const FACE = { x: 0.1, y: 0.1, width: 0.2, height: 0.2 };

test.each([
	["a clear photo", 120, 300, []],
	["one at dusk", 30, 300, ["too_dark"]],
	["one that was shaken", 120, 12, ["blurred"]],
	["one that was both", 30, 12, ["too_dark", "blurred"]],
])("notes on %s", (_name, brightness, sharpness, notes) => {
	expect(notesOn({ brightness, sharpness })).toEqual(notes);
});

test.each([
	["none", [], true],
	["the whole picture", [{ x: 0, y: 0, width: 1, height: 1 }], true],
	["one beyond the edge", [{ ...FACE, x: 0.9 }], false],
	["one without height", [{ ...FACE, height: 0 }], false],
	["one that begins outside", [{ ...FACE, y: -0.1 }], false],
	["too many", Array.from({ length: MAX_RECTANGLES + 1 }, () => FACE), false],
])("rectangles: %s", (_name, rectangles, answer) => {
	expect(areRectangles(rectangles)).toBe(answer);
});

test("what was hidden stays hidden, each once", () => {
	const plate = { ...FACE, x: 0.5 };
	expect(covering([FACE], [plate, FACE])).toEqual([FACE, plate]);
});

test("what is painted over a rectangle does not depend on what was inside", () => {
	const yard = (inside: number) => {
		const pixels = { width: 100, height: 100, data: Buffer.alloc(30_000, 90) };
		for (let y = 10; y < 30; y += 1) pixels.data.fill(inside, (y * 100 + 10) * 3, (y * 100 + 30) * 3);
		hideRectangles(pixels, [FACE]);
		return pixels.data;
	};
	expect(yard(0).equals(yard(255))).toBe(true);
	expect(yard(0).subarray(0, 3 * 100 * 10)).toEqual(Buffer.alloc(3000, 90));
});

test("black is dark, white is bright, and only edges are sharp", () => {
	const flat = (value: number) => ({ width: 50, height: 50, data: new Uint8Array(2500).fill(value) });
	expect([brightnessOf(flat(0)), brightnessOf(flat(255)), sharpnessOf(flat(128))]).toEqual([0, 255, 0]);
	const checked = { width: 50, height: 50, data: Uint8Array.from({ length: 2500 }, (_, n) => ((n + Math.floor(n / 50)) % 2) * 255) };
	expect(sharpnessOf(checked)).toBeGreaterThan(1000);
});

async function exifOf(fields: Record<string, string>): Promise<Buffer | undefined> {
	const picture = sharp({ create: { width: 8, height: 8, channels: 3, background: "#888" } }).jpeg();
	return (await sharp(await picture.withExif({ IFD2: fields }).toBuffer()).metadata()).exif;
}

test("a camera's date is Beijing time unless it says otherwise", async () => {
	const written = "2026:10:18 09:30:00";
	expect(takenAt(await exifOf({ DateTimeOriginal: written }))).toEqual(new Date("2026-10-18T09:30:00+08:00"));
	const abroad = await exifOf({ DateTimeOriginal: written, OffsetTimeOriginal: "+09:00" });
	expect(takenAt(abroad)).toEqual(new Date("2026-10-18T09:30:00+09:00"));
});

test.each(["0000:00:00 00:00:00", "2026:13:45 99:99:99", "    ", "yesterday"])("a date like %j is not known", async (written) => {
	expect(takenAt(await exifOf({ DateTimeOriginal: written }))).toBeNull();
});

test("an EXIF block that breaks off, turns in circles or points outside says nothing and harms nobody", async () => {
	const whole = (await exifOf({ DateTimeOriginal: "2026:10:18 09:30:00" })) as Buffer;
	for (let length = 0; length < whole.length; length += 1) expect(() => takenAt(whole.subarray(0, length))).not.toThrow();
	for (let at = 6; at < whole.length; at += 1) {
		const bent = Buffer.from(whole);
		bent[at] = 0xff;
		expect(() => takenAt(bent)).not.toThrow();
	}
	expect(takenAt(undefined)).toBeNull();
});
