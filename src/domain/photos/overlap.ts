import { FRAME } from "#platform/images/fingerprint.ts";
import type { Grey } from "#platform/images/raster.ts";
import type { Placement } from "./likeness.ts";

/** The grid of points at which two pictures are compared, and how many points make a block. */
const COLUMNS = 24;
const ROWS = 18;
const BLOCKS = 6;
/** A block of which less lies in both pictures says nothing. */
const LEAST_POINTS = (COLUMNS * ROWS) / (BLOCKS * BLOCKS) / 2;
/** As many blocks of 36 as a stamp, a date or a thumb covers. */
const STAMPED = 4;
const LEAST_COMMON = (COLUMNS * ROWS) / 2;
/** Steps of brightness, added so that the grain of a dull picture counts for little. */
const GRAIN = 4;

export interface Pair {
	fresh: Grey;
	known: Grey;
}

interface Size {
	width: number;
	height: number;
}

interface Area extends Size {
	left: number;
	top: number;
}

/** The common part as shares of the new picture's and the known picture's width and height. */
export function sharesAt({ fresh, known }: Pair, placement: Placement): number[] {
	const common = commonArea({ fresh, known }, placement);
	const [own, other] = [reachOf(fresh, placement), sizeOf(known)];
	return [common.width / own.width, common.height / own.height, common.width / other.width, common.height / other.height];
}

export function inverse({ fresh, known }: Pair, { scale, tilt, x, y }: Placement): Placement {
	const [own, other] = [sizeOf(fresh), sizeOf(known)];
	const [right, down] = [other.width / 2 - x, other.height / 2 - y];
	const [cos, sin] = [Math.cos(tilt) / scale, Math.sin(tilt) / scale];
	return { scale: 1 / scale, tilt: -tilt, x: own.width / 2 + cos * right + sin * down, y: own.height / 2 + cos * down - sin * right };
}

/** The correlation of brightness in the common part: 1 for copies, -1 if there is too little in common. */
export function agreementAt(pair: Pair, placement: Placement, without: ReadonlySet<number>): number {
	const points = pointsAt(pair, placement);
	return points ? fitOf(points, without).agreement : -1;
}

export interface Differences {
	/** The worst of 36 blocks, in standard deviations of the whole: a swept yard differs in only a few blocks, a copy in none. */
	worst: number;
	/** The four worst blocks, as a stamp may cover them, and the worst of all others. */
	stamped: ReadonlySet<number>;
	beside: number;
}

/** Compares the common part after removing a difference in brightness and contrast; it is the same whichever of the two pictures is the new one. */
export function differencesAt(pair: Pair, placement: Placement): Differences {
	const points = pointsAt(pair, placement);
	if (!points) return { worst: Number.POSITIVE_INFINITY, beside: Number.POSITIVE_INFINITY, stamped: NO_BLOCKS };
	const blocks = blocksOf(points, fitOf(points, NO_BLOCKS));
	const inOrder = [...blocks.entries()].sort(([, p], [, q]) => q - p);
	const stamped = new Set(inOrder.slice(0, STAMPED).map(([block]) => block));
	const others = blocksOf(points, fitOf(points, stamped)).filter((_, block) => !stamped.has(block));
	return { worst: inOrder[0]?.[1] ?? Number.POSITIVE_INFINITY, beside: Math.max(...others), stamped };
}

export const NO_BLOCKS: ReadonlySet<number> = new Set();

function sizeOf({ width, height }: Grey): Size {
	const scale = FRAME / Math.max(width, height);
	return { width: width * scale, height: height * scale };
}

function reachOf(fresh: Grey, { scale, tilt }: Placement): Size {
	const { width, height } = sizeOf(fresh);
	const [cos, sin] = [Math.abs(Math.cos(tilt)) * scale, Math.abs(Math.sin(tilt)) * scale];
	return { width: width * cos + height * sin, height: width * sin + height * cos };
}

function commonArea({ fresh, known }: Pair, placement: Placement): Area {
	const [reach, other] = [reachOf(fresh, placement), sizeOf(known)];
	const [left, top] = [Math.max(0, placement.x - reach.width / 2), Math.max(0, placement.y - reach.height / 2)];
	const right = Math.min(other.width, placement.x + reach.width / 2);
	const bottom = Math.min(other.height, placement.y + reach.height / 2);
	return { left, top, width: right - left, height: bottom - top };
}

interface Points {
	mine: Float32Array;
	theirs: Float32Array;
	/** The block of each point; -1 for one that lies outside the tilted picture. */
	blocks: Int8Array;
}

/** The block of each point. */
const BLOCK_OF = Int8Array.from(
	{ length: COLUMNS * ROWS },
	(_, n) => Math.floor((Math.floor(n / COLUMNS) * BLOCKS) / ROWS) * BLOCKS + Math.floor(((n % COLUMNS) * BLOCKS) / COLUMNS),
);

/** Filled anew by each comparison: some hundred are made of one pair of pictures, and none is kept. */
const POINTS: Points = {
	mine: new Float32Array(COLUMNS * ROWS),
	theirs: new Float32Array(COLUMNS * ROWS),
	blocks: new Int8Array(COLUMNS * ROWS),
};

// Written as plain loops, because most of the time of a comparison is spent here.
function pointsAt({ fresh, known }: Pair, placement: Placement): Points | undefined {
	const common = commonArea({ fresh, known }, placement);
	if (common.width < FRAME / 8 || common.height < FRAME / 8) return undefined;
	const own = sizeOf(fresh);
	const toMine = Math.max(fresh.width, fresh.height) / FRAME;
	const toTheirs = Math.max(known.width, known.height) / FRAME;
	const cos = Math.cos(placement.tilt) / placement.scale;
	const sin = Math.sin(placement.tilt) / placement.scale;
	for (let row = 0, n = 0; row < ROWS; row += 1) {
		const y = common.top + ((row + 0.5) / ROWS) * common.height;
		const down = y - placement.y;
		for (let column = 0; column < COLUMNS; column += 1, n += 1) {
			const x = common.left + ((column + 0.5) / COLUMNS) * common.width;
			const right = x - placement.x;
			const u = cos * right + sin * down + own.width / 2;
			const v = cos * down - sin * right + own.height / 2;
			const isInside = u >= 0 && v >= 0 && u <= own.width && v <= own.height;
			POINTS.blocks[n] = isInside ? (BLOCK_OF[n] as number) : -1;
			POINTS.theirs[n] = valueAt(known, x * toTheirs - 0.5, y * toTheirs - 0.5);
			POINTS.mine[n] = valueAt(fresh, u * toMine - 0.5, v * toMine - 0.5);
		}
	}
	return POINTS;
}

function valueAt({ width, height, data }: Grey, x: number, y: number): number {
	const column = Math.min(width - 1.001, Math.max(0, x));
	const row = Math.min(height - 1.001, Math.max(0, y));
	const left = Math.floor(column);
	const top = Math.floor(row);
	const right = column - left;
	const down = row - top;
	const at = top * width + left;
	const upper = (data[at] as number) * (1 - right) + (data[at + 1] as number) * right;
	const lower = (data[at + width] as number) * (1 - right) + (data[at + width + 1] as number) * right;
	return upper * (1 - down) + lower * down;
}

interface Fit {
	agreement: number;
	mine: { mean: number; deviation: number };
	theirs: { mean: number; deviation: number };
}

function fitOf({ mine, theirs, blocks }: Points, without: ReadonlySet<number>): Fit {
	let count = 0;
	let a = 0;
	let b = 0;
	let aa = 0;
	let bb = 0;
	let ab = 0;
	for (let n = 0; n < mine.length; n += 1) {
		const block = blocks[n] as number;
		if (block < 0 || (without.size > 0 && without.has(block))) continue;
		const p = mine[n] as number;
		const q = theirs[n] as number;
		count += 1;
		a += p;
		b += q;
		aa += p * p;
		bb += q * q;
		ab += p * q;
	}
	const of = (sum: number, squares: number) => ({
		mean: sum / count,
		deviation: Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2)),
	});
	const [own, other] = [of(a, aa), of(b, bb)];
	const agreement = count < LEAST_COMMON ? -1 : (ab / count - own.mean * other.mean) / (own.deviation * other.deviation + 1e-9);
	return { agreement, mine: own, theirs: other };
}

/** In standard deviations; 0 where too little of a block lies in both pictures. */
function blocksOf({ mine, theirs, blocks }: Points, fit: Fit): number[] {
	const [squares, counts] = [new Float32Array(BLOCKS * BLOCKS), new Float32Array(BLOCKS * BLOCKS)];
	for (let n = 0; n < mine.length; n += 1) {
		const block = blocks[n] as number;
		if (block < 0) continue;
		const own = ((mine[n] as number) - fit.mine.mean) / (fit.mine.deviation + GRAIN);
		const other = ((theirs[n] as number) - fit.theirs.mean) / (fit.theirs.deviation + GRAIN);
		squares[block] = (squares[block] as number) + (own - other) ** 2;
		counts[block] = (counts[block] as number) + 1;
	}
	return Array.from(squares, (sum, block) => ((counts[block] as number) < LEAST_POINTS ? 0 : Math.sqrt(sum / (counts[block] as number))));
}
