import { UnfitPicture } from "./limits.ts";

/** A phone's picture has some dozens. A file of empty boxes would fill the memory. */
const MAX_BOXES = 8192;

export interface Box {
	kind: string;
	/** Behind size and kind. */
	body: number;
	end: number;
}

/** The boxes of the picture. Phones append films and notes of their own, which count no more once a picture's boxes are there. */
export function topBoxes(file: Buffer): Box[] {
	const boxes: Box[] = [];
	for (let at = 0; at + 8 <= file.length && boxes.length < MAX_BOXES; ) {
		const isWhole = ["meta", "mdat"].every((kind) => boxes.some((box) => box.kind === kind));
		const box = isWhole ? boxOrNone(file, at) : boxAt(file, at, file.length);
		// A second file behind the first, usually the film of a motion photo.
		if (!box || (box.kind === "ftyp" && boxes.length > 0)) break;
		boxes.push(box);
		at = box.end;
	}
	return boxes;
}

export function boxesIn(file: Buffer, start: number, end: number): Box[] {
	const boxes: Box[] = [];
	for (let at = start; at + 8 <= end; ) {
		const box = boxAt(file, at, end);
		if (boxes.push(box) > MAX_BOXES) throw new UnfitPicture("broken");
		at = box.end;
	}
	return boxes;
}

export function required(boxes: Box[], kind: string): Box {
	const found = boxes.find((box) => box.kind === kind);
	if (!found) throw new UnfitPicture("broken");
	return found;
}

function boxOrNone(file: Buffer, at: number): Box | undefined {
	try {
		return boxAt(file, at, file.length);
	} catch {
		return undefined;
	}
}

function boxAt(file: Buffer, at: number, end: number): Box {
	const short = file.readUInt32BE(at);
	const header = short === 1 ? 16 : 8;
	const size = short === 1 ? Number(file.readBigUInt64BE(at + 8)) : short === 0 ? end - at : short;
	if (size < header || at + size > end) throw new UnfitPicture("broken");
	return { kind: file.toString("latin1", at + 4, at + 8), body: at + header, end: at + size };
}

/** Descriptions of one item, such as its size or its colours (ISO/IEC 14496-12, item property association). */
export function propertiesOf(file: Buffer, inside: Box[], item: number): Box[] {
	const parts = partsOfProperties(file, inside);
	const kinds = propertyBoxes(file, inside);
	return placesOf(file, required(parts, "ipma"), item).flatMap((index) => kinds[index - 1] ?? []);
}

/** Descriptions of whichever item. */
export function propertyBoxes(file: Buffer, inside: Box[]): Box[] {
	const container = required(partsOfProperties(file, inside), "ipco");
	return boxesIn(file, container.body, container.end);
}

function partsOfProperties(file: Buffer, inside: Box[]): Box[] {
	const properties = required(inside, "iprp");
	return boxesIn(file, properties.body, properties.end);
}

/** 1-based places in `ipco`. */
function placesOf(file: Buffer, box: Box, item: number): number[] {
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
