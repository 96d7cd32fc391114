import { UnfitPicture } from "./limits.ts";

export const START = 0xd8;
export const END = 0xd9;
export const START_OF_SCAN = 0xda;
export const LINES = 0xdc;

/** A phone writes some dozens, and for each 64 KB of its notes one more. A file of empty segments would fill the memory. */
const MOST_SEGMENTS = 10_000;

/** A marker with what stands behind it up to the next one: its parameters, and behind a start of scan the coded pixels. */
export interface Segment {
	code: number;
	body: Buffer;
	/** Coded pixels; empty for every other segment. */
	coded: Buffer;
}

export interface Segments {
	list: Segment[];
	/** Whether the end of the picture is marked. */
	isClosed: boolean;
}

/**
 * The segments of a JPEG from start to end of image. Between them phones leave fill bytes, zeros and notes without a marker; all of that is passed over, and
 * so is what follows the end (a film, a second picture).
 */
export function segmentsOf(file: Buffer): Segments {
	const list: Segment[] = [];
	let hasScan = false;
	for (let at = 2; ; ) {
		const marker = markerFrom(file, at);
		if (!marker || marker.code === END) return { list, isClosed: marker !== undefined };
		const length = marker.at + 2 <= file.length ? file.readUInt16BE(marker.at) : 0;
		const end = marker.at + length;
		if (length < 2 || end > file.length) {
			// Behind the pixels nothing can be missing any more.
			if (hasScan) return { list, isClosed: false };
			throw new UnfitPicture("broken", "a segment breaks off");
		}
		const isScan = marker.code === START_OF_SCAN;
		hasScan ||= isScan;
		const codedEnd = isScan ? endOfCoded(file, end) : end;
		if (list.length === MOST_SEGMENTS) throw new UnfitPicture("broken", "too many segments");
		list.push({ code: marker.code, body: file.subarray(marker.at + 2, end), coded: file.subarray(end, codedEnd) });
		at = codedEnd;
	}
}

interface Marker {
	code: number;
	/** Offset of the byte behind the marker. */
	at: number;
}

/** The next marker that begins a segment, or the end of the image. */
function markerFrom(file: Buffer, from: number): Marker | undefined {
	for (let at = file.indexOf(0xff, from); at >= 0; at = file.indexOf(0xff, at)) {
		while (file[at] === 0xff) at += 1;
		const code = file[at] ?? 0;
		at += 1;
		if (isSegment(code)) return { code, at };
	}
	return undefined;
}

/** Where the next marker begins. In coded pixels FF 00 is a byte of them, and restart markers stand among them. */
function endOfCoded(file: Buffer, from: number): number {
	for (let at = file.indexOf(0xff, from); at >= 0; at = file.indexOf(0xff, at + 1)) {
		const code = file[at + 1] ?? 0;
		if (isSegment(code) && code !== 0xff) return at;
	}
	return file.length;
}

function isSegment(code: number): boolean {
	return code >= 0xc0 && code !== START && !isRestart(code);
}

export function isRestart(code: number): boolean {
	return code >= 0xd0 && code <= 0xd7;
}
