import { type Box, boxesIn, required } from "./heif-boxes.ts";
import { UnfitPicture } from "./limits.ts";

/** Of a picture in tiles, each has one. The numbers of a hostile file take no bytes and never end. */
const MOST_PLACES = 20_000;

export interface Item {
	id: number;
	/** "hvc1" and "av01" are coded pictures, "grid" puts them together. */
	kind: string;
}

/** What lies in the file: pictures, tiles, thumbnails, notes (ISO/IEC 14496-12, item info). */
export function itemsIn(file: Buffer, inside: Box[]): Item[] {
	const info = required(inside, "iinf");
	const start = info.body + (file.readUInt8(info.body) === 0 ? 6 : 8);
	return boxesIn(file, start, info.end).map(({ body }) => {
		const idBytes = file.readUInt8(body) === 3 ? 4 : 2;
		return { id: file.readUIntBE(body + 4, idBytes), kind: file.toString("latin1", body + 6 + idBytes, body + 10 + idBytes) };
	});
}

/** The bytes of the coded pictures. Throws if some of them lie behind the end of the file. */
export function codedPictures(file: Buffer, inside: Box[]): Buffer[] {
	const coded = new Set(itemsIn(file, inside).flatMap(({ id, kind }) => (kind === "hvc1" || kind === "av01" ? [id] : [])));
	return placesIn(file, required(inside, "iloc")).flatMap(({ id, at, length }) => {
		if (!coded.has(id)) return [];
		if (at + length > file.length) throw new UnfitPicture("broken", "a part of the picture lies behind the end");
		return [file.subarray(at, at + length)];
	});
}

interface Place {
	id: number;
	at: number;
	length: number;
	isElsewhere: boolean;
}

/** Where each item lies in the file (item location); what lies elsewhere is left out. */
function placesIn(file: Buffer, { body, end }: Box): Place[] {
	const version = file.readUInt8(body);
	const [offsets, lengths] = [file.readUInt8(body + 4) >> 4, file.readUInt8(body + 4) & 15];
	const [bases, indexes] = [file.readUInt8(body + 5) >> 4, version > 0 ? file.readUInt8(body + 5) & 15 : 0];
	let at = body + 6;
	const read = (bytes: number) => {
		at += bytes;
		if (at > end) throw new UnfitPicture("broken", "the list of places breaks off");
		if (bytes === 8) return Number(file.readBigUInt64BE(at - 8));
		return bytes === 0 ? 0 : file.readUIntBE(at - bytes, bytes);
	};
	const wide = version === 2 ? 4 : 2;
	const places: Place[] = [];
	for (let items = read(wide); items > 0; items -= 1) {
		const id = read(wide);
		const isElsewhere = version > 0 && (read(2) & 15) !== 0;
		read(2);
		const base = read(bases);
		for (let extents = read(2); extents > 0; extents -= 1) {
			if (places.length === MOST_PLACES) throw new UnfitPicture("broken", "too many places");
			read(indexes);
			places.push({ id, at: base + read(offsets), length: read(lengths), isElsewhere });
		}
	}
	return places.filter(({ isElsewhere }) => !isElsewhere);
}
