import { LRUCache } from "lru-cache";
import { thumbHashToRGBA } from "thumbhash";

const SIDE = 8;
const ROW_BYTES = SIDE * 3;

// The pictures that pages show first are few; to decode one takes a tenth of a millisecond.
const known = new LRUCache<string, string>({ max: 500 });

/** A thumbhash (base64) as an 8 × 8 picture in a data: address, about 350 characters; the page stretches and blurs it. */
export function blurOf(thumbhash: string): string {
	const blur = known.get(thumbhash) ?? decoded(thumbhash);
	known.set(thumbhash, blur);
	return blur;
}

function decoded(thumbhash: string): string {
	const bytes = Uint8Array.from(atob(thumbhash), (character) => character.charCodeAt(0));
	return `data:image/bmp;base64,${btoa(String.fromCharCode(...bitmap(thumbHashToRGBA(bytes))))}`;
}

/** BMP needs neither compression nor checksums: 54 bytes of header, then rows from the bottom, blue first. */
function bitmap({ w, h, rgba }: { w: number; h: number; rgba: Uint8Array }): Uint8Array {
	const size = 54 + SIDE * ROW_BYTES;
	const file = new Uint8Array(size);
	const header = new DataView(file.buffer);
	for (const [at, value] of [
		[2, size],
		[10, 54],
		[14, 40],
		[18, SIDE],
		[22, SIDE],
	] as const)
		header.setUint32(at, value, true);
	header.setUint16(0, 0x4d42, true);
	header.setUint16(26, 1, true);
	header.setUint16(28, 24, true);
	for (let y = 0; y < SIDE; y++)
		for (let x = 0; x < SIDE; x++) {
			const from = 4 * (Math.floor(((SIDE - y - 0.5) * h) / SIDE) * w + Math.floor(((x + 0.5) * w) / SIDE));
			file.set([rgba[from + 2] ?? 0, rgba[from + 1] ?? 0, rgba[from] ?? 0], 54 + y * ROW_BYTES + x * 3);
		}
	return file;
}
