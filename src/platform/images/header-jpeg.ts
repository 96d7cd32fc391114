import { ADOBE_SPACE } from "./colour-spaces.ts";
import { isAdobeRgb } from "./exif-date.ts";
import { notesIn } from "./jpeg-head.ts";
import { LINES, type Segment, START_OF_SCAN, segmentsOf } from "./jpeg-segments.ts";
import { type Colours, type PictureHeader, UnfitPicture } from "./limits.ts";

/** Baseline, extended and progressive with Huffman coding, as cameras write. */
const FRAMES = new Set([0xc0, 0xc1, 0xc2]);
/** Lossless, hierarchical and arithmetic frames are refused. */
const OTHER_FRAMES = new Set([0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]);

export function isJpeg(file: Buffer): boolean {
	return file.length >= 3 && file[0] === 0xff && file[1] === 0xd8 && file.includes(0xff, 2);
}

/** Reads the frame and counts the scans, as many as the decoder would read. */
export function jpegHeader(file: Buffer): PictureHeader {
	const { list } = segmentsOf(file);
	const scans = list.filter(({ code }) => code === START_OF_SCAN).length;
	if (scans === 0) throw new UnfitPicture("broken", "no scan");
	return { format: "jpeg", ...frameSize(list), frames: 1, scans, colours: coloursOf(list) };
}

/** The decoder applies a profile, but knows no camera's word. */
function coloursOf(list: Segment[]): Colours | undefined {
	const { exif, profile } = notesIn(list);
	return profile.length === 0 && isAdobeRgb(exif) ? ADOBE_SPACE : undefined;
}

/** The only frame of a picture. */
export function frameIn(list: Segment[]): Segment {
	const frames = list.filter(({ code }) => FRAMES.has(code));
	const [frame] = frames;
	const isOdd = frames.length !== 1 || list.some(({ code }) => OTHER_FRAMES.has(code));
	if (!frame || isOdd || frame.body.readUInt8(0) !== 8) throw new UnfitPicture("broken", "no frame as cameras write");
	return frame;
}

/** The height may stand behind the first scan, when a camera did not know it before. */
export function frameSize(list: Segment[]): { width: number; height: number } {
	const { body } = frameIn(list);
	const later = list.find(({ code }) => code === LINES)?.body;
	return { height: body.readUInt16BE(1) || (later?.readUInt16BE(0) ?? 0), width: body.readUInt16BE(3) };
}
