import { type Corner, cornersOf } from "./corners.ts";
import type { Grey } from "./raster.ts";
import { MIRRORED, TURNS, type Turn, turnedPoint, turnedWaves } from "./turns.ts";

/** Longest side in pixels of the picture from which corners are taken; positions below are in these pixels. */
export const FRAME = 256;
/** Longest side of the small grey picture for the final comparison. */
export const THUMB = 64;
/**
 * Sizes at which a new picture is compared. A copy cropped to three quarters shows things a third larger, and the reverse. Between two neighbouring sizes
 * corners still look alike.
 */
export const SCALES = [0.76, 0.87, 1, 1.15, 1.32];
/** Who turns a picture upside down seldom cuts it as well. */
const SCALES_WHEN_TURNED = [0.87, 1, 1.15];
/** Signs of the lowest frequencies around a corner. Fewer bits match more strangers; more bits miss recompressed copies. */
const WORD_BITS = 26;

/** A corner with its `word`, which is the same wherever the same thing is seen at the same size. */
export interface Mark {
	word: number;
	x: number;
	y: number;
}

/** A corner of the new picture at one scale and turned one way, with the words that a copy may have for it. */
export interface Probe {
	words: number[];
	/** From the middle of the turned picture, in pixels of this scale. */
	x: number;
	y: number;
	scale: number;
	turn: Turn;
	/** The number of the corner at this scale: probes of one corner count as one vote. */
	corner: number;
}

/** `marks` and `thumb` are stored; `probes` search the stored ones. */
export interface Fingerprint {
	marks: Mark[];
	probes: Probe[];
	thumb: Grey;
}

/** `resized` returns the grey picture with the given longest side, enlarged if necessary. */
export async function fingerprintOf(resized: (longest: number) => Promise<Grey>): Promise<Fingerprint> {
	const probes: Probe[] = [];
	let marks: Mark[] = [];
	for (const scale of SCALES) {
		const grey = await resized(Math.round(FRAME * scale));
		const corners = cornersOf(grey);
		if (scale === 1) marks = corners.map((corner) => ({ word: signsOf(corner, 0).word, x: corner.x, y: corner.y }));
		for (const [n, corner] of corners.entries()) {
			for (const turn of TURNS) {
				const isUsual = turn === 0 || turn === MIRRORED;
				if (!isUsual && !SCALES_WHEN_TURNED.includes(scale)) continue;
				probes.push({ words: wordsOf(corner, turn, isUsual), ...turnedPoint(corner, grey, turn), scale, turn, corner: n });
			}
		}
	}
	return { marks, probes, thumb: await resized(THUMB) };
}

/** The word, and the words with the bits flipped that recompression flips first. */
function wordsOf(corner: Corner, turn: Turn, isUsual: boolean): number[] {
	const { word, heights } = signsOf(corner, turn);
	const [a, b] = faintestBits(heights);
	return isUsual ? [word, word ^ a, word ^ b, word ^ a ^ b] : [word, word ^ a];
}

function signsOf({ waves }: Corner, turn: Turn): { word: number; heights: number[] } {
	const heights = turnedWaves(waves, turn);
	let word = 0;
	for (let bit = 0; bit < WORD_BITS; bit += 1) if ((heights[bit] as number) > 0) word |= 1 << bit;
	return { word, heights };
}

/** The two bits that recompression flips first. */
function faintestBits(heights: number[]): [number, number] {
	let [first, second] = [0, 1];
	const faintness = (bit: number) => Math.abs(heights[bit] as number);
	if (faintness(1) < faintness(0)) [first, second] = [1, 0];
	for (let bit = 2; bit < WORD_BITS; bit += 1) {
		if (faintness(bit) < faintness(first)) [first, second] = [bit, first];
		else if (faintness(bit) < faintness(second)) second = bit;
	}
	return [1 << first, 1 << second];
}
