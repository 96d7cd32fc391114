import sharp, { type Sharp } from "sharp";
import { requireWithinLimits } from "./header.ts";
import { MAX_PIXELS, type PictureHeader, UnfitPicture } from "./limits.ts";
import { hideRectangles, type Rectangle } from "./redaction.ts";

/** Upright sRGB pixels, three bytes each, row by row. */
export interface Raster {
	width: number;
	height: number;
	data: Buffer;
}

/** One byte a pixel, row by row. */
export interface Grey {
	width: number;
	height: number;
	data: Uint8Array;
}

/** Decodes a checked file and limits its longest side. Rectangles are painted over before anything is scaled down. */
export async function rasterOf(file: Buffer, header: PictureHeader, longest: number, rectangles: Rectangle[]): Promise<Raster> {
	try {
		const upright = await uprightPicture(file, header);
		if (rectangles.length === 0) return await toRaster(shrunk(upright, longest));
		const whole = await toRaster(upright);
		hideRectangles(whole, rectangles);
		return await toRaster(shrunk(fromRaster(whole), longest));
	} catch (failure) {
		throw failure instanceof UnfitPicture ? failure : new UnfitPicture("broken", failure);
	}
}

export function fromRaster({ data, width, height }: Raster): Sharp {
	return sharp(data, { raw: { width, height, channels: 3 } });
}

/** Never makes a picture larger. */
export function shrunk(picture: Sharp, longest: number): Sharp {
	return picture.resize({ width: longest, height: longest, fit: "inside", withoutEnlargement: true });
}

export async function toRaster(picture: Sharp): Promise<Raster> {
	const coloured = picture.flatten({ background: "#ffffff" }).toColourspace("srgb").raw({ depth: "uchar" });
	const { data, info } = await coloured.toBuffer({ resolveWithObject: true });
	return { data, width: info.width, height: info.height };
}

// Rotates here, before metadata is removed, because phones keep the orientation in the EXIF.
async function uprightPicture(file: Buffer, header: PictureHeader): Promise<Sharp> {
	if (header.format === "heic") return heicPicture(file);
	return sharp(file, { limitInputPixels: MAX_PIXELS, failOn: "warning", sequentialRead: true }).autoOrient();
}

/** libheif applies the rotation of HEIC's own boxes; the orientation in its EXIF must be ignored (ISO/IEC 23008-12). */
async function heicPicture(file: Buffer): Promise<Sharp> {
	// Loaded with the first HEIC, because most children never need these megabytes.
	const { default: decode } = await import("heic-decode");
	const { width, height, data } = await decode({ buffer: withKnownBrand(file) });
	requireWithinLimits({ format: "heic", width, height, frames: 1, scans: 1 });
	return sharp(Buffer.from(data.buffer, data.byteOffset, data.byteLength), { raw: { width, height, channels: 4 } });
}

/** heic-decode refuses the rarer brands, although its libheif can read them. */
function withKnownBrand(file: Buffer): Buffer {
	const copy = Buffer.from(file);
	copy.write("heic", 8, "latin1");
	return copy;
}
