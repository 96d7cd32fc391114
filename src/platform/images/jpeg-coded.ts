import { type Bits, incomplete, mcusOf, type Scan, walkInterval } from "./jpeg-scan.ts";
import { isRestart } from "./jpeg-segments.ts";

/** What phones write between the last pixel and the next marker is seldom longer; more means that pixels were lost on the way. */
const MOST_STRAY = 1024;
/** So many zeros in a row are no pixels, but a part of the file that was never written, or was wiped. */
const WIPED = Buffer.alloc(256);
const NO_END = Buffer.alloc(12);
const SPARE = 8;

/**
 * The coded pixels of a scan without anything that stands behind them, their restart markers counted right. Throws if one block of them is missing or is no
 * code at all.
 */
export function soundCoded(scan: Scan, coded: Buffer): Buffer {
	const intervals = unstuffed(coded);
	const total = mcusOf(scan);
	const each = scan.interval || total;
	const expected = Math.ceil(total / each);
	if (intervals.list.length < expected) throw incomplete();
	const view = new DataView(intervals.bytes.buffer, intervals.bytes.byteOffset, intervals.bytes.length);
	let isAsWritten = intervals.isPlain && intervals.list.length === expected;
	const ends = intervals.list.slice(0, expected).map(({ start, end, mark }, n) => {
		const bits: Bits = { bytes: intervals.bytes, view, at: start * 8, end: end * 8, run: 0 };
		walkInterval(scan, bits, n * each, Math.min(each, total - n * each));
		const used = Math.ceil(bits.at / 8);
		requireWritten(scan, intervals.bytes.subarray(start, used));
		requireLittle(intervals.bytes.subarray(used, end));
		requireOwnEnd(intervals.bytes.subarray(start, used), intervals.bytes.subarray(used, end));
		isAsWritten &&= used === end && (n === expected - 1 || mark === 0xd0 + (n % 8));
		return { start, used };
	});
	if (isAsWritten) return coded;
	return Buffer.concat(
		ends.flatMap(({ start, used }, n) => [stuffed(intervals.bytes.subarray(start, used)), n === expected - 1 ? NOTHING : restart(n)]),
	);
}

const NOTHING = Buffer.alloc(0);

function restart(n: number): Buffer {
	return Buffer.from([0xff, 0xd0 + (n % 8)]);
}

interface Intervals {
	bytes: Buffer;
	/** Where each begins and ends in `bytes`, and the restart marker behind it. */
	list: { start: number; end: number; mark: number | undefined }[];
	/** No fill bytes and no unknown codes. */
	isPlain: boolean;
}

/** Takes the byte 00 out that follows each FF, and cuts at the restart markers. */
function unstuffed(coded: Buffer): Intervals {
	const bytes = Buffer.alloc(coded.length + SPARE);
	const list: Intervals["list"] = [];
	let [from, to, start, isPlain] = [0, 0, 0, true];
	const copy = (end: number) => {
		coded.copy(bytes, to, from, end);
		to += end - from;
	};
	const close = (mark: number | undefined) => {
		list.push({ start, end: to, mark });
		start = to;
	};
	for (let at = coded.indexOf(0xff); at >= 0; at = coded.indexOf(0xff, from)) {
		const code = coded[at + 1] ?? 0xff;
		copy(code === 0 ? at + 1 : at);
		from = at + 2;
		if (code === 0) continue;
		if (isRestart(code)) {
			close(code);
			continue;
		}
		isPlain = false;
		// A fill byte; or a code that no decoder knows, where each of them stops.
		from = code === 0xff ? at + 1 : coded.length;
	}
	copy(coded.length);
	close(undefined);
	return { bytes, list, isPlain };
}

function stuffed(bytes: Buffer): Buffer {
	const pieces: Buffer[] = [];
	let from = 0;
	for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, from)) {
		pieces.push(bytes.subarray(from, at + 1), Buffer.from([0]));
		from = at + 1;
	}
	return Buffer.concat([...pieces, bytes.subarray(from)]);
}

function requireWritten(scan: Scan, used: Buffer): void {
	if (scan.isRefinement || isFlatByZeros(scan)) return;
	if (used.includes(WIPED)) throw incomplete();
}

/** Whether zeros mean "as before, nothing more": then a flat area is coded by them. */
function isFlatByZeros({ components, isProgressive, first }: Scan): boolean {
	return components.every(({ dc, ac }) => {
		const [lowest, others] = [(dc?.symbols[0] ?? 0) & 255, (ac?.symbols[0] ?? 0) & 255];
		const isDcFlat = isProgressive && first > 0 ? true : lowest === 0;
		const isAcFlat = isProgressive && first === 0 ? true : (others & 15) === 0 && others < 0xf0;
		return isDcFlat && isAcFlat;
	});
}

function requireLittle(rest: Buffer): void {
	if (rest.length > MOST_STRAY && rest.some((byte) => byte !== 0 && byte !== 0xff)) throw incomplete();
}

/** Zeros that go on behind the last pixel did not begin with it: there the rest of the file was wiped, and flat areas are coded by zeros too. */
function requireOwnEnd(used: Buffer, rest: Buffer): void {
	if (rest[0] === 0 && used.length >= NO_END.length && used.subarray(-NO_END.length).equals(NO_END)) throw incomplete();
}
