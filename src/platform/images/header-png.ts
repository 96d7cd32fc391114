import { colourSpaceOf } from "./colour-spaces.ts";
import { type Colours, type PictureHeader, UnfitPicture } from "./limits.ts";

const SIGNATURE = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");

export function isPng(file: Buffer): boolean {
	return file.subarray(0, 8).equals(SIGNATURE);
}

/** Walks the chunks; `acTL` marks an animated PNG. Chunks behind `IEND` are read neither here nor by the decoder. */
export function pngHeader(file: Buffer): PictureHeader {
	if (file.toString("latin1", 12, 16) !== "IHDR" || file.readUInt32BE(8) !== 13) throw new UnfitPicture("broken");
	const bodies = new Map<string, number>();
	let at = 8;
	while (!bodies.has("IEND")) {
		const length = file.readUInt32BE(at);
		bodies.set(file.toString("latin1", at + 4, at + 8), at + 8);
		at += 12 + length;
		if (at > file.length) throw new UnfitPicture("broken");
	}
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

/** The decoder applies a profile, but no numbers (`cICP`). */
function coloursOf(file: Buffer, bodies: Map<string, number>): Colours | undefined {
	const at = bodies.get("cICP");
	if (at === undefined || bodies.has("iCCP")) return undefined;
	return colourSpaceOf({ primaries: file.readUInt8(at), transfer: file.readUInt8(at + 1) });
}
