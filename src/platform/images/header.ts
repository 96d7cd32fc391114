import { heifHeader, isHeif } from "./header-heif.ts";
import { isJpeg, jpegHeader } from "./header-jpeg.ts";
import { isPng, pngHeader } from "./header-png.ts";
import { isWebp, webpHeader } from "./header-webp.ts";
import {
	MAX_BYTES,
	MAX_PIXELS,
	MAX_PIXELS_HELD,
	MAX_RATIO,
	MAX_SCANS,
	MAX_SIDE,
	MIN_SIDE,
	type PictureHeader,
	UnfitPicture,
} from "./limits.ts";

/** Reads a file's header by content alone; name and declared type are ignored. Throws UnfitPicture. */
export function requireFit(file: Buffer): PictureHeader {
	if (file.length === 0) throw new UnfitPicture("empty");
	if (file.length > MAX_BYTES) throw new UnfitPicture("too_large");
	const header = headerOf(file);
	requireWithinLimits(header);
	return header;
}

function headerOf(file: Buffer): PictureHeader {
	try {
		if (isJpeg(file)) return jpegHeader(file);
		if (isPng(file)) return pngHeader(file);
		if (isWebp(file)) return webpHeader(file);
		if (isHeif(file)) return heifHeader(file);
	} catch (failure) {
		// A parser reads past the end only if the file is cut off.
		throw failure instanceof RangeError ? new UnfitPicture("broken", failure) : failure;
	}
	throw new UnfitPicture("not_a_picture");
}

export function requireWithinLimits(header: PictureHeader): void {
	const { format, width, height, frames, scans } = header;
	const isHeld = format !== "jpeg" || scans > 1;
	if (frames > 1) throw new UnfitPicture("animated");
	if (width === 0 || height === 0) throw new UnfitPicture("broken");
	if (width * height > (isHeld ? MAX_PIXELS_HELD : MAX_PIXELS)) throw new UnfitPicture("too_many_pixels");
	const [shorter, longer] = [Math.min(width, height), Math.max(width, height)];
	if (longer > MAX_SIDE || longer > MAX_RATIO * shorter) throw new UnfitPicture("too_long_side");
	if (shorter < MIN_SIDE) throw new UnfitPicture("too_small");
	if (scans > MAX_SCANS) throw new UnfitPicture("too_many_scans");
}
