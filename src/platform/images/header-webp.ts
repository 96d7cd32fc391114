import { type PictureHeader, UnfitPicture } from "./limits.ts";
import { requireWritten } from "./wiped.ts";

const ANIMATED = 0x02;
const MOST_EQUAL = 1024;

export function isWebp(file: Buffer): boolean {
	return file.toString("latin1", 0, 4) === "RIFF" && file.toString("latin1", 8, 12) === "WEBP";
}

/** RFC 9649: one `VP8 ` or `VP8L` picture, plain or inside `VP8X` whose canvas must then be the same size. */
export function webpHeader(file: Buffer): PictureHeader {
	const end = endOf(file);
	let canvas: Size | undefined;
	let moves = false;
	for (let at = 12; at + 8 <= end; ) {
		const kind = file.toString("latin1", at, at + 4);
		const body = at + 8;
		const next = body + file.readUInt32LE(at + 4);
		if (next > end) throw new UnfitPicture("broken");
		if (kind === "VP8X") {
			moves = (file.readUInt8(body) & ANIMATED) !== 0;
			canvas = { width: file.readUIntLE(body + 4, 3) + 1, height: file.readUIntLE(body + 7, 3) + 1 };
		}
		if (moves || kind === "ANIM" || kind === "ANMF") return headerFor(canvas ?? { width: 1, height: 1 }, 2);
		if (kind === "VP8 " || kind === "VP8L") return headerFor(sameSize(pictureSize(file, kind, body), canvas), 1);
		at = next + (next % 2);
	}
	throw new UnfitPicture("broken");
}

/** The picture without what follows it, and with its true length. Throws if a part of its pixels was wiped. */
export function wholeWebp(file: Buffer): Buffer {
	let at = 12;
	for (const end = endOf(file); at + 8 <= end; ) {
		const [kind, length] = [file.toString("latin1", at, at + 4), file.readUInt32LE(at + 4)];
		if (at + 8 + length > end) break;
		if (kind === "VP8 " || kind === "VP8L") requireWritten(file.subarray(at + 8, at + 8 + length), MOST_EQUAL);
		at += 8 + length + (length % 2);
	}
	const whole = Buffer.alloc(at);
	file.copy(whole, 0, 0, at);
	whole.writeUInt32LE(at - 8, 4);
	return whole;
}

/** Some programs count a byte too many or too few; then the chunks themselves say where the picture ends. */
function endOf(file: Buffer): number {
	const declared = file.readUInt32LE(4) + 8;
	return declared > 20 && declared <= file.length ? declared : file.length;
}

interface Size {
	width: number;
	height: number;
}

function headerFor(size: Size, frames: number): PictureHeader {
	return { format: "webp", ...size, frames, scans: 1 };
}

function pictureSize(file: Buffer, kind: "VP8 " | "VP8L", body: number): Size {
	if (kind === "VP8L") {
		if (file.readUInt8(body) !== 0x2f) throw new UnfitPicture("broken");
		const bits = file.readUInt32LE(body + 1);
		return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
	}
	if (file.readUIntBE(body + 3, 3) !== 0x9d012a) throw new UnfitPicture("broken");
	return { width: file.readUInt16LE(body + 6) & 0x3fff, height: file.readUInt16LE(body + 8) & 0x3fff };
}

function sameSize(picture: Size, canvas: Size | undefined): Size {
	if (canvas && (canvas.width !== picture.width || canvas.height !== picture.height)) throw new UnfitPicture("broken");
	return picture;
}
