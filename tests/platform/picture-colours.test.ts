import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { crc32 } from "node:zlib";
import sharp, { type Sharp } from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADOBE_SPACE, colourSpaceOf } from "#platform/images/colour-spaces.ts";
import { rasterOf } from "#platform/images/decoding.ts";
import { requireFit } from "#platform/images/header.ts";
import { profileOf } from "#platform/images/profile.ts";
import { codedIn, heicOf, iccBox, nclx } from "#tests/heic.ts";
import { segmentOf } from "#tests/odd-jpegs.ts";

type Colour = [number, number, number];

/** A green of leaves, tile red, sky, earth, and two greys: all of them colours that sRGB has. */
const COLOURS: Colour[] = [
	[60, 189, 70],
	[168, 94, 52],
	[120, 170, 220],
	[90, 70, 45],
	[128, 128, 128],
	[230, 230, 230],
];
const TILE = 100;
const folder = mkdtempSync(path.join(tmpdir(), "tingyuan-colours-"));
const adobe = path.join(folder, "adobe.icc");
beforeAll(() => writeFileSync(adobe, profileOf(ADOBE_SPACE)));
afterAll(() => rmSync(folder, { recursive: true }));

function tiles(colours: Colour[]): Sharp {
	const data = Buffer.alloc(colours.length * TILE * 2 * TILE * 3);
	for (let at = 0; at < data.length; at += 3) data.set(colours[Math.floor((at / 3 / TILE) % colours.length)] as Colour, at);
	return sharp(data, { raw: { width: colours.length * TILE, height: 2 * TILE, channels: 3 } });
}

async function shown(file: Buffer): Promise<Colour[]> {
	const { data, width } = await rasterOf(file, requireFit(file), 1600, []);
	return COLOURS.map((_, n) => [...data.subarray((TILE * width + n * TILE + TILE / 2) * 3).subarray(0, 3)] as Colour);
}

async function stored(file: Buffer): Promise<Colour[]> {
	const data = await sharp(file, { ignoreIcc: true }).toColourspace("srgb").raw().toBuffer();
	return COLOURS.map((_, n) => [...data.subarray((TILE * COLOURS.length * TILE + n * TILE + TILE / 2) * 3).subarray(0, 3)] as Colour);
}

/** The largest distance of any channel. */
function apart(these: Colour[], those: Colour[]): number {
	return Math.max(...these.flatMap((colour, n) => colour.map((value, channel) => Math.abs(value - (those[n]?.[channel] as number)))));
}

const FORMATS: [string, (picture: Sharp) => Sharp][] = [
	["JPEG", (picture) => picture.jpeg({ quality: 100, chromaSubsampling: "4:4:4" })],
	["PNG", (picture) => picture.png()],
	["WebP", (picture) => picture.webp({ lossless: true })],
	["AVIF", (picture) => picture.avif({ quality: 95, effort: 0, chromaSubsampling: "4:4:4" })],
];

describe.each(FORMATS)("a %s", (_format, encoded) => {
	test.each([
		["Display P3", () => "p3"],
		["Adobe RGB", () => adobe],
	])("with the profile of %s shows the colours that were seen", async (_name, profile) => {
		const file = await encoded(tiles(COLOURS).withIccProfile(profile())).toBuffer();
		expect(apart(await stored(file), COLOURS)).toBeGreaterThan(20);
		expect(apart(await shown(file), COLOURS)).toBeLessThanOrEqual(4);
	});

	test("without a profile shows what is stored, also in grey", async () => {
		expect(apart(await shown(await encoded(tiles(COLOURS)).toBuffer()), COLOURS)).toBeLessThanOrEqual(3);
		const grey = COLOURS.map(([, value]): Colour => [value, value, value]);
		expect(apart(await shown(await encoded(tiles(grey).greyscale()).toBuffer()), grey)).toBeLessThanOrEqual(3);
	});
});

test("a JPEG whose camera says Adobe RGB by a word shows the colours that were seen", async () => {
	const profiled = await tiles(COLOURS).withIccProfile(adobe).png().toBuffer();
	const values = sharp(profiled, { ignoreIcc: true }).jpeg({ quality: 100, chromaSubsampling: "4:4:4" });
	const plain = await values.toBuffer();
	const notes = "Exif\0\0II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x1a\0\0\0\0\0\0\0\x01\0\x05\xa0\x04\0\x01\0\0\0\x2c\0\0\0\0\0\0\0";
	const word = (said: string) => `\x01\0\x01\0\x02\0\x04\0\0\0${said}\0\0\0\0\0`;
	const file = (said: string) => Buffer.concat([plain.subarray(0, 2), segmentOf(0xe1, notes + word(said)), plain.subarray(2)]);
	expect(apart(await shown(file("R03")), COLOURS)).toBeLessThanOrEqual(4);
	expect(apart(await shown(file("R98")), await stored(plain))).toBeLessThanOrEqual(1);
});

test("a JPEG in printing inks shows the colours that were seen", async () => {
	const file = await tiles(COLOURS).toColourspace("cmyk").withIccProfile("cmyk").jpeg({ quality: 100 }).toBuffer();
	expect((await sharp(file).metadata()).channels).toBe(4);
	// Inks reach fewer colours; taken for their opposite, these would be a hundred off.
	expect(apart(await shown(file), COLOURS)).toBeLessThanOrEqual(40);
});

test("a profile that cannot be read takes no photo away", async () => {
	const noise = Buffer.from(Array.from({ length: 500 }, (_, n) => (n * 31) % 251));
	expect(apart(await heicShown(heicOf({ properties: [iccBox(noise)] })), await heicShown(heicOf()))).toBe(0);
});

// From here on the colours that a picture shows are computed by the published matrices of each colour space to sRGB.
type Matrix = [Colour, Colour, Colour];
const FROM_P3: Matrix = [
	[1.2249, -0.2247, 0],
	[-0.042, 1.0419, 0],
	[-0.0197, -0.0786, 1.0979],
];
const FROM_BT2020: Matrix = [
	[1.6605, -0.5876, -0.0728],
	[-0.1246, 1.1329, -0.0083],
	[-0.0182, -0.1006, 1.1187],
];

function computed(colour: Colour, matrix: Matrix): Colour {
	const light = colour.map((value) => (value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
	return matrix.map((row) => {
		const sum = row.reduce((total, share, n) => total + share * (light[n] as number), 0);
		const value = sum <= 0.0031308 ? 12.92 * sum : 1.055 * sum ** (1 / 2.4) - 0.055;
		return Math.round(255 * Math.min(1, Math.max(0, value)));
	}) as Colour;
}

/** Some points of the fixture's courtyard. */
async function heicShown(file: Buffer): Promise<Colour[]> {
	const { data, width, height } = await rasterOf(file, requireFit(file), 1600, []);
	return Array.from({ length: 200 }, (_, n) => {
		const [x, y] = [(n * 97) % width, (n * 61) % height];
		return [...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)] as Colour;
	});
}

const p3 = profileOf(colourSpaceOf({ primaries: 12, transfer: 13 }) as never);
let plain: Colour[];
beforeAll(async () => {
	plain = await heicShown(heicOf({ properties: [nclx(1, 13, 6)] }));
});

test.each([
	["Display P3 by numbers", () => [nclx(12, 13, 6)], FROM_P3],
	["BT.2020 by numbers, with the curve of video", () => [nclx(9, 14, 6)], FROM_BT2020],
	["Display P3 by its profile", () => [iccBox(profileOf(colourSpaceOf({ primaries: 12, transfer: 13 }) as never))], FROM_P3],
	["Display P3 by a profile, whatever its numbers", () => [nclx(9, 13, 6), iccBox(p3, "rICC")], FROM_P3],
])("a HEIC of %s is shown in sRGB", async (_name, properties, matrix) => {
	const expected = plain.map((colour) => computed(colour, matrix));
	expect(apart(expected, plain)).toBeGreaterThan(10);
	expect(apart(await heicShown(heicOf({ properties: properties() })), expected)).toBeLessThanOrEqual(3);
});

test.each([
	["sRGB", [nclx(1, 13, 6)]],
	["of BT.709, with the curve of video", [nclx(1, 1, 6)]],
	["not said", []],
	["said to be unknown", [nclx(2, 2, 6)]],
])("a HEIC whose colours are %s is shown as it is", async (_name, properties) => {
	expect(apart(await heicShown(heicOf({ properties })), plain)).toBe(0);
});

test("a HEIC of limited range is stretched, and another matrix is heeded", async () => {
	const light = ([r, g, b]: Colour) => 0.299 * r + 0.587 * g + 0.114 * b;
	const limited = await heicShown(heicOf({ properties: [nclx(1, 13, 6, false)] }));
	for (const [n, colour] of limited.entries()) {
		if (colour.some((value) => value === 0 || value === 255)) continue;
		expect(Math.abs(light(colour) - ((light(plain[n] as Colour) - 16) * 255) / 219)).toBeLessThan(2.5);
	}
	expect(apart(await heicShown(heicOf({ properties: [nclx(1, 13, 1)] })), plain)).toBeGreaterThan(5);
});

test("a HEIC of Display P3 in every tile of a grid is shown in sRGB", async () => {
	const file = heicOf({ columns: 2, rows: 2, properties: [nclx(12, 13, 6)] });
	const grid = heicOf({ columns: 2, rows: 2 });
	expect(
		apart(
			await heicShown(file),
			(await heicShown(grid)).map((colour) => computed(colour, FROM_P3)),
		),
	).toBeLessThanOrEqual(3);
});

test.each([16, 18])("a HEIC of high dynamic range (transfer %i) is neither black nor burnt out, and grey stays grey", async (transfer) => {
	const colours = await heicShown(heicOf({ properties: [nclx(9, transfer, 9)] }));
	const greys = colours.map(([r, g, b]) => (r + g + b) / 3);
	const mean = greys.reduce((sum, grey) => sum + grey, 0) / greys.length;
	expect(mean).toBeGreaterThan(40);
	expect(greys.filter((grey) => grey > 254).length).toBeLessThan(greys.length / 10);
});

test("an AVIF and a PNG whose numbers say Display P3 are shown in sRGB", async () => {
	const expected = COLOURS.map((colour) => computed(colour, FROM_P3));
	const avif = await tiles(COLOURS).avif({ quality: 95, effort: 0, chromaSubsampling: "4:4:4" }).toBuffer();
	const coded = codedIn(avif, "av01", { width: COLOURS.length * TILE, height: 2 * TILE });
	expect(apart(await shown(heicOf({ coded, brand: "avif", properties: [nclx(12, 13, 6)] })), expected)).toBeLessThanOrEqual(4);
	expect(apart(await shown(withNumbers(await tiles(COLOURS).png().toBuffer(), [12, 13, 0, 1])), expected)).toBeLessThanOrEqual(3);
});

function withNumbers(png: Buffer, numbers: number[]): Buffer {
	const body = Buffer.concat([Buffer.from("cICP"), Buffer.from(numbers)]);
	const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
	length.writeUInt32BE(numbers.length);
	sum.writeUInt32BE(crc32(body));
	return Buffer.concat([png.subarray(0, 33), length, body, sum, png.subarray(33)]);
}
