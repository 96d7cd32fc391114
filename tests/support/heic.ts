import { readFileSync } from "node:fs";

// sharp cannot write HEVC, so other HEICs are built around the coded picture of the fixture.
const fixture = readFileSync(new URL("./fixtures/courtyard.heic", import.meta.url));
const courtyard = codedIn(fixture, "hvc1", { width: 1024, height: 768 });

/** A picture that is coded already. */
export interface Coded {
	kind: "hvc1" | "av01";
	/** The box that its decoder is set by. */
	settings: Buffer;
	data: Buffer;
	width: number;
	height: number;
}

/** The only picture in a file, as sharp writes AVIF. */
export function codedIn(file: Buffer, kind: Coded["kind"], size: { width: number; height: number }): Coded {
	const settings = boxIn(file, kind === "hvc1" ? "hvcC" : "av1C");
	// The first item of `iloc`: its base and its offset, then its length.
	const item = file.indexOf("iloc") + 12;
	const start = file.readUInt32BE(item + 4) + file.readUInt32BE(item + 10);
	return { kind, settings, data: file.subarray(start, start + file.readUInt32BE(item + 14)), ...size };
}

export interface HeicParts {
	/** By default the fixture's picture. */
	coded?: Coded;
	/** Boxes that describe the picture beside its size and codec, such as `colr`. */
	properties?: Buffer[];
	/** The picture is a grid of so many copies of the coded one, as phones cut a large picture into tiles. */
	columns?: number;
	rows?: number;
	/** The major brand. */
	brand?: string;
}

/** A HEIC as phones write it, with the coded picture of the fixture in it, once or as a grid. */
export function heicOf({ coded = courtyard, properties = [], columns = 1, rows = 1, brand = "heic" }: HeicParts = {}): Buffer {
	const tiles = columns * rows;
	const isGrid = tiles > 1;
	const size = { width: coded.width * columns, height: coded.height * rows };
	const boxes = [coded.settings, extent(coded), extent(size), ...properties];
	const own = properties.map((_, n) => n + 4);
	const items = [
		...(isGrid ? [{ id: 1, kind: "grid", shown: [3, ...own] }] : []),
		...Array.from({ length: tiles }, (_, n) => ({ id: n + (isGrid ? 2 : 1), kind: coded.kind, shown: [0x81, 2, ...(isGrid ? [] : own)] })),
	];
	const grid = Buffer.from([0, 0, rows - 1, columns - 1, ...u16(size.width), ...u16(size.height)]);
	const data = Buffer.concat(isGrid ? [grid, coded.data] : [coded.data]);
	const ftyp = box("ftyp", Buffer.from(`${brand}\0\0\0\0mif1${brand}miaf`, "latin1"));
	const metaAt = (start: number) =>
		full("meta", [
			full("hdlr", [Buffer.alloc(4), Buffer.from("pict"), Buffer.alloc(13)]),
			full("pitm", [u16(1)]),
			full("iloc", [
				[0x44, 0],
				u16(items.length),
				...items.map(({ id, kind }) => place(id, kind, { start, isGrid, bytes: coded.data.length })),
			]),
			full("iinf", [u16(items.length), ...items.map(({ id, kind }) => full("infe", [u16(id), u16(0), Buffer.from(`${kind}\0`)], 2))]),
			box("iprp", Buffer.concat([box("ipco", Buffer.concat(boxes)), full("ipma", [u32(items.length), ...items.flatMap(association)])])),
			...(isGrid
				? [full("iref", [box("dimg", Buffer.from([...u16(1), ...u16(tiles), ...items.slice(1).flatMap(({ id }) => u16(id))]))])]
				: []),
		]);
	const start = ftyp.length + metaAt(0).length + 8;
	return Buffer.concat([ftyp, metaAt(start), box("mdat", data)]);
}

/** The colours by numbers of ITU-T H.273. */
export function nclx(primaries: number, transfer: number, matrix: number, isFull = true): Buffer {
	return box(
		"colr",
		Buffer.concat([Buffer.from("nclx"), Buffer.from([...u16(primaries), ...u16(transfer), ...u16(matrix), isFull ? 0x80 : 0])]),
	);
}

export function iccBox(profile: Buffer, kind: "prof" | "rICC" = "prof"): Buffer {
	return box("colr", Buffer.concat([Buffer.from(kind), profile]));
}

export function box(kind: string, body: Buffer): Buffer {
	return Buffer.concat([Buffer.from(u32(body.length + 8)), Buffer.from(kind, "latin1"), body]);
}

function full(kind: string, parts: (Buffer | number[])[], version = 0): Buffer {
	return box(kind, Buffer.concat([[version, 0, 0, 0], ...parts].map((part) => Buffer.from(part))));
}

function place(id: number, kind: string, { start, isGrid, bytes }: { start: number; isGrid: boolean; bytes: number }): number[] {
	const [at, length] = kind === "grid" ? [start, 8] : [start + (isGrid ? 8 : 0), bytes];
	return [...u16(id), ...u16(0), ...u16(1), ...u32(at), ...u32(length)];
}

function association({ id, shown }: { id: number; shown: number[] }): number[][] {
	return [[...u16(id), shown.length, ...shown]];
}

function extent({ width, height }: { width: number; height: number }): Buffer {
	return full("ispe", [u32(width), u32(height)]);
}

function boxIn(file: Buffer, kind: string): Buffer {
	const at = file.indexOf(kind) - 4;
	return file.subarray(at, at + file.readUInt32BE(at));
}

function u16(value: number): number[] {
	return [value >> 8, value & 255];
}

function u32(value: number): number[] {
	return [...u16(value >>> 16), ...u16(value & 0xffff)];
}
