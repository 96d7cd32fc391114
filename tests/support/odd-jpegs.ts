import sharp from "sharp";
import { drawing } from "./pictures.ts";

/** A sound JPEG of a camera's size, in which the oddities below are planted. */
export async function plainJpeg({ grain = 0, progressive = false } = {}): Promise<Buffer> {
	const [width, height] = [1000, 750];
	const noise = { type: "gaussian", mean: 128, sigma: grain } as const;
	const grained = sharp({ create: { width, height, channels: 3, background: "#888", noise } });
	const layers = grain > 0 ? [{ input: await grained.png().toBuffer(), blend: "soft-light" as const }] : [];
	const drawn = drawing(70, { width, height }).composite(layers);
	return drawn
		.jpeg({ quality: 90, progressive })
		.withExif({ IFD0: { Model: "X" } })
		.toBuffer();
}

const bytes = (...values: number[]) => Buffer.from(values);
export const segmentOf = (code: number, body: Buffer | string) =>
	Buffer.concat([bytes(0xff, code, (body.length + 2) >> 8, (body.length + 2) & 255), Buffer.from(body as string, "latin1")]);

/** Where the marker of the first segment of this kind stands. */
function placeOf(jpeg: Buffer, code: number): number {
	for (let at = 2; ; at += 2 + jpeg.readUInt16BE(at + 2)) {
		if (jpeg[at + 1] === code) return at;
		if (jpeg[at + 1] === 0xda) throw new Error("no such segment");
	}
}

function frameCode(jpeg: Buffer): number {
	return jpeg.includes(bytes(0xff, 0xc2, 0, 17)) ? 0xc2 : 0xc0;
}

function before(jpeg: Buffer, code: number, planted: Buffer): Buffer {
	const at = code === 0xd9 ? jpeg.length - 2 : placeOf(jpeg, code);
	return Buffer.concat([jpeg.subarray(0, at), planted, jpeg.subarray(at)]);
}

function changed(jpeg: Buffer, at: number, ...values: number[]): Buffer {
	const copy = Buffer.from(jpeg);
	copy.set(values, at);
	return copy;
}

const behindStart = (jpeg: Buffer, planted: Buffer) => Buffer.concat([jpeg.subarray(0, 2), planted, jpeg.subarray(2)]);
const JFIF = segmentOf(0xe0, "JFIF\0\x01\x02\0\0\x01\0\x01\0\0");
const ADOBE = segmentOf(0xee, "Adobe\0\x64\0\0\0\0\x01");

/** What phones and their programs do to a file whose pixels are all there. */
export const HARMLESS: [what: string, plant: (jpeg: Buffer) => Buffer][] = [
	["stray zeros before a table", (jpeg) => before(jpeg, 0xdb, Buffer.alloc(7))],
	["stray words before the codes", (jpeg) => before(jpeg, 0xc4, Buffer.from("stray\xff\x05more", "latin1"))],
	["stray bytes before the frame", (jpeg) => before(jpeg, frameCode(jpeg), bytes(0, 0xff, 0, 0x17))],
	["stray bytes before the scan", (jpeg) => before(jpeg, 0xda, bytes(1, 2, 3))],
	["stray bytes right behind the start", (jpeg) => behindStart(jpeg, bytes(0, 0, 0))],
	["fill bytes before each of its first segments", (jpeg) => behindStart(before(jpeg, 0xdb, Buffer.alloc(9, 0xff)), bytes(0xff, 0xff))],
	["stray bytes before its end", (jpeg) => before(jpeg, 0xd9, bytes(0, 0, 0x12, 0x34))],
	["fill bytes before its end", (jpeg) => before(jpeg, 0xd9, Buffer.alloc(40, 0xff))],
	["a restart marker behind the last pixel", (jpeg) => before(jpeg, 0xd9, bytes(0xff, 0xd0))],
	["no end", (jpeg) => jpeg.subarray(0, -2)],
	["a JFIF version of its own", (jpeg) => behindStart(jpeg, segmentOf(0xe0, "JFIF\0\x09\x63\x07\0\x01\0\x01\0\0"))],
	["JFIF behind EXIF", (jpeg) => before(jpeg, 0xdb, JFIF)],
	["JFIF twice", (jpeg) => behindStart(jpeg, Buffer.concat([JFIF, JFIF]))],
	["a short JFIF", (jpeg) => behindStart(jpeg, segmentOf(0xe0, "JFIF\0\x01"))],
	["an Adobe transform of its own", (jpeg) => behindStart(jpeg, changed(ADOBE, ADOBE.length - 1, 7))],
	["a second EXIF that is broken", (jpeg) => before(jpeg, 0xdb, segmentOf(0xe1, "Exif\0\0II*\0\xff\xff\xff\x7f"))],
	["a piece of a profile without its others", (jpeg) => before(jpeg, 0xdb, segmentOf(0xe2, "ICC_PROFILE\0\x02\x03half a profile"))],
	["segments that say nothing", (jpeg) => behindStart(jpeg, Buffer.concat([0xe5, 0xef, 0xfe, 0xf3].map((code) => segmentOf(code, ""))))],
	["notes of 60 KB", (jpeg) => behindStart(jpeg, segmentOf(0xfe, Buffer.alloc(60_000, "note")))],
	[
		"an index of more pictures, and them behind it",
		(jpeg) => Buffer.concat([before(jpeg, 0xdb, segmentOf(0xe2, "MPF\0II*\0")), jpeg, jpeg]),
	],
	["a maker's trailer", (jpeg) => Buffer.concat([jpeg, Buffer.from("\0\0\x01\x0a\x0e\0\0\0Image_UTC_Data1729SEFHk\0\0\0SEFT", "latin1")])],
	["a film behind it", (jpeg) => Buffer.concat([jpeg, Buffer.from("\0\0\0\x18ftypmp42"), Buffer.alloc(50_000, 0xab)])],
	["a megabyte of zeros behind it", (jpeg) => Buffer.concat([jpeg, Buffer.alloc(1_000_000)])],
	["its start twice", (jpeg) => behindStart(jpeg, bytes(0xff, 0xd8))],
	[
		"a small picture of the old kind",
		(jpeg) => behindStart(jpeg, segmentOf(0xe0, Buffer.concat([Buffer.from("JFXX\0\x13\x01\x01"), Buffer.alloc(3)]))),
	],
	["an interval of restarts that is none", (jpeg) => before(jpeg, 0xda, segmentOf(0xdd, "\0\0"))],
	[
		"a small picture among its notes",
		(jpeg) => before(jpeg, 0xdb, segmentOf(0xe1, Buffer.concat([Buffer.from("Exif\0\0II*\0"), jpeg.subarray(0, 20_000)]))),
	],
	[
		"Samsung's sound note behind it",
		(jpeg) => Buffer.concat([jpeg, Buffer.from("SoundShot_000"), Buffer.alloc(30_000, 0x11), Buffer.from("SEFH")]),
	],
	["another picture's end behind it", (jpeg) => Buffer.concat([jpeg, jpeg.subarray(-500)])],
	["a height that comes behind the scan", (jpeg) => lateHeight(jpeg)],
];

/** Some phones write 0, 0, 0 where a baseline scan has 0, 63, 0. */
export function withoutCoefficients(jpeg: Buffer): Buffer {
	return changed(jpeg, placeOf(jpeg, 0xda) + 11, 0, 0, 0);
}

/** The number of lines stands in a segment of its own behind the pixels (DNL). */
function lateHeight(jpeg: Buffer): Buffer {
	const frame = placeOf(jpeg, frameCode(jpeg));
	const height = jpeg.subarray(frame + 5, frame + 7);
	return before(changed(jpeg, frame + 5, 0, 0), 0xd9, segmentOf(0xdc, height));
}

/** Where a share of the coded pixels ends. */
function within(jpeg: Buffer, share: number): number {
	const scan = placeOf(jpeg, 0xda);
	return Math.floor(scan + 14 + (jpeg.length - scan - 16) * share);
}

const END = bytes(0xff, 0xd9);

/** What lines, cards and programs do to a file so that pixels are missing. */
export const HARMFUL: [what: string, harm: (jpeg: Buffer) => Buffer][] = [
	...[0.02, 0.3, 0.7, 0.95, 0.99].flatMap((share): typeof HARMFUL => [
		[`cut off at ${share}`, (jpeg) => jpeg.subarray(0, within(jpeg, share))],
		[`cut off at ${share} and ended`, (jpeg) => Buffer.concat([jpeg.subarray(0, within(jpeg, share)), END])],
		[`zeros from ${share} on`, (jpeg) => Buffer.from(jpeg).fill(0, within(jpeg, share))],
		[`zeros from ${share} to its end`, (jpeg) => Buffer.from(jpeg).fill(0, within(jpeg, share), jpeg.length - 2)],
		[`empty flash from ${share} on`, (jpeg) => Buffer.from(jpeg).fill(0xff, within(jpeg, share))],
	]),
	["zeros in the middle", (jpeg) => Buffer.from(jpeg).fill(0, within(jpeg, 0.4), within(jpeg, 0.4) + 4096)],
	["empty flash in the middle", (jpeg) => Buffer.from(jpeg).fill(0xff, within(jpeg, 0.4), within(jpeg, 0.4) + 4096)],
	["another file in the middle", (jpeg) => Buffer.from(jpeg).fill("0123456789abcdef", within(jpeg, 0.4), within(jpeg, 0.4) + 4096)],
	["4 KB left out", (jpeg) => Buffer.concat([jpeg.subarray(0, within(jpeg, 0.4)), jpeg.subarray(within(jpeg, 0.4) + 4096)])],
	["no codes", (jpeg) => Buffer.concat([jpeg.subarray(0, placeOf(jpeg, 0xc4)), jpeg.subarray(placeOf(jpeg, 0xda))])],
	["no pixels", (jpeg) => Buffer.concat([jpeg.subarray(0, within(jpeg, 0)), END])],
];

interface Blocks {
	columns: number;
	rows: number;
	/** MCUs between restart markers. */
	interval: number;
	/** The numbers of the markers, if a camera counts in its own way. */
	mark?: (n: number) => number;
	/** Bytes before each marker. */
	stray?: Buffer;
}

/** A grey JPEG of flat blocks, with restart markers, which sharp cannot write. The brightness of a block is its number times 11, modulo 251. */
export function blocksJpeg({ columns, rows, interval, mark = (n) => n % 8, stray = bytes() }: Blocks): Buffer {
	const coded: Buffer[] = [];
	let [bits, last] = ["", 0];
	const flush = () => {
		const whole = bits.padEnd(Math.ceil(bits.length / 8) * 8, "1").match(/.{8}/g) ?? [];
		coded.push(Buffer.from(whole.flatMap((byte) => (byte === "11111111" ? [0xff, 0] : [Number.parseInt(byte, 2)]))));
		bits = "";
	};
	for (let n = 0; n < columns * rows; n += 1) {
		if (n > 0 && n % interval === 0) {
			flush();
			coded.push(stray, bytes(0xff, 0xd0 + mark(n / interval - 1)));
			last = 0;
		}
		const level = ((n * 11) % 251) - 128;
		bits += `${codeOf(level - last)}0`;
		last = level;
	}
	flush();
	const frame = bytes(8, (rows * 8) >> 8, (rows * 8) & 255, (columns * 8) >> 8, (columns * 8) & 255, 1, 1, 0x11, 0);
	return Buffer.concat([
		bytes(0xff, 0xd8),
		segmentOf(0xdb, Buffer.concat([bytes(0), Buffer.alloc(64, 8)])),
		segmentOf(0xc0, frame),
		// Sixteen sizes of four bits each, and one code for "nothing more".
		segmentOf(0xc4, Buffer.concat([bytes(0, 0, 0, 0, 15), Buffer.alloc(12), bytes(...Array(15).keys())])),
		segmentOf(0xc4, Buffer.concat([bytes(0x10, 1), Buffer.alloc(15), bytes(0)])),
		segmentOf(0xdd, bytes(interval >> 8, interval & 255)),
		segmentOf(0xda, bytes(1, 1, 0, 0, 63, 0)),
		...coded,
		END,
	]);
}

/** A difference of DC: its size in four bits, then its bits. */
function codeOf(difference: number): string {
	const size = difference === 0 ? 0 : Math.floor(Math.log2(Math.abs(difference))) + 1;
	const value = difference < 0 ? difference + (1 << size) - 1 : difference;
	return size.toString(2).padStart(4, "0") + (size > 0 ? value.toString(2).padStart(size, "0") : "");
}
