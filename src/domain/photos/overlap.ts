import { FRAME } from "#platform/images/fingerprint.ts";
import type { Grey } from "#platform/images/raster.ts";
import type { Placement } from "./likeness.ts";

/** The grid of points at which two pictures are compared, and how many points make a block. */
const COLUMNS = 24;
const ROWS = 18;
const BLOCKS = 6;

interface Area {
	left: number;
	top: number;
	width: number;
	height: number;
}

/** The common part as shares of the new picture's and the known picture's width and height. */
export function sharesAt(fresh: Grey, known: Grey, placement: Placement): number[] {
	const common = commonArea(fresh, known, placement);
	const [own, other] = [sizeOf(fresh), sizeOf(known)];
	const { scale } = placement;
	return [
		common.width / (own.width * scale),
		common.height / (own.height * scale),
		common.width / other.width,
		common.height / other.height,
	];
}

/**
 * Compares the common part after removing a difference in brightness and contrast. `agreement` is the correlation, 1 for copies. `difference` is the worst of
 * 36 blocks, in standard deviations of the whole: a swept yard differs in only a few blocks, a copy in none.
 */
export function differenceAt(fresh: Grey, known: Grey, placement: Placement): { agreement: number; difference: number } {
	const common = commonArea(fresh, known, placement);
	if (common.width < FRAME / 8 || common.height < FRAME / 8) return { agreement: -1, difference: Number.POSITIVE_INFINITY };
	const { mine, theirs } = samplesOf(fresh, known, placement, common);
	const [a, b] = [centred(theirs), centred(mine)];
	const [aa, bb, ab] = [product(a, a), product(b, b), product(a, b)];
	const gain = ab / (bb + 1e-9);
	const deviation = Math.sqrt(aa / a.length) + 4;
	return { agreement: ab / Math.sqrt(aa * bb + 1e-9), difference: worstBlock(a, b, gain) / deviation };
}

function sizeOf({ width, height }: Grey): { width: number; height: number } {
	const scale = FRAME / Math.max(width, height);
	return { width: width * scale, height: height * scale };
}

function commonArea(fresh: Grey, known: Grey, { scale, dx, dy }: Placement): Area {
	const [own, other] = [sizeOf(fresh), sizeOf(known)];
	const [left, top] = [Math.max(0, dx), Math.max(0, dy)];
	const right = Math.min(other.width, dx + own.width * scale);
	const bottom = Math.min(other.height, dy + own.height * scale);
	return { left, top, width: right - left, height: bottom - top };
}

function samplesOf(fresh: Grey, known: Grey, placement: Placement, common: Area): { mine: Float32Array; theirs: Float32Array } {
	const [mine, theirs] = [new Float32Array(COLUMNS * ROWS), new Float32Array(COLUMNS * ROWS)];
	const [toMine, toTheirs] = [Math.max(fresh.width, fresh.height) / FRAME, Math.max(known.width, known.height) / FRAME];
	for (let n = 0; n < mine.length; n += 1) {
		const x = common.left + (((n % COLUMNS) + 0.5) / COLUMNS) * common.width;
		const y = common.top + ((Math.floor(n / COLUMNS) + 0.5) / ROWS) * common.height;
		theirs[n] = valueAt(known, x * toTheirs - 0.5, y * toTheirs - 0.5);
		const column = ((x - placement.dx) / placement.scale) * toMine - 0.5;
		const row = ((y - placement.dy) / placement.scale) * toMine - 0.5;
		mine[n] = valueAt(fresh, placement.mirrored ? fresh.width - 1 - column : column, row);
	}
	return { mine, theirs };
}

function valueAt({ width, height, data }: Grey, x: number, y: number): number {
	const [column, row] = [Math.min(width - 1.001, Math.max(0, x)), Math.min(height - 1.001, Math.max(0, y))];
	const [left, top] = [Math.floor(column), Math.floor(row)];
	const [right, down] = [column - left, row - top];
	const at = top * width + left;
	const upper = (data[at] as number) * (1 - right) + (data[at + 1] as number) * right;
	const lower = (data[at + width] as number) * (1 - right) + (data[at + width + 1] as number) * right;
	return upper * (1 - down) + lower * down;
}

function centred(values: Float32Array): Float32Array {
	const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
	return values.map((value) => value - mean);
}

function product(a: Float32Array, b: Float32Array): number {
	let sum = 0;
	for (let n = 0; n < a.length; n += 1) sum += (a[n] as number) * (b[n] as number);
	return sum;
}

function worstBlock(a: Float32Array, b: Float32Array, gain: number): number {
	const squares = new Float32Array(BLOCKS * BLOCKS);
	for (let n = 0; n < a.length; n += 1) {
		const column = Math.floor(((n % COLUMNS) * BLOCKS) / COLUMNS);
		const row = Math.floor((Math.floor(n / COLUMNS) * BLOCKS) / ROWS);
		const block = row * BLOCKS + column;
		squares[block] = (squares[block] as number) + ((a[n] as number) - gain * (b[n] as number)) ** 2;
	}
	return Math.sqrt(Math.max(...squares) / (a.length / squares.length));
}
