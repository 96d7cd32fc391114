import type { Mark, Probe } from "#platform/images/fingerprint.ts";
import type { Grey } from "#platform/images/raster.ts";
import { isMirrored, type Turn, turnedGrey } from "#platform/images/turns.ts";
import { agreementAt, differencesAt, inverse, NO_BLOCKS, type Pair, sharesAt } from "./overlap.ts";
import type { CopyKind } from "./types.ts";

/** How many corners must agree on a placement before pixels are compared. */
export const WITNESSES = 3;
/** See differencesAt. Measured on drawn yards: before and after of one yard from one spot begin at 0.69. */
export const MAX_DIFFERENCE = 0.45;
/** Without the blocks under a stamp; before and after begin at 0.38. */
const MAX_DIFFERENCE_BESIDE_STAMP = 0.25;
/** The least common part that is compared, as a share of each side of either picture. */
const MIN_SHARE = 0.5;
const WHOLE_SHARE = 0.95;

/** In frame pixels: the new picture, turned, scaled and tilted about its middle, which lies at x, y of the known one. */
export interface Placement {
	scale: number;
	/** In radians. */
	tilt: number;
	x: number;
	y: number;
}

export interface Likeness {
	how: CopyKind;
	distance: number;
}

/** A copy may be recompressed, brightened, mirrored, turned, cropped or stamped. */
export function likenessOf(fresh: { probes: Probe[]; thumb: Grey }, known: { marks: Mark[]; thumb: Grey }): Likeness | null {
	for (const { turn, placement } of agreedPlacements(fresh.probes, known.marks)) {
		const pair = { fresh: turnedGrey(fresh.thumb, turn), known: known.thumb };
		// Both ways, so that it does not matter which of the two came first.
		const likeness =
			likenessAt(pair, placement, turn) ?? likenessAt({ fresh: pair.known, known: pair.fresh }, inverse(pair, placement), turn);
		if (likeness) return likeness;
	}
	return null;
}

function likenessAt(pair: Pair, agreed: Placement, turn: Turn): Likeness | null {
	const placement = bestPlacement(pair, agreed);
	const shares = sharesAt(pair, placement);
	if (Math.min(...shares) < MIN_SHARE) return null;
	const distance = distanceAt(pair, placement);
	return distance <= MAX_DIFFERENCE ? { how: kindOf(turn, shares), distance: Math.round(distance * 1000) / 1000 } : null;
}

function distanceAt(pair: Pair, placement: Placement): number {
	const { worst, stamped } = differencesAt(pair, placement);
	if (worst <= MAX_DIFFERENCE) return worst;
	// A stamp also pulls the placement a little aside.
	const { beside } = differencesAt(pair, settled(pair, placement, { steps: FINE_STEPS, without: stamped }).placement);
	return (beside * MAX_DIFFERENCE) / MAX_DIFFERENCE_BESIDE_STAMP;
}

/** Votes within this many frame pixels count for the same place. */
const BIN = 10;
const MOST_PLACEMENTS = 3;

interface Votes {
	turn: Turn;
	placement: Placement;
	witnesses: Set<number>;
}

/** Each corner that both pictures have votes for a placement; those with the most votes come first. */
function agreedPlacements(probes: Probe[], marks: Mark[]): Votes[] {
	const known = Map.groupBy(marks, (mark) => mark.word);
	const bins = new Map<string, Votes>();
	for (const { words, x, y, scale, turn, corner } of probes) {
		for (const mark of words.flatMap((word) => known.get(word) ?? [])) {
			const placement = { scale, tilt: 0, x: mark.x + 0.5 - x, y: mark.y + 0.5 - y };
			for (const bin of binsOf(placement, turn)) {
				const votes = bins.get(bin) ?? { turn, placement, witnesses: new Set<number>() };
				bins.set(bin, votes);
				votes.witnesses.add(corner);
			}
		}
	}
	const agreed = [...bins.values()].filter(({ witnesses }) => witnesses.size >= WITNESSES);
	const byVotes = agreed.sort((a, b) => b.witnesses.size - a.witnesses.size);
	// The four bins around one place hold almost the same votes.
	const isApart = (one: Votes, n: number) =>
		byVotes.slice(0, n).every((other) => one.turn !== other.turn || isElsewhere(one.placement, other.placement));
	return byVotes.filter(isApart).slice(0, MOST_PLACEMENTS);
}

function isElsewhere(one: Placement, other: Placement): boolean {
	return one.scale !== other.scale || Math.hypot(one.x - other.x, one.y - other.y) > 2 * BIN;
}

/** The four overlapping bins around a place, so that votes on both sides of a border still meet. */
function binsOf({ scale, x, y }: Placement, turn: Turn): string[] {
	const [column, row] = [Math.floor(x / BIN), Math.floor(y / BIN)];
	return [0, 1].flatMap((right) => [0, 1].map((down) => `${scale}/${turn}/${column + right}/${row + down}`));
}

/** Right, down, larger, tilted. */
type Move = [number, number, number, number];
const MOVES: Move[] = [0, 1, 2, 3].flatMap((n) => [1, -1].map((by) => [0, 1, 2, 3].map((each) => (each === n ? by : 0)) as Move));

/** Scales to start from: the agreed one, and half a step of the fingerprint's scales to both sides. */
const STARTS = [0.93, 1, 1.07];

const STEPS = [8, 4, 2, 1, 0.5];
const FINE_STEPS = [2, 1, 0.5, 0.25];

function bestPlacement(pair: Pair, agreed: Placement): Placement {
	const settledOnes = STARTS.map((growth) =>
		settled(pair, { ...agreed, scale: agreed.scale * growth }, { steps: STEPS, without: NO_BLOCKS }),
	);
	return settledOnes.reduce((best, next) => (next.agreement > best.agreement ? next : best)).placement;
}

interface Refinement {
	steps: number[];
	without: ReadonlySet<number>;
}

function settled(pair: Pair, from: Placement, { steps, without }: Refinement): { placement: Placement; agreement: number } {
	let best = { placement: from, agreement: agreementAt(pair, from, without) };
	for (const step of steps) {
		for (let round = 0; round < 3; round += 1) {
			const before = best;
			for (const move of MOVES) {
				const placement = moved(best.placement, move, step);
				const agreement = agreementAt(pair, placement, without);
				if (agreement > best.agreement) best = { placement, agreement };
			}
			if (best === before) break;
		}
	}
	return best;
}

function moved({ x, y, scale, tilt }: Placement, [right, down, larger, tilted]: Move, step: number): Placement {
	return { x: x + right * step, y: y + down * step, scale: scale * (1 + (larger * step) / 200), tilt: tilt + (tilted * step) / 200 };
}

function kindOf(turn: Turn, shares: number[]): CopyKind {
	if (isMirrored(turn)) return "mirrored";
	return Math.min(...shares) >= WHOLE_SHARE ? "same" : "cropped";
}
