import { crc32 } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { rasterOf, wholeRasterOf } from "#platform/images/decoding.ts";
import { requireFit } from "#platform/images/header.ts";
import { heicOf } from "#tests/heic.ts";
import { blocksJpeg, HARMFUL, HARMLESS, plainJpeg, withoutCoefficients } from "#tests/odd-jpegs.ts";
import { drawing } from "#tests/pictures.ts";

async function pixelsOf(file: Buffer): Promise<Buffer> {
	const header = requireFit(file);
	return (await wholeRasterOf(file, header, 5000, [])).raster.data;
}

async function reasonFor(file: Buffer): Promise<string> {
	const failure = await pixelsOf(file).then(
		() => ({ reason: "taken" }),
		(reason: { reason?: string }) => reason,
	);
	return failure.reason ?? String(failure);
}

/** Drawn areas are coded in few bits, some of them in zeros only; those of a photograph in many. */
const FILES = [
	["drawn", { grain: 0, progressive: false }],
	["drawn, progressive", { grain: 0, progressive: true }],
	["like a photograph", { grain: 25, progressive: false }],
	["like a photograph, progressive", { grain: 25, progressive: true }],
] as const;

describe.each(FILES)("a JPEG, %s,", (_name, how) => {
	let jpeg: Buffer;
	let pixels: Buffer;
	beforeAll(async () => {
		jpeg = await plainJpeg(how);
		pixels = await pixelsOf(jpeg);
	});

	test.each(HARMLESS)("with %s is taken with all its pixels", async (_what, plant) => {
		expect((await pixelsOf(plant(jpeg))).equals(pixels)).toBe(true);
	});

	test.each(HARMFUL)("with %s is refused", async (_what, harm) => {
		expect(await reasonFor(harm(jpeg))).toBe("broken");
	});
});

test("a baseline scan that says nothing of its coefficients is taken", async () => {
	const jpeg = await plainJpeg();
	expect((await pixelsOf(withoutCoefficients(jpeg))).equals(await pixelsOf(jpeg))).toBe(true);
});

const GRID = { columns: 40, rows: 30, interval: 7 };

test.each([
	["as the standard counts them", {}],
	["all with one number", { mark: () => 0 }],
	["behind stray bytes", { stray: Buffer.from([0, 0]) }],
	["behind fill bytes", { stray: Buffer.from([0xff, 0xff, 0xff]) }],
])("restart markers %s", async (_name, how) => {
	const pixels = await pixelsOf(blocksJpeg({ ...GRID, ...how }));
	for (let n = 0; n < GRID.columns * GRID.rows; n += 1) {
		const at = (Math.floor(n / GRID.columns) * 8 * GRID.columns * 8 + (n % GRID.columns) * 8) * 3;
		expect(pixels[at]).toBe((n * 11) % 251);
	}
});

test("an interval between restart markers that is missing, or too short, is refused", async () => {
	const jpeg = blocksJpeg(GRID);
	const [first, second] = [0xd1, 0xd2].map((mark) => jpeg.lastIndexOf(Buffer.from([0xff, mark]))) as [number, number];
	expect(await reasonFor(Buffer.concat([jpeg.subarray(0, first), jpeg.subarray(second)]))).toBe("broken");
	expect(await reasonFor(Buffer.concat([jpeg.subarray(0, second - 4), jpeg.subarray(second)]))).toBe("broken");
});

async function pictureIn(format: "png" | "webp" | "avif" | "heic"): Promise<Buffer> {
	if (format === "heic") return heicOf();
	return drawing(71, { width: 1000, height: 750 }).toFormat(format, { effort: 1 }).toBuffer();
}

const TRAILERS: [string, Buffer][] = [
	["zeros", Buffer.alloc(5000)],
	["a film", Buffer.concat([Buffer.from("\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x10moov\0\0\0\x08mvhd"), Buffer.alloc(9000, 0xab)])],
	["a maker's notes", Buffer.from("\0\0\x01\x0aImage_UTC_Data1729SEFHk\0\0\0SEFT", "latin1")],
];

describe.each(TRAILERS)("with %s behind it", (_name, trailer) => {
	test.each(["png", "webp", "avif", "heic"] as const)("a %s is taken with all its pixels", async (format) => {
		const file = await pictureIn(format);
		expect((await pixelsOf(Buffer.concat([file, trailer]))).equals(await pixelsOf(file))).toBe(true);
	});
});

function chunkOf(kind: string, body: string): Buffer {
	const named = Buffer.from(kind + body, "latin1");
	return Buffer.concat([u32(body.length), named, u32(crc32(named))]);
}

function u32(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(value);
	return bytes;
}

const behindSize = (png: Buffer, planted: Buffer) => Buffer.concat([png.subarray(0, 33), planted, png.subarray(33)]);
const sized = (webp: Buffer, size: number) => Buffer.concat([webp.subarray(0, 4), u32(size).reverse(), webp.subarray(8)]);

test.each<["png" | "webp", string, (file: Buffer) => Buffer]>([
	["png", "without its end", (png) => png.subarray(0, -12)],
	["png", "cut off in its end", (png) => png.subarray(0, -5)],
	[
		"png",
		"whose note has a wrong sum",
		(png) => behindSize(png, Buffer.concat([chunkOf("tEXt", "a\0b").subarray(0, -1), Buffer.alloc(1)])),
	],
	["png", "whose profile is noise", (png) => behindSize(png, chunkOf("iCCP", "x\0\0noise"))],
	["png", "with a chunk of its own", (png) => behindSize(png, chunkOf("vpAg", "own"))],
	["png", "with nine megabytes of words", (png) => behindSize(png, chunkOf("tEXt", "a".repeat(9_000_000)))],
	["webp", "counted a byte too long", (webp) => sized(webp, webp.length - 7)],
	["webp", "counted much too long", (webp) => sized(webp, webp.length + 1000)],
	["webp", "not counted", (webp) => sized(webp, 0)],
])("a %s %s is taken with all its pixels", async (format, _how, change) => {
	const file = await pictureIn(format);
	expect((await pixelsOf(change(file))).equals(await pixelsOf(file))).toBe(true);
});

test.each([0.3, 0.6, 0.9])("a PNG, WebP, AVIF and HEIC that is cut off, or wiped, at %f is refused", async (share) => {
	for (const format of ["png", "webp", "avif", "heic"] as const) {
		const file = await pictureIn(format);
		const at = Math.floor(file.length * share);
		expect([format, await reasonFor(file.subarray(0, at))]).toEqual([format, "broken"]);
		expect([format, await reasonFor(Buffer.from(file).fill(0, at))]).toEqual([format, "broken"]);
	}
});

test("a HEIC of fifty megapixels in tiles, as phones write it, is taken", async () => {
	const header = requireFit(heicOf({ columns: 8, rows: 8 }));
	expect(header).toMatchObject({ width: 8192, height: 6144 });
	const { width, height } = await rasterOf(heicOf({ columns: 8, rows: 8 }), header, 1600, []);
	expect([width, height]).toEqual([1600, 1200]);
});
