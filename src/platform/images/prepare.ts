import { readFile } from "node:fs/promises";
import sharp, { type Sharp } from "sharp";
import { rgbaToThumbHash } from "thumbhash";
import { wholeRasterOf } from "./decoding.ts";
import { exifInHeic, takenAt } from "./exif-date.ts";
import { type Fingerprint, fingerprintOf } from "./fingerprint.ts";
import { requireFit } from "./header.ts";
import type { PictureFormat, PictureHeader } from "./limits.ts";
import { averageColourOf, brightnessOf, sharpnessOf } from "./measures.ts";
import { fromRaster, type Grey, type Raster, shrunk, toRaster } from "./raster.ts";
import type { Rectangle } from "./redaction.ts";

/**
 * Longest sides in pixels. A smaller picture gets the smaller sizes and its own size. The last is measured (fingerprint, sharpness): another one does not
 * compare with what is stored.
 */
export const SIZES = [1600, 960, 480] as const;

export interface PictureJob {
	path: string;
	/** What to hide for good; empty at intake. */
	rectangles: Rectangle[];
}

export interface Derivative {
	format: "avif" | "jpeg";
	width: number;
	height: number;
	bytes: Buffer;
}

/** What is kept of a picture: pixels and the figures below, no metadata. */
export interface PreparedPicture {
	format: PictureFormat;
	/** Of the upright picture, before scaling. */
	width: number;
	height: number;
	/** What the camera wrote; null if nothing. */
	takenAt: Date | null;
	derivatives: Derivative[];
	/** Base64. */
	thumbhash: string;
	averageColour: string;
	brightness: number;
	sharpness: number;
	fingerprint: Fingerprint;
}

/** Checks, decodes once, hides, scales and encodes one picture. Throws UnfitPicture. Runs in the child. */
export async function preparePicture({ path, rectangles }: PictureJob): Promise<PreparedPicture> {
	const original = await readFile(path);
	const header = requireFit(original);
	const { file, raster: largest } = await wholeRasterOf(original, header, SIZES[0], rectangles);
	const ladder = ladderOf(largest);
	// Side by side: our own code measures while threads encode, and the largest is encoded while the others are made.
	const measuring = (ladder.at(-1) as Promise<Raster>).then((smallest) => Promise.all([placeholderOf(smallest), measuresOf(smallest)]));
	const [derivatives, [placeholder, measures]] = await Promise.all([derivativesOf(ladder), measuring]);
	return {
		format: header.format,
		...uprightSize(header, largest),
		takenAt: await dateOf(file, header),
		derivatives,
		...placeholder,
		...measures,
	};
}

/** The header has the stored sides; the raster shows which of them is the width. */
function uprightSize({ width, height }: PictureHeader, raster: Raster): { width: number; height: number } {
	const isTurned = raster.width !== raster.height && raster.width > raster.height !== width > height;
	return isTurned ? { width: height, height: width } : { width, height };
}

async function dateOf(file: Buffer, { format }: PictureHeader): Promise<Date | null> {
	return takenAt(format === "heic" ? exifInHeic(file) : (await sharp(file).metadata()).exif);
}

function ladderOf(largest: Raster): Promise<Raster>[] {
	const side = Math.max(largest.width, largest.height);
	const smaller = SIZES.filter((size) => size < side);
	return [Promise.resolve(largest), ...smaller.map((size) => toRaster(shrunk(fromRaster(largest), size)))];
}

const ENCODERS = { avif: asAvif, jpeg: asJpeg };

async function derivativesOf(ladder: Promise<Raster>[]): Promise<Derivative[]> {
	return Promise.all(ladder.flatMap((making) => [encodedAs("avif", making), encodedAs("jpeg", making)]));
}

async function encodedAs(format: Derivative["format"], making: Promise<Raster>): Promise<Derivative> {
	const raster = await making;
	const { width, height } = raster;
	return { format, width, height, bytes: await ENCODERS[format](fromRaster(raster)).toBuffer() };
}

// Effort 0 costs a tenth of the default and 10 % more bytes.
export function asAvif(picture: Sharp): Sharp {
	return picture.avif({ quality: 52, effort: 0, chromaSubsampling: "4:2:0" });
}

// For old browsers: mozjpeg's tables without its trellis search, which would cost more than the AVIF and save 20 %.
export function asJpeg(picture: Sharp): Sharp {
	return picture.jpeg({ quality: 72, quantisationTable: 3, chromaSubsampling: "4:2:0" });
}

async function placeholderOf(smallest: Raster): Promise<{ thumbhash: string; averageColour: string }> {
	const tiny = shrunk(fromRaster(smallest), 100).ensureAlpha().raw();
	const { data, info } = await tiny.toBuffer({ resolveWithObject: true });
	const thumbhash = Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString("base64");
	return { thumbhash, averageColour: averageColourOf(data) };
}

async function measuresOf(smallest: Raster): Promise<Pick<PreparedPicture, "brightness" | "sharpness" | "fingerprint">> {
	const grey = await toGrey(fromRaster(smallest));
	const fingerprint = await fingerprintOf((longest) =>
		toGrey(greyPicture(grey).resize({ width: longest, height: longest, fit: "inside" })),
	);
	return { brightness: brightnessOf(grey), sharpness: sharpnessOf(grey), fingerprint };
}

async function toGrey(picture: Sharp): Promise<Grey> {
	const { data, info } = await picture.greyscale().raw().toBuffer({ resolveWithObject: true });
	return { width: info.width, height: info.height, data };
}

function greyPicture({ data, width, height }: Grey): Sharp {
	return sharp(data, { raw: { width, height, channels: 1 } });
}
