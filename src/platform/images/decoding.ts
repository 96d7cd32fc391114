import sharp, { type Sharp } from "sharp";
import { inSrgb } from "./colour.ts";
import { requireWithinLimits } from "./header.ts";
import { MAX_PIXELS, type PictureHeader, UnfitPicture } from "./limits.ts";
import { fromRaster, type Raster, shrunk, toRaster } from "./raster.ts";
import { hideRectangles, type Rectangle } from "./redaction.ts";

/** Decodes a checked file and limits its longest side. Rectangles are painted over before anything is scaled down. */
export async function rasterOf(file: Buffer, header: PictureHeader, longest: number, rectangles: Rectangle[]): Promise<Raster> {
	try {
		const upright = await uprightPicture(file, header);
		if (rectangles.length === 0) return await inSrgb(await toRaster(shrunk(upright, longest)), header.colours);
		const whole = await toRaster(upright);
		hideRectangles(whole, rectangles);
		return await inSrgb(await toRaster(shrunk(fromRaster(whole), longest)), header.colours);
	} catch (failure) {
		throw failure instanceof UnfitPicture ? failure : new UnfitPicture("broken", failure);
	}
}

// Rotates here, before metadata is removed, because phones keep the orientation in the EXIF.
async function uprightPicture(file: Buffer, header: PictureHeader): Promise<Sharp> {
	if (header.format === "heic") return heicPicture(file);
	return sharp(file, { limitInputPixels: MAX_PIXELS, failOn: "warning", sequentialRead: true }).autoOrient();
}

/** libheif applies the rotation of HEIC's own boxes; the orientation in its EXIF must be ignored (ISO/IEC 23008-12). */
async function heicPicture(file: Buffer): Promise<Sharp> {
	// Loaded with the first HEIC, because most children never need these megabytes.
	const { decodedHeic } = await import("./heic.ts");
	const raster = decodedHeic(file);
	requireWithinLimits({ format: "heic", width: raster.width, height: raster.height, frames: 1, scans: 1 });
	return fromRaster(raster);
}
