import sharp, { type Sharp } from "sharp";
import { inSrgb } from "./colour.ts";
import { requireWithinLimits } from "./header.ts";
import { MAX_PIXELS, type PictureHeader, UnfitPicture } from "./limits.ts";
import { fromRaster, type Raster, shrunk, toRaster } from "./raster.ts";
import { hideRectangles, type Rectangle } from "./redaction.ts";
import { likelyWhole, requireWhole } from "./whole.ts";

/** The raster of a file whose pixels have all come. A thread decodes it as it most likely is while ours looks at its codes; one that is to be mended is decoded again. */
export async function wholeRasterOf(
	original: Buffer,
	header: PictureHeader,
	longest: number,
	rectangles: Rectangle[],
): Promise<{ file: Buffer; raster: Raster }> {
	const likely = likelyWhole(original, header);
	const early = rasterOf(likely, header, longest, rectangles);
	const earlyEnd = Promise.allSettled([early]);
	try {
		const file = requireWhole(original, header);
		if (file.equals(likely)) return { file, raster: await early };
		await earlyEnd;
		return { file, raster: await rasterOf(file, header, longest, rectangles) };
	} finally {
		// Whoever is refused leaves no decoder at work.
		await earlyEnd;
	}
}

/** Decodes a checked file and limits its longest side. Rectangles are painted over before anything is scaled down. */
export async function rasterOf(file: Buffer, header: PictureHeader, longest: number, rectangles: Rectangle[]): Promise<Raster> {
	try {
		const raster = await withUpright(file, header, async (upright) => {
			if (rectangles.length === 0) return await toRaster(shrunk(upright, longest));
			const whole = await toRaster(upright);
			hideRectangles(whole, rectangles);
			return await toRaster(shrunk(fromRaster(whole), longest));
		});
		return await inSrgb(raster, header.colours);
	} catch (failure) {
		throw failure instanceof UnfitPicture ? failure : new UnfitPicture("broken", failure);
	}
}

async function withUpright<T>(file: Buffer, { format }: PictureHeader, use: (upright: Sharp) => Promise<T>): Promise<T> {
	// Rotates here, before metadata is removed, because phones keep the orientation in the EXIF.
	if (format !== "heic") return use(sharp(file, { limitInputPixels: MAX_PIXELS, failOn: "warning", sequentialRead: true }).autoOrient());
	// Loaded with the first HEIC, because most children never need these megabytes.
	const { withDecodedHeic } = await import("./heic.ts");
	// libheif applies the rotation of HEIC's own boxes; the orientation in its EXIF must be ignored (ISO/IEC 23008-12).
	return withDecodedHeic(file, async (raster) => {
		requireWithinLimits({ format, width: raster.width, height: raster.height, frames: 1, scans: 1 });
		return use(fromRaster(raster));
	});
}
