import { type Corner, cornersOf } from "./corners.ts";
import type { Grey } from "./raster.ts";

/** Longest side in pixels of the picture from which corners are taken; positions below are in these pixels. */
export const FRAME = 256;
/** Longest side of the small grey picture for the final comparison. */
export const THUMB = 64;
/**
 * Sizes at which a new picture is compared. A copy cropped to three quarters shows things a third larger, and the reverse. Between two neighbouring sizes
 * corners still look alike.
 */
export const SCALES = [0.76, 0.87, 1, 1.15, 1.32];
/** Signs of the lowest frequencies around a corner. Fewer bits match more strangers; more bits miss recompressed copies. */
const WORD_BITS = 26;

/** A corner with its `word`, which is the same wherever the same thing is seen at the same size. */
export interface Mark {
	word: number;
	x: number;
	y: number;
}

/** A corner of the new picture at one scale, plain or mirrored, with the words that a copy may have for it. */
export interface Probe {
	words: number[];
	/** In pixels of this scale, already mirrored if `mirrored`. */
	x: number;
	y: number;
	scale: number;
	mirrored: boolean;
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
		if (scale === 1) marks = corners.map((corner) => ({ word: wordOf(corner, false), x: corner.x, y: corner.y }));
		for (const [n, corner] of corners.entries()) {
			probes.push(
				{ ...probeOf(corner, false), x: corner.x, scale, corner: n },
				{ ...probeOf(corner, true), x: grey.width - 1 - corner.x, scale, corner: n },
			);
		}
	}
	return { marks, probes, thumb: await resized(THUMB) };
}

function probeOf(corner: Corner, mirrored: boolean): { words: number[]; y: number; mirrored: boolean } {
	const word = wordOf(corner, mirrored);
	const [a, b] = faintestBits(corner);
	return { words: [word, word ^ a, word ^ b, word ^ a ^ b], y: corner.y, mirrored };
}

/** A mirrored patch has the same frequencies with opposite sign for odd `across`, so the pixels need not be read again. */
function wordOf({ waves }: Corner, mirrored: boolean): number {
	let word = 0;
	for (let bit = 0; bit < WORD_BITS; bit += 1) {
		const wave = waves[bit] as Corner["waves"][number];
		if (mirrored && wave.across % 2 === 1 ? wave.height < 0 : wave.height > 0) word |= 1 << bit;
	}
	return word;
}

/** The two bits that recompression flips first. */
function faintestBits({ waves }: Corner): [number, number] {
	const faintest = [...waves.slice(0, WORD_BITS).keys()].sort((p, q) => Math.abs(waves[p]?.height ?? 0) - Math.abs(waves[q]?.height ?? 0));
	return [1 << (faintest[0] ?? 0), 1 << (faintest[1] ?? 1)];
}
