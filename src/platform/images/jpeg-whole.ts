import { frameIn, frameSize } from "./header-jpeg.ts";
import { headOf, segment } from "./jpeg-head.ts";
import { incomplete, type Scan, type ScanComponent } from "./jpeg-scan.ts";
import { END, type Segment, START, START_OF_SCAN, segmentsOf } from "./jpeg-segments.ts";
import { HuffmanTables } from "./jpeg-tables.ts";

const FRAME_KINDS = [0xc0, 0xc1, 0xc2];
const PROGRESSIVE = 0xc2;
const HUFFMAN = 0xc4;
const QUANTISATION = 0xdb;
const INTERVAL = 0xdd;

/**
 * The same picture written as the standard says: what the decoder needs, and nothing else. Fill bytes, strays, odd versions, films and notes are gone, so
 * whatever the decoder still warns of is about pixels. Throws UnfitPicture if a scan is missing;
 * `coded` looks at the pixels of each.
 */
export function wholeJpeg(file: Buffer, coded: (scan: Scan, sent: Buffer) => Buffer): Buffer {
	const { list, isClosed } = segmentsOf(file);
	const frame = frameOf(list);
	const tables = new HuffmanTables();
	const parts = list.flatMap((each) => {
		if (each.code === HUFFMAN) tables.define(each.body);
		if (each.code === INTERVAL) frame.interval = each.body.readUInt16BE(0);
		if (each.code === START_OF_SCAN) {
			const { scan, head } = scanIn(frame, tables, each);
			return [head, coded(scan, each.coded)];
		}
		if (FRAME_KINDS.includes(each.code)) return [segment(each.code, withHeight(each.body, frameSize(list).height))];
		return [HUFFMAN, QUANTISATION, INTERVAL].includes(each.code) ? [segment(each.code, each.body)] : [];
	});
	requireEverySent(frame, isClosed);
	return Buffer.concat([Buffer.from([0xff, START]), ...headOf(list), ...parts, Buffer.from([0xff, END])]);
}

interface Frame {
	components: (ScanComponent & { id: number; sent: Uint8Array })[];
	mcus: { columns: number; rows: number };
	isProgressive: boolean;
	interval: number;
}

const UNSENT = 255;

function frameOf(list: Segment[]): Frame {
	const { code, body } = frameIn(list);
	const { width, height } = frameSize(list);
	const isProgressive = code === PROGRESSIVE;
	const read = Array.from({ length: body.readUInt8(5) }, (_, n) => {
		const [id, sampling] = [body.readUInt8(6 + 3 * n), body.readUInt8(7 + 3 * n)];
		return { id, across: sampling >> 4, down: sampling & 15 };
	});
	const [most, high] = [Math.max(...read.map(({ across }) => across)), Math.max(...read.map(({ down }) => down))];
	if (read.length === 0 || read.some(({ across, down }) => across < 1 || across > 4 || down < 1 || down > 4)) throw incomplete();
	const mcus = { columns: Math.ceil(width / (8 * most)), rows: Math.ceil(height / (8 * high)) };
	const components = read.map(({ id, across, down }) => {
		const columns = Math.ceil(Math.ceil((width * across) / most) / 8);
		const rows = Math.ceil(Math.ceil((height * down) / high) / 8);
		const stride = mcus.columns * across;
		const known = isProgressive ? new Uint32Array(2 * stride * mcus.rows * down) : undefined;
		return { id, across, down, columns, rows, stride, known, dc: undefined, ac: undefined, sent: new Uint8Array(64).fill(UNSENT) };
	});
	return { components, mcus, isProgressive, interval: 0 };
}

function scanIn(frame: Frame, tables: HuffmanTables, { body }: Segment): { scan: Scan; head: Buffer } {
	const count = body.readUInt8(0);
	if (body.length < 4 + 2 * count) throw incomplete();
	const spectral = frame.isProgressive ? [...body.subarray(1 + 2 * count, 4 + 2 * count)] : [0, 63, 0];
	const [first = 0, last = 0, approximation = 0] = spectral;
	const isRefinement = approximation >> 4 > 0;
	if (count === 0 || first > last || last > 63 || (first > 0 && count > 1)) throw incomplete();
	const components = Array.from({ length: count }, (_, n) => {
		const [id, used] = [body.readUInt8(1 + 2 * n), body.readUInt8(2 + 2 * n)];
		const component = frame.components.find((each) => each.id === id);
		if (!component) throw incomplete();
		component.sent.fill(approximation & 15, first, last + 1);
		component.dc = first === 0 && !isRefinement ? tables.table("dc", used >> 4) : undefined;
		component.ac = last > 0 ? tables.table("ac", used & 15) : undefined;
		return component;
	});
	const { mcus, isProgressive, interval } = frame;
	const scan: Scan = { components, mcus, isProgressive, first, last, isRefinement, interval };
	return { scan, head: segment(START_OF_SCAN, Buffer.from([...body.subarray(0, 1 + 2 * count), ...spectral])) };
}

/** Each component must have come; to the last bit, if the file does not say itself that it ends. */
function requireEverySent({ components }: Frame, isClosed: boolean): void {
	const isSent = ({ sent }: { sent: Uint8Array }) => (isClosed ? sent[0] !== UNSENT : sent.every((bit) => bit === 0));
	if (!components.every(isSent)) throw incomplete();
}

function withHeight(body: Buffer, height: number): Buffer {
	const copy = Buffer.from(body);
	copy.writeUInt16BE(height, 1);
	return copy;
}
