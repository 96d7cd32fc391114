import { wholeHeif } from "./header-heif.ts";
import { wholePng } from "./header-png.ts";
import { wholeWebp } from "./header-webp.ts";
import { soundCoded } from "./jpeg-coded.ts";
import type { Scan } from "./jpeg-scan.ts";
import { wholeJpeg } from "./jpeg-whole.ts";
import { type PictureFormat, type PictureHeader, UnfitPicture } from "./limits.ts";

const WHOLE: Record<PictureFormat, (file: Buffer) => Buffer> = {
	jpeg: (file) => wholeJpeg(file, soundCoded),
	png: wholePng,
	webp: wholeWebp,
	avif: wholeHeif,
	heic: wholeHeif,
};

/** The file as the decoder should read it; a JPEG is written anew, without its oddities, and every other ends with its picture. Throws UnfitPicture if pixels are missing. */
export function requireWhole(file: Buffer, { format }: PictureHeader): Buffer {
	return readBy(() => WHOLE[format](file));
}

/** The same, without a look at the coded pixels of a JPEG, which is most of the work: what comes out if nothing is wrong with them. */
export function likelyWhole(file: Buffer, { format }: PictureHeader): Buffer {
	return readBy(() => (format === "jpeg" ? wholeJpeg(file, asSent) : WHOLE[format](file)));
}

function asSent(_scan: Scan, coded: Buffer): Buffer {
	return coded;
}

function readBy(read: () => Buffer): Buffer {
	try {
		return read();
	} catch (failure) {
		// A parser reads past the end only if the file is cut off.
		throw failure instanceof RangeError ? new UnfitPicture("broken", failure) : failure;
	}
}
