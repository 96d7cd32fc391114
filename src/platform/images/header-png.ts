import { colourSpaceOf } from "./colour-spaces.ts";
import { type Colours, type PictureHeader, UnfitPicture } from "./limits.ts";

const SIGNATURE = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");

export function isPng(file: Buffer): boolean {
	return file.subarray(0, 8).equals(SIGNATURE);
}

/** `acTL` marks an animated PNG. */
export function pngHeader(file: Buffer): PictureHeader {
	if (file.toString("latin1", 12, 16) !== "IHDR" || file.readUInt32BE(8) !== 13) throw new UnfitPicture("broken");
	const { bodies } = chunksOf(file);
	if (!bodies.has("IDAT")) throw new UnfitPicture("broken");
	return {
		format: "png",
		width: file.readUInt32BE(16),
		height: file.readUInt32BE(20),
		frames: bodies.has("acTL") ? 2 : 1,
		scans: 1,
		colours: coloursOf(file, bodies),
	};
}

const END = Buffer.from("\0\0\0\0IEND\xae\x42\x60\x82", "latin1");

/** The picture without what follows it; the decoder itself notices missing pixels. An end that was cut off is written anew. */
export function wholePng(file: Buffer): Buffer {
	const { bodies, end } = chunksOf(file);
	return bodies.has("IEND") ? file.subarray(0, end) : Buffer.concat([file.subarray(0, end), END]);
}

/** Where the bodies of its whole chunks begin, by kind, and where the last of them ends. */
function chunksOf(file: Buffer): { bodies: Map<string, number>; end: number } {
	const bodies = new Map<string, number>();
	let end = 8;
	while (!bodies.has("IEND") && end + 12 <= file.length) {
		const next = end + 12 + file.readUInt32BE(end);
		if (next > file.length) break;
		bodies.set(file.toString("latin1", end + 4, end + 8), end + 8);
		end = next;
	}
	return { bodies, end };
}

/** The decoder applies a profile, but no numbers (`cICP`). */
function coloursOf(file: Buffer, bodies: Map<string, number>): Colours | undefined {
	const at = bodies.get("cICP");
	if (at === undefined || bodies.has("iCCP")) return undefined;
	return colourSpaceOf({ primaries: file.readUInt8(at), transfer: file.readUInt8(at + 1) });
}
