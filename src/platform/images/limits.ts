import type { ColourSpace } from "./colour-spaces.ts";

/** Limits of a photograph, checked on the file's bytes before anything is decoded. */
export const MAX_BYTES = 100 * 1024 * 1024;
/** The largest modes of phones have 200 megapixels (16,384 × 12,288), as JPEG. */
export const MAX_PIXELS = 204_000_000;
/** Of what a decoder must hold whole or unpack slowly: all but a JPEG of one scan. */
export const MAX_PIXELS_HELD = 110_000_000;
export const MIN_SIDE = 200;
/** A panorama of a phone is up to 40,000 pixels long, and ten times as long as high. */
export const MAX_SIDE = 50_000;
export const MAX_RATIO = 20;
/** Each scan of a progressive JPEG repaints the whole picture: a 57 KB file with 882 of them costs four seconds. Cameras write 1 to 10. */
export const MAX_SCANS = 64;

export type UnfitReason =
	| "empty"
	| "too_large"
	| "not_a_picture"
	| "animated"
	| "too_many_pixels"
	| "too_small"
	| "too_long_side"
	| "too_many_scans"
	| "broken"
	| "too_heavy";

/** The file is refused. `too_heavy`: decoding took more of the processor or of memory than a photograph may. */
export class UnfitPicture extends Error {
	readonly reason: UnfitReason;
	constructor(reason: UnfitReason, cause?: unknown) {
		super(`Unfit picture: ${reason}`, { cause });
		this.name = "UnfitPicture";
		this.reason = reason;
	}
}

export type PictureFormat = "jpeg" | "png" | "webp" | "avif" | "heic";

/** An ICC profile, or the colour space that numbers or a camera's word stand for. */
export type Colours = Buffer | ColourSpace;

/** Pixels as stored, before rotation. `scans` is 1 for everything but JPEG. */
export interface PictureHeader {
	format: PictureFormat;
	width: number;
	height: number;
	frames: number;
	scans: number;
	/** Only what the decoder does not apply itself; without it the decoded pixels are sRGB. */
	colours?: Colours | undefined;
}
