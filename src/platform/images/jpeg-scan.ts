import { type Codes, END_OF_BLOCK, LEAP_BITS } from "./jpeg-leaps.ts";
import { UnfitPicture } from "./limits.ts";

/** A component of the frame with its part in this scan. */
export interface ScanComponent {
	/** Blocks of an MCU in each direction. */
	across: number;
	down: number;
	/** Blocks of the picture, which a scan of this component alone codes. */
	columns: number;
	rows: number;
	/** Blocks a row of whole MCUs. */
	stride: number;
	dc: Codes | undefined;
	ac: Codes | undefined;
	/** Which of 64 coefficients are known not to be 0, two words a block. Only for progressive pictures. */
	known: Uint32Array | undefined;
}

export interface Scan {
	components: ScanComponent[];
	mcus: { columns: number; rows: number };
	isProgressive: boolean;
	/** First and last coefficient; the bit that is sent, and the one that was sent before (0: none). */
	first: number;
	last: number;
	isRefinement: boolean;
	/** MCUs between restart markers; 0 for none. */
	interval: number;
}

/** Coded bits without stuffed bytes, with some bytes to spare behind the end. */
export interface Bits {
	bytes: Uint8Array;
	/** The same bytes, for reading several at once. */
	view: DataView;
	/** In bits. */
	at: number;
	end: number;
	/** Blocks that are still to be passed over, in progressive scans. */
	run: number;
}

/** Walks the coded blocks of one interval as a decoder does, without making pixels. Throws where a decoder would have to guess. */
export function walkInterval(scan: Scan, bits: Bits, start: number, count: number): void {
	const walk = walkerFor(scan);
	const [only] = scan.components;
	if (only && scan.components.length === 1) {
		for (let n = start; n < start + count; n += 1) {
			walk(bits, scan, only, Math.floor(n / only.columns) * only.stride + (n % only.columns));
			if (bits.at > bits.end) throw incomplete();
		}
		return;
	}
	for (let n = start; n < start + count; n += 1) {
		const [column, row] = [n % scan.mcus.columns, Math.floor(n / scan.mcus.columns)];
		for (const component of scan.components) {
			for (let y = 0; y < component.down; y += 1) {
				const line = (row * component.down + y) * component.stride + column * component.across;
				for (let x = 0; x < component.across; x += 1) walk(bits, scan, component, line + x);
			}
		}
		if (bits.at > bits.end) throw incomplete();
	}
}

/** How many MCUs the scan has. */
export function mcusOf({ components, mcus }: Scan): number {
	const [only] = components;
	return only && components.length === 1 ? only.columns * only.rows : mcus.columns * mcus.rows;
}

export function incomplete(): UnfitPicture {
	return new UnfitPicture("broken", "the coded pixels are not complete");
}

type Walk = (bits: Bits, scan: Scan, component: ScanComponent, block: number) => void;

function walkerFor({ isProgressive, first, isRefinement }: Scan): Walk {
	if (!isProgressive) return wholeBlock;
	if (first === 0) return isRefinement ? refinedDc : firstDc;
	return isRefinement ? refinedAc : firstAc;
}

// Most of the time goes here: a photograph has millions of codes.
const wholeBlock: Walk = (bits, _scan, { dc, ac }) => {
	skipDifference(bits, dc as Codes);
	const { leaps } = ac as Codes;
	for (let k = 1; k < 64; ) {
		const leap = leaps[nextBits(bits)] as number;
		const to = k + ((leap >> 5) & 63);
		if (leap === 0 || to > 63) {
			k = pastCode(bits, ac, k);
			continue;
		}
		bits.at += leap & 31;
		if (leap & END_OF_BLOCK) return;
		k = to;
	}
};

function nextBits({ view, at }: Bits): number {
	return (view.getUint32(at >> 3) << (at & 7)) >>> (32 - LEAP_BITS);
}

/** The coefficient behind the next code; 64 is the end of the block. */
function pastCode(bits: Bits, ac: Codes | undefined, k: number): number {
	const coded = symbol(bits, ac);
	const size = coded & 15;
	if (size === 0 && coded !== 0xf0) return 64;
	const to = k + (coded >> 4) + 1;
	if (to > 64) throw incomplete();
	bits.at += size;
	return to;
}

const firstDc: Walk = (bits, _scan, { dc }) => skipDifference(bits, dc as Codes);

const refinedDc: Walk = (bits) => {
	bits.at += 1;
};

const firstAc: Walk = (bits, { first, last }, { ac, known }, block) => {
	if (bits.run > 0) {
		bits.run -= 1;
		return;
	}
	for (let k = first; k <= last; k += 1) {
		const coded = symbol(bits, ac);
		const [zeros, size] = [coded >> 4, coded & 15];
		if (size === 0 && zeros < 15) {
			bits.run = (1 << zeros) - 1 + taken(bits, zeros);
			return;
		}
		k += zeros;
		if (k > last) throw incomplete();
		bits.at += size;
		if (size > 0) know(known as Uint32Array, block, k);
	}
};

const refinedAc: Walk = (bits, { first, last }, { ac, known }, block) => {
	const marks = known as Uint32Array;
	let k = first;
	while (k <= last && bits.run === 0) {
		const coded = symbol(bits, ac);
		let zeros = coded >> 4;
		const isNew = (coded & 15) > 0;
		if (!isNew && zeros < 15) {
			bits.run = (1 << zeros) + taken(bits, zeros);
			break;
		}
		if (isNew) bits.at += 1;
		for (; k <= last; k += 1) {
			if (isKnown(marks, block, k)) bits.at += 1;
			else if (zeros === 0) break;
			else zeros -= 1;
		}
		if (isNew && k > last) throw incomplete();
		if (isNew) know(marks, block, k);
		k += 1;
	}
	if (bits.run === 0) return;
	for (; k <= last; k += 1) if (isKnown(marks, block, k)) bits.at += 1;
	bits.run -= 1;
};

function skipDifference(bits: Bits, dc: Codes): void {
	const leap = dc.leaps[nextBits(bits)] as number;
	const size = leap === 0 ? symbol(bits, dc) & 15 : leap;
	bits.at += size;
}

function symbol(bits: Bits, codes: Codes | undefined): number {
	const { bytes, at } = bits;
	const byte = at >> 3;
	const next = ((bytes[byte] as number) << 16) | ((bytes[byte + 1] as number) << 8) | (bytes[byte + 2] as number);
	const found = (codes as Codes).symbols[(next >> (8 - (at & 7))) & 0xffff] as number;
	if (found === 0 || at > bits.end) throw incomplete();
	bits.at = at + (found >> 8);
	return found & 255;
}

function taken(bits: Bits, count: number): number {
	let value = 0;
	for (let n = 0; n < count; n += 1, bits.at += 1)
		value = (value << 1) | (((bits.bytes[bits.at >> 3] as number) >> (7 - (bits.at & 7))) & 1);
	return value;
}

function know(known: Uint32Array, block: number, k: number): void {
	known[2 * block + (k >> 5)] = (known[2 * block + (k >> 5)] as number) | (1 << (k & 31));
}

function isKnown(known: Uint32Array, block: number, k: number): boolean {
	return (((known[2 * block + (k >> 5)] as number) >>> (k & 31)) & 1) === 1;
}
