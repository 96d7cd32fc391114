import { type PictureHeader, UnfitPicture } from "./limits.ts";

const START = 0xd8;
const END = 0xd9;
const START_OF_SCAN = 0xda;
/** Baseline, extended and progressive with Huffman coding, as cameras write. Lossless, hierarchical and arithmetic frames are refused. */
const FRAMES = new Set([0xc0, 0xc1, 0xc2]);
const OTHER_FRAMES = new Set([0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]);

export function isJpeg(file: Buffer): boolean {
	return file.length >= 3 && file[0] === 0xff && file[1] === START && file[2] === 0xff;
}

/**
 * Walks the markers from start to end of image, as libjpeg does, and counts the scans. Data after the end (a motion photo's film, a second picture) is
 * ignored, here and by the decoder.
 */
export function jpegHeader(file: Buffer): PictureHeader {
	let size: { width: number; height: number } | undefined;
	let scans = 0;
	let at = 2;
	for (;;) {
		const marker = markerFrom(file, at, scans > 0);
		if (marker.code === END) break;
		const next = marker.at + segmentLength(file, marker);
		if (OTHER_FRAMES.has(marker.code)) throw new UnfitPicture("broken");
		if (FRAMES.has(marker.code)) {
			if (size) throw new UnfitPicture("broken");
			size = frameSize(file, marker.at);
		}
		if (marker.code === START_OF_SCAN) scans += 1;
		at = next;
	}
	if (!size || scans === 0) throw new UnfitPicture("broken");
	return { format: "jpeg", ...size, frames: 1, scans };
}

interface Marker {
	code: number;
	/** Offset of the byte behind the marker. */
	at: number;
}

/** The next marker. Between scans it skips the coded pixels, where FF is followed by 00 and restart markers are data. */
function markerFrom(file: Buffer, from: number, amongScans: boolean): Marker {
	let at = from;
	for (;;) {
		at = file.indexOf(0xff, at);
		if (at < 0) throw new UnfitPicture("broken");
		while (file[at] === 0xff) at += 1;
		const code = file.readUInt8(at);
		at += 1;
		if (code >= 0xc0 && !isRestart(code)) return { code, at };
		// The decoder stops at a reserved code in the headers, and skips it while looking for a restart.
		if (code !== 0 && !amongScans && !isRestart(code)) throw new UnfitPicture("broken");
	}
}

function isRestart(code: number): boolean {
	return code >= 0xd0 && code <= 0xd7;
}

function segmentLength(file: Buffer, marker: Marker): number {
	if (marker.code === START) throw new UnfitPicture("broken");
	const length = file.readUInt16BE(marker.at);
	if (length < 2 || marker.at + length > file.length) throw new UnfitPicture("broken");
	return length;
}

function frameSize(file: Buffer, at: number): { width: number; height: number } {
	if (file.readUInt8(at + 2) !== 8) throw new UnfitPicture("broken");
	return { height: file.readUInt16BE(at + 3), width: file.readUInt16BE(at + 5) };
}
