import { wholeHeif } from "./header-heif.ts";
import { wholePng } from "./header-png.ts";
import { wholeWebp } from "./header-webp.ts";
import { wholeJpeg } from "./jpeg-whole.ts";
import { type PictureFormat, type PictureHeader, UnfitPicture } from "./limits.ts";

const WHOLE: Record<PictureFormat, (file: Buffer) => Buffer> = {
	jpeg: wholeJpeg,
	png: wholePng,
	webp: wholeWebp,
	avif: wholeHeif,
	heic: wholeHeif,
};

/** The file as the decoder should read it; a JPEG is written anew, without its oddities, and every other ends with its picture. Throws UnfitPicture if pixels are missing. */
export function requireWhole(file: Buffer, { format }: PictureHeader): Buffer {
	try {
		return WHOLE[format](file);
	} catch (failure) {
		// A parser reads past the end only if the file is cut off.
		throw failure instanceof RangeError ? new UnfitPicture("broken", failure) : failure;
	}
}
