import { FREQUENCIES } from "./frequencies.ts";
import type { Grey } from "./raster.ts";

/** Quarter turns clockwise, 0 to 3; 4 more if the picture was mirrored before. */
export type Turn = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;
export const TURNS = [0, 1, 2, 3, 4, 5, 6, 7] as const;
export const MIRRORED = 4;

export function isMirrored(turn: Turn): boolean {
	return turn >= MIRRORED;
}

interface Point {
	x: number;
	y: number;
}

/** A pixel's place from the middle of the turned picture. */
export function turnedPoint({ x, y }: Point, { width, height }: { width: number; height: number }, turn: Turn): Point {
	const right = x + 0.5 - width / 2;
	let point = { x: isMirrored(turn) ? -right : right, y: y + 0.5 - height / 2 };
	for (let quarter = turn % 4; quarter > 0; quarter -= 1) point = { x: -point.y, y: point.x };
	return point;
}

export function turnedGrey(grey: Grey, turn: Turn): Grey {
	const isAcross = turn % 2 === 1;
	const [width, height] = isAcross ? [grey.height, grey.width] : [grey.width, grey.height];
	const data = new Uint8Array(grey.data.length);
	for (let y = 0; y < grey.height; y += 1) {
		for (let x = 0; x < grey.width; x += 1) {
			const to = turnedPoint({ x, y }, grey, turn);
			data[Math.round(to.y - 0.5 + height / 2) * width + Math.round(to.x - 0.5 + width / 2)] = grey.data[y * grey.width + x] as number;
		}
	}
	return { width, height, data };
}

/** The same frequencies of a turned patch: some change places, some their sign, so the pixels need not be read again. */
export function turnedWaves(heights: Float32Array, turn: Turn): number[] {
	return (SOURCES[turn] as { at: number; sign: number }[]).map(({ at, sign }) => sign * (heights[at] as number));
}

const SOURCES = TURNS.map((turn) => FREQUENCIES.map(({ across, down }) => sourceOf(across, down, turn)));

function sourceOf(across: number, down: number, turn: Turn): { at: number; sign: number } {
	let [u, v, sign] = [across, down, 1];
	for (let quarter = turn % 4; quarter > 0; quarter -= 1) {
		if (u % 2 === 1) sign = -sign;
		[u, v] = [v, u];
	}
	if (isMirrored(turn) && u % 2 === 1) sign = -sign;
	return { at: FREQUENCIES.findIndex((each) => each.across === u && each.down === v), sign };
}
