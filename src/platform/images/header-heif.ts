import { type PictureFormat, type PictureHeader, UnfitPicture } from "./limits.ts";

/** Brands of HEIC and AVIF pictures from phones (ISO/IEC 23008-12, AV1 image file format), without the brands of films. */
const PICTURE_BRANDS = new Set(["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "mif2", "msf1", "avif", "avis"]);
/** A phone's picture has some dozens. A file of empty boxes would fill the memory. */
const MAX_BOXES = 4096;
const SEQUENCE_BRANDS = new Set(["hevc", "hevx", "msf1", "avis"]);

export function isHeif(file: Buffer): boolean {
	if (file.toString("latin1", 4, 8) !== "ftyp") return false;
	const end = Math.min(file.readUInt32BE(0), file.length, 256);
	for (let at = 8; at + 4 <= end; at += 4) {
		if (at !== 12 && PICTURE_BRANDS.has(file.toString("latin1", at, at + 4))) return true;
	}
	return false;
}

/** Reads the primary item's `ispe` (its pixels before rotation) and codec out of `meta`. A `moov` makes it a sequence. */
export function heifHeader(file: Buffer): PictureHeader {
	const top = topBoxes(file);
	const meta = top.find((box) => box.kind === "meta");
	const moves = SEQUENCE_BRANDS.has(file.toString("latin1", 8, 12)) || top.some((box) => box.kind === "moov");
	if (moves) return { format: "heic", width: 1, height: 1, frames: 2, scans: 1 };
	if (!meta) throw new UnfitPicture("broken");
	const inside = boxesIn(file, meta.body + 4, meta.end);
	return { format: codecOf(file, inside), ...primarySize(file, inside), frames: 1, scans: 1 };
}

interface Box {
	kind: string;
	body: number;
	end: number;
}

/** Some phones append a film or notes of their own; the picture is whole once its boxes are there. */
function topBoxes(file: Buffer): Box[] {
	const boxes: Box[] = [];
	for (let at = 0; at + 8 <= file.length && boxes.length < MAX_BOXES; ) {
		const isWhole = ["meta", "mdat"].every((kind) => boxes.some((box) => box.kind === kind));
		const box = isWhole ? boxOrNone(file, at) : boxAt(file, at, file.length);
		if (!box) break;
		boxes.push(box);
		at = box.end;
	}
	return boxes;
}

function boxOrNone(file: Buffer, at: number): Box | undefined {
	try {
		return boxAt(file, at, file.length);
	} catch {
		return undefined;
	}
}

function boxesIn(file: Buffer, start: number, end: number): Box[] {
	const boxes: Box[] = [];
	for (let at = start; at + 8 <= end; ) {
		const box = boxAt(file, at, end);
		if (boxes.push(box) > MAX_BOXES) throw new UnfitPicture("broken");
		at = box.end;
	}
	return boxes;
}

function boxAt(file: Buffer, at: number, end: number): Box {
	const short = file.readUInt32BE(at);
	const header = short === 1 ? 16 : 8;
	const size = short === 1 ? Number(file.readBigUInt64BE(at + 8)) : short === 0 ? end - at : short;
	if (size < header || at + size > end) throw new UnfitPicture("broken");
	return { kind: file.toString("latin1", at + 4, at + 8), body: at + header, end: at + size };
}

function required(boxes: Box[], kind: string): Box {
	const found = boxes.find((box) => box.kind === kind);
	if (!found) throw new UnfitPicture("broken");
	return found;
}

/** A photograph is often a grid of tiles, so the codec is taken from any coded item and not from the primary one. */
function codecOf(file: Buffer, inside: Box[]): PictureFormat {
	const info = required(inside, "iinf");
	const start = info.body + (file.readUInt8(info.body) === 0 ? 6 : 8);
	for (const entry of boxesIn(file, start, info.end)) {
		const idBytes = file.readUInt8(entry.body) === 3 ? 4 : 2;
		const kind = file.toString("latin1", entry.body + 6 + idBytes, entry.body + 10 + idBytes);
		if (kind === "hvc1") return "heic";
		if (kind === "av01") return "avif";
	}
	throw new UnfitPicture("not_a_picture");
}

function primarySize(file: Buffer, inside: Box[]): { width: number; height: number } {
	const item = required(inside, "pitm");
	const primary = file.readUInt8(item.body) === 0 ? file.readUInt16BE(item.body + 4) : file.readUInt32BE(item.body + 4);
	const properties = required(inside, "iprp");
	const parts = boxesIn(file, properties.body, properties.end);
	const container = required(parts, "ipco");
	const kinds = boxesIn(file, container.body, container.end);
	for (const index of propertiesOf(file, required(parts, "ipma"), primary)) {
		const box = kinds[index - 1];
		if (box?.kind === "ispe") return { width: file.readUInt32BE(box.body + 4), height: file.readUInt32BE(box.body + 8) };
	}
	throw new UnfitPicture("broken");
}

/** 1-based places in `ipco` of one item's properties (ISO/IEC 14496-12, item property association). */
function propertiesOf(file: Buffer, box: Box, item: number): number[] {
	const idBytes = file.readUInt8(box.body) === 0 ? 2 : 4;
	const wide = (file.readUInt8(box.body + 3) & 1) === 1;
	const entries = file.readUInt32BE(box.body + 4);
	let at = box.body + 8;
	for (let n = 0; n < entries && at < box.end; n += 1) {
		const id = file.readUIntBE(at, idBytes);
		const count = file.readUInt8(at + idBytes);
		at += idBytes + 1;
		const indexes = Array.from({ length: count }, (_, k) =>
			wide ? file.readUInt16BE(at + 2 * k) & 0x7fff : file.readUInt8(at + k) & 0x7f,
		);
		if (id === item) return indexes;
		at += count * (wide ? 2 : 1);
	}
	return [];
}
