import { type PictureHeader, UnfitPicture } from "./limits.ts";

const ANIMATED = 0x02;

export function isWebp(file: Buffer): boolean {
	return file.toString("latin1", 0, 4) === "RIFF" && file.toString("latin1", 8, 12) === "WEBP";
}

/** RFC 9649: one `VP8 ` or `VP8L` picture, plain or inside `VP8X` whose canvas must then be the same size. */
export function webpHeader(file: Buffer): PictureHeader {
	const end = file.readUInt32LE(4) + 8;
	if (end > file.length) throw new UnfitPicture("broken");
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
