import { crc32, deflateSync } from "node:zlib";
import { LRUCache } from "lru-cache";
import { thumbHashToRGBA } from "thumbhash";

const known = new LRUCache<string, string>({ max: 2_000 });
const SIDE = 8;

/** A thumbhash (base64) as a tiny PNG in a data: address, about 200 bytes; the page stretches and blurs it. */
export function blurOf(thumbhash: string): string {
	const found = known.get(thumbhash);
	if (found) return found;
	const { w, h, rgba } = thumbHashToRGBA(Buffer.from(thumbhash, "base64"));
	const made = `data:image/png;base64,${png(sampled(w, h, rgba)).toString("base64")}`;
	known.set(thumbhash, made);
	return made;
}

/** SIDE × SIDE pixels, each row preceded by PNG's filter byte 0. */
function sampled(width: number, height: number, rgba: Uint8Array): Buffer {
	const rows = Buffer.alloc(SIDE * (1 + SIDE * 3));
	for (let y = 0; y < SIDE; y++)
		for (let x = 0; x < SIDE; x++) {
			const from = 4 * (Math.floor(((y + 0.5) * height) / SIDE) * width + Math.floor(((x + 0.5) * width) / SIDE));
			for (let part = 0; part < 3; part++) rows[y * (1 + SIDE * 3) + 1 + x * 3 + part] = rgba[from + part] ?? 0;
		}
	return rows;
}

function png(rows: Buffer): Buffer {
	const header = Buffer.alloc(13);
	header.writeUInt32BE(SIDE, 0);
	header.writeUInt32BE(SIDE, 4);
	header.set([8, 2, 0, 0, 0], 8);
	const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
	return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", deflateSync(rows, { level: 9 })), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
	const out = Buffer.alloc(body.length + 8);
	out.writeUInt32BE(data.length, 0);
	body.copy(out, 4);
	out.writeUInt32BE(crc32(body), body.length + 4);
	return out;
}
