import type { Mark, Probe } from "#platform/images/fingerprint.ts";
import type { Grey } from "#platform/images/raster.ts";
import { differenceAt, sharesAt } from "./overlap.ts";
import type { CopyKind } from "./types.ts";

/** How many corners must agree on a placement before pixels are compared. */
export const WITNESSES = 3;
/** See differenceAt. Measured: copies stay below 0.42; before and after of one yard from one spot begin at 0.50. */
export const MAX_DIFFERENCE = 0.45;
/** The least common part that is compared, as a share of each side of either picture. */
const MIN_SHARE = 0.5;
/** From this share on, the picture counts as uncropped. */
const WHOLE_SHARE = 0.95;

/** How a new picture lies over a known one, in frame pixels: known = new × scale + (dx, dy), after mirroring. */
export interface Placement {
	scale: number;
	mirrored: boolean;
	dx: number;
	dy: number;
}

export interface Likeness {
	how: CopyKind;
	distance: number;
}

/** Whether one picture is a copy of the other. A copy may be recompressed, brightened, mirrored or cropped. */
export function likenessOf(fresh: { probes: Probe[]; thumb: Grey }, known: { marks: Mark[]; thumb: Grey }): Likeness | null {
	const agreed = agreedPlacement(fresh.probes, known.marks);
	if (!agreed) return null;
	const placement = bestPlacement(fresh.thumb, known.thumb, agreed);
	const shares = sharesAt(fresh.thumb, known.thumb, placement);
	if (Math.min(...shares) < MIN_SHARE) return null;
	const { difference } = differenceAt(fresh.thumb, known.thumb, placement);
	if (difference > MAX_DIFFERENCE) return null;
	return { how: kindOf(placement, shares), distance: Math.round(difference * 1000) / 1000 };
}

/** Votes within this many frame pixels count for the same place. */
const BIN = 10;

/** Each corner that both pictures have votes for a placement; the placement with the most votes wins. */
function agreedPlacement(probes: Probe[], marks: Mark[]): Placement | null {
	const known = Map.groupBy(marks, (mark) => mark.word);
	const bins = new Map<string, { placement: Placement; witnesses: Set<number> }>();
	for (const { words, x, y, scale, mirrored, corner } of probes) {
		for (const mark of words.flatMap((word) => known.get(word) ?? [])) {
			const placement = { scale, mirrored, dx: mark.x - x, dy: mark.y - y };
			for (const bin of binsOf(placement)) {
				const votes = bins.get(bin) ?? { placement, witnesses: new Set<number>() };
				bins.set(bin, votes);
				votes.witnesses.add(corner);
			}
		}
	}
	const winner = [...bins.values()].reduce((best, next) => (next.witnesses.size > best.witnesses.size ? next : best), NOBODY);
	return winner.witnesses.size >= WITNESSES ? winner.placement : null;
}

const NOBODY = { placement: { scale: 1, mirrored: false, dx: 0, dy: 0 }, witnesses: new Set<number>() };

/** The four overlapping bins around a place, so that votes on both sides of a border still meet. */
function binsOf({ scale, mirrored, dx, dy }: Placement): string[] {
	const [column, row] = [Math.floor(dx / BIN), Math.floor(dy / BIN)];
	return [0, 1].flatMap((right) => [0, 1].map((down) => `${scale}/${mirrored}/${column + right}/${row + down}`));
}

const MOVES = [
	[1, 0, 0],
	[-1, 0, 0],
	[0, 1, 0],
	[0, -1, 0],
	[0, 0, 1],
	[0, 0, -1],
] as const;

/** Scales to start from: the agreed one, and half a step of the fingerprint's scales to both sides. */
const STARTS = [0.93, 1, 1.07];

function bestPlacement(fresh: Grey, known: Grey, agreed: Placement): Placement {
	const settledOnes = STARTS.map((growth) => settled(fresh, known, moved(agreed, { dx: 0, dy: 0, growth })));
	return settledOnes.reduce((best, next) => (next.agreement > best.agreement ? next : best)).placement;
}

/** Refines a placement: moves and scales by ever smaller steps until the brightness agrees best. */
function settled(fresh: Grey, known: Grey, from: Placement): { placement: Placement; agreement: number } {
	let best = { placement: from, agreement: differenceAt(fresh, known, from).agreement };
	for (const step of [8, 4, 2, 1, 0.5]) {
		for (let round = 0; round < 3; round += 1) {
			const before = best;
			for (const [right, down, larger] of MOVES) {
				const placement = moved(best.placement, { dx: right * step, dy: down * step, growth: 1 + (larger * step) / 200 });
				const { agreement } = differenceAt(fresh, known, placement);
				if (agreement > best.agreement) best = { placement, agreement };
			}
			if (best === before) break;
		}
	}
	return best;
}

/** Grows about the middle of the frame, because growth about a corner would also move it. */
function moved({ scale, mirrored, dx, dy }: Placement, by: { dx: number; dy: number; growth: number }): Placement {
	const drift = (by.growth - 1) * scale * FRAME_MIDDLE;
	return { scale: scale * by.growth, mirrored, dx: dx + by.dx - drift, dy: dy + by.dy - drift * 0.75 };
}

const FRAME_MIDDLE = 128;

function kindOf({ mirrored }: Placement, shares: number[]): CopyKind {
	if (mirrored) return "mirrored";
	return Math.min(...shares) >= WHOLE_SHARE ? "same" : "cropped";
}
