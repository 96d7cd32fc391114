import { readFileSync } from "node:fs";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { wholeRasterOf } from "#platform/images/decoding.ts";
import { requireFit } from "#platform/images/header.ts";
import { MAX_BYTES } from "#platform/images/limits.ts";
import { animatedWebp, jpegClaiming, jpegWithScans, NOT_PICTURES, pngClaiming, talkativeJpeg } from "#tests/hostile.ts";
import { drawing } from "#tests/pictures.ts";

const heic = readFileSync(new URL("../support/fixtures/courtyard.heic", import.meta.url));
const picture = drawing(41, { width: 640, height: 480 });

function reasonFor(file: Buffer): string {
	try {
		requireFit(file);
		return "fit";
	} catch (failure) {
		return (failure as { reason?: string }).reason ?? String(failure);
	}
}

test.each(["jpeg", "png", "webp", "avif"] as const)("a %s is known by its content", async (format) => {
	expect(requireFit(await picture.clone().toFormat(format).toBuffer())).toEqual({ format, width: 640, height: 480, frames: 1, scans: 1 });
});

test("a lossless, transparent WebP and a progressive JPEG are read as well", async () => {
	const transparent = picture.clone().ensureAlpha(0.5);
	expect(requireFit(await transparent.webp({ lossless: true }).toBuffer())).toMatchObject({ width: 640, height: 480 });
	expect(
		requireFit(
			await transparent
				.webp()
				.withExif({ IFD0: { Model: "X" } })
				.toBuffer(),
		),
	).toMatchObject({ width: 640, height: 480 });
	expect(requireFit(await picture.clone().jpeg({ progressive: true }).toBuffer()).scans).toBeGreaterThan(5);
});

test("a HEIC is known by its content", () => {
	expect(requireFit(heic)).toMatchObject({ format: "heic", width: 1024, height: 768, frames: 1, scans: 1 });
});

test("what follows the end of a JPEG, and what stands in its segments, does not count as scans", async () => {
	expect(requireFit(Buffer.concat([await talkativeJpeg(), Buffer.alloc(4096, Buffer.from([0xff, 0xda]))])).scans).toBe(1);
});

describe("refused before anything is decoded:", () => {
	test.each(NOT_PICTURES)("%s", (_name, bytes) => {
		expect(reasonFor(Buffer.from(bytes))).toBe("not_a_picture");
	});

	test("an empty file and one of more than 100 MB", async () => {
		expect(reasonFor(Buffer.alloc(0))).toBe("empty");
		const padded = Buffer.concat([await picture.clone().jpeg().toBuffer(), Buffer.alloc(MAX_BYTES)]);
		expect(reasonFor(padded)).toBe("too_large");
	});

	test.each([
		[30_000, 30_000, "too_many_pixels"],
		[50_001, 300, "too_long_side"],
		[300, 50_001, "too_long_side"],
		[30_000, 300, "too_long_side"],
		[199, 3000, "too_small"],
		[0, 3000, "broken"],
		[12_000, 9000, "fit"],
	])("a PNG of %i × %i: %s", (width, height, reason) => {
		expect(reasonFor(pngClaiming(width, height))).toBe(reason);
	});

	test("a JPEG of more pixels than any phone makes, one of several scans with half as many, and one with a hundred scans", async () => {
		expect(reasonFor(await jpegClaiming(16_384, 12_288))).toBe("fit");
		expect(reasonFor(await jpegClaiming(40_000, 4000))).toBe("fit");
		expect(reasonFor(await jpegClaiming(16_384, 12_600))).toBe("too_many_pixels");
		const twice = await jpegClaiming(16_384, 12_288);
		const scan = twice.subarray(twice.indexOf(Buffer.from([0xff, 0xda])), -2);
		expect(reasonFor(Buffer.concat([twice.subarray(0, -2), scan, twice.subarray(-2)]))).toBe("too_many_pixels");
		expect(reasonFor(await jpegClaiming(60_000, 60_000))).toBe("too_many_pixels");
		expect(reasonFor(await jpegWithScans(100))).toBe("too_many_scans");
	});

	test("what moves", async () => {
		expect(reasonFor(pngClaiming(800, 600, { frames: 3 }))).toBe("animated");
		expect(reasonFor(await animatedWebp())).toBe("animated");
	});

	test("a JPEG within another frame, with two frames, or without any", async () => {
		const jpeg = await picture.clone().jpeg().toBuffer();
		const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
		const lossless = Buffer.from(jpeg);
		lossless[frame + 1] = 0xc3;
		expect(reasonFor(lossless)).toBe("broken");
		const twice = Buffer.concat([jpeg.subarray(0, frame), jpeg.subarray(frame, frame + 19), jpeg.subarray(frame)]);
		expect(reasonFor(twice)).toBe("broken");
		expect(reasonFor(Buffer.from([0xff, 0xd8, 0xff, 0xd9]))).toBe("broken");
	});
});

async function reasonForWhole(file: Buffer): Promise<string> {
	try {
		const header = requireFit(file);
		await wholeRasterOf(file, header, 100, []);
		return "fit";
	} catch (failure) {
		return (failure as { reason?: string }).reason ?? String(failure);
	}
}

test("a JPEG of a million empty segments, and a HEIC whose list of places never ends", async () => {
	const jpeg = await picture.clone().jpeg().toBuffer();
	const empty = Buffer.alloc(4_000_000, Buffer.from([0xff, 0xe5, 0, 2]));
	expect(reasonFor(Buffer.concat([jpeg.subarray(0, 2), empty, jpeg.subarray(2)]))).toBe("broken");
	const endless = Buffer.from(heic);
	const places = endless.indexOf("iloc");
	endless.set([0, 0, 0xff, 0xff], places + 8);
	endless.fill(0xff, places + 12, places + 24);
	expect(await reasonForWhole(endless)).toBe("broken");
});

test("a file that breaks off anywhere is refused, in every format", async () => {
	const whole = [
		await picture.clone().jpeg({ progressive: true }).toBuffer(),
		await picture.clone().png().toBuffer(),
		await picture.clone().webp().toBuffer(),
		await picture.clone().avif({ effort: 0 }).toBuffer(),
		heic,
	];
	for (const file of whole) {
		for (let part = 0; part < 97; part += 1) {
			expect(["broken", "empty", "not_a_picture"]).toContain(await reasonForWhole(file.subarray(0, Math.floor((file.length * part) / 97))));
		}
	}
});

test("noise behind a good beginning never ends in anything but a reason", async () => {
	const file = await sharp({ create: { width: 300, height: 300, channels: 3, background: "#888" } })
		.jpeg()
		.toBuffer();
	for (const beginning of [
		file.subarray(0, 40),
		heic.subarray(0, 200),
		Buffer.from("RIFF\xff\0\0\0WEBPVP8X", "latin1"),
		pngClaiming(300, 300).subarray(0, 40),
	]) {
		for (let seed = 1; seed < 200; seed += 1) {
			const noise = Buffer.from(Array.from({ length: 400 }, (_, n) => ((n + 1) * seed * 2_654_435_761) >>> 24));
			expect(await reasonForWhole(Buffer.concat([beginning, noise]))).toMatch(/^[a-z_]+$/);
		}
	}
});
