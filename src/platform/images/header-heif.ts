import { colourSpaceOf } from "./colour-spaces.ts";
import { type Box, boxesIn, propertiesOf, propertyBoxes, required, topBoxes } from "./heif-boxes.ts";
import { codedPictures, itemsIn } from "./heif-items.ts";
import { type Colours, type PictureFormat, type PictureHeader, UnfitPicture } from "./limits.ts";
import { requireWritten } from "./wiped.ts";

/** Brands of HEIC and AVIF pictures from phones (ISO/IEC 23008-12, AV1 image file format), without the brands of films. */
const PICTURE_BRANDS = new Set(["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "mif2", "msf1", "avif", "avis"]);
const MOST_EQUAL = 1024;
const SEQUENCE_BRANDS = new Set(["hevc", "hevx", "msf1", "avis"]);

export function isHeif(file: Buffer): boolean {
	if (file.toString("latin1", 4, 8) !== "ftyp") return false;
	const end = Math.min(file.readUInt32BE(0), file.length, 256);
	for (let at = 8; at + 4 <= end; at += 4) {
		if (at !== 12 && PICTURE_BRANDS.has(file.toString("latin1", at, at + 4))) return true;
	}
	return false;
}

/** Reads the primary item's `ispe` (its pixels before rotation), codec and colours out of `meta`. A sequence has a `moov` as well. */
export function heifHeader(file: Buffer): PictureHeader {
	const top = topBoxes(file);
	const meta = top.find((box) => box.kind === "meta");
	const isSequence = SEQUENCE_BRANDS.has(file.toString("latin1", 8, 12));
	if (top.some((box) => box.kind === "moov") && (isSequence || !meta)) return { format: "heic", width: 1, height: 1, frames: 2, scans: 1 };
	if (!meta) throw new UnfitPicture("broken");
	const inside = boxesIn(file, meta.body + 4, meta.end);
	const own = propertiesOf(file, inside, primaryItem(file, inside));
	const format = codecOf(file, inside);
	const colours = coloursOf(file, inside, own);
	// Of an AVIF the decoder applies a profile, but no numbers.
	const isApplied = format === "avif" && Buffer.isBuffer(colours);
	return { format, ...sizeIn(file, own), frames: 1, scans: 1, colours: isApplied ? undefined : colours };
}

/** The picture without what phones append; the decoder would read that too, and stumble. Throws if a part of the picture is missing. */
export function wholeHeif(file: Buffer): Buffer {
	const top = topBoxes(file);
	const meta = required(top, "meta");
	for (const coded of codedPictures(file, boxesIn(file, meta.body + 4, meta.end))) requireWritten(coded, MOST_EQUAL);
	return file.subarray(0, Math.max(...top.map(({ kind, end }) => (["meta", "mdat"].includes(kind) ? end : 0))));
}

/** A photograph is often a grid of tiles, so the codec is taken from any coded item and not from the primary one. */
function codecOf(file: Buffer, inside: Box[]): PictureFormat {
	const coded = itemsIn(file, inside).find(({ kind }) => kind === "hvc1" || kind === "av01");
	if (!coded) throw new UnfitPicture("not_a_picture");
	return coded.kind === "hvc1" ? "heic" : "avif";
}

function primaryItem(file: Buffer, inside: Box[]): number {
	const { body } = required(inside, "pitm");
	return file.readUInt8(body) === 0 ? file.readUInt16BE(body + 4) : file.readUInt32BE(body + 4);
}

function sizeIn(file: Buffer, own: Box[]): { width: number; height: number } {
	const { body } = required(own, "ispe");
	return { width: file.readUInt32BE(body + 4), height: file.readUInt32BE(body + 8) };
}

/** A profile goes before numbers (MIAF). Some phones describe only the tiles. */
function coloursOf(file: Buffer, inside: Box[], own: Box[]): Colours | undefined {
	for (const boxes of [own, propertyBoxes(file, inside)]) {
		const described = boxes.filter(({ kind }) => kind === "colr").map(({ body, end }) => file.subarray(body, end));
		const profile = described.find((each) => ["prof", "rICC"].includes(each.toString("latin1", 0, 4)));
		if (profile) return profile.subarray(4);
		const numbers = described.find((each) => each.toString("latin1", 0, 4) === "nclx");
		if (numbers) return colourSpaceOf({ primaries: numbers.readUInt16BE(4), transfer: numbers.readUInt16BE(6) });
	}
	return undefined;
}
