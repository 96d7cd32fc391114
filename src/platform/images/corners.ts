import { FREQUENCIES } from "./frequencies.ts";
import type { Grey } from "./raster.ts";

export interface Corner {
	x: number;
	y: number;
	/** How strong each of FREQUENCIES is around it. */
	waves: Float32Array;
}

const MOST = 40;
/** Half the side of the patch that describes a corner. */
const REACH = 20;
const APART = 9;
/** Weaker corners are grain. */
const FAINTEST = 0.3;
const SAMPLES = 16;
const COSINES = Array.from({ length: 8 }, (_, u) =>
	Float32Array.from({ length: SAMPLES }, (_, i) => Math.cos(((2 * i + 1) * u * Math.PI) / (2 * SAMPLES))),
);

/**
 * The strongest corners (Shi and Tomasi, 1994: both eigenvalues of the gradient's structure are large), each with the low cosine frequencies around it. A copy
 * that was recompressed, brightened or cropped has the same corners; flat areas have none.
 */
export function cornersOf(grey: Grey): Corner[] {
	const smooth = new Float32Array(grey.data);
	blur(smooth, grey, 1);
	const chosen: { x: number; y: number }[] = [];
	for (const peak of peaksOf(cornerStrength(smooth, grey))) {
		if (chosen.some((other) => (other.x - peak.x) ** 2 + (other.y - peak.y) ** 2 < APART ** 2)) continue;
		if (chosen.push(peak) === MOST) break;
	}
	return chosen.map(({ x, y }) => ({ x, y, waves: wavesAround(smooth, grey.width, x, y) }));
}

type Size = Pick<Grey, "width" | "height">;

interface Strength extends Size {
	values: Float32Array;
}

/** At half the resolution, because most time is spent here and a corner is a matter of its neighbourhood. */
function cornerStrength(smooth: Float32Array, grey: Size): Strength {
	const size = { width: grey.width >> 1, height: grey.height >> 1 };
	const count = size.width * size.height;
	const xx = new Float32Array(count);
	const yy = new Float32Array(count);
	const xy = new Float32Array(count);
	for (let y = 1; y < size.height - 1; y += 1) {
		for (let x = 1; x < size.width - 1; x += 1) {
			const at = 2 * y * grey.width + 2 * x;
			const here = smooth[at] as number;
			const right = smooth[at + 1] as number;
			const below = smooth[at + grey.width] as number;
			const across = smooth[at + grey.width + 1] as number;
			const dx = right + across - here - below;
			const dy = below + across - here - right;
			const to = y * size.width + x;
			xx[to] = dx * dx;
			yy[to] = dy * dy;
			xy[to] = dx * dy;
		}
	}
	blur(xx, size, 2);
	blur(yy, size, 2);
	blur(xy, size, 2);
	const values = new Float32Array(count);
	for (let at = 0; at < count; at += 1) {
		const p = xx[at] as number;
		const q = yy[at] as number;
		const c = xy[at] as number;
		const half = (p - q) / 2;
		values[at] = (p + q) / 2 - Math.sqrt(half * half + c * c);
	}
	return { ...size, values };
}

/** Local maxima, strongest first, far enough from the edge for a whole patch; in pixels of the whole picture. */
function peaksOf({ width, height, values }: Strength): { x: number; y: number; value: number }[] {
	const peaks: { x: number; y: number; value: number }[] = [];
	const edge = REACH / 2 + 1;
	for (let y = edge; y < height - edge; y += 1) {
		for (let x = edge; x < width - edge; x += 1) {
			const at = y * width + x;
			const value = values[at] as number;
			if (value <= FAINTEST || !isPeak(values, at, width, value)) continue;
			peaks.push({ x: 2 * (x + summit(values, at, 1)) + 0.5, y: 2 * (y + summit(values, at, width)) + 0.5, value });
		}
	}
	return peaks.sort((p, q) => q.value - p.value);
}

/** The true position of a peak between its neighbours, by the parabola through the three. */
function summit(values: Float32Array, at: number, step: number): number {
	const [before, peak, after] = [values[at - step] as number, values[at] as number, values[at + step] as number];
	const bend = before - 2 * peak + after;
	return bend < 0 ? (before - after) / (2 * bend) : 0;
}

function isPeak(strength: Float32Array, at: number, width: number, value: number): boolean {
	for (const step of [1, width - 1, width, width + 1]) {
		if ((strength[at - step] as number) >= value || (strength[at + step] as number) > value) return false;
	}
	return true;
}

/** Two passes of a box with `reach` pixels to each side: close to a Gaussian, at a cost that does not depend on the reach. */
function blur(pixels: Float32Array, size: Size, reach: number): void {
	const between = new Float32Array(pixels.length);
	for (let pass = 0; pass < 2; pass += 1) {
		boxAcross(pixels, between, size, reach);
		boxDown(between, pixels, size, reach);
	}
}

function boxAcross(from: Float32Array, to: Float32Array, { width, height }: Size, reach: number): void {
	const whole = 2 * reach + 1;
	for (let y = 0; y < height; y += 1) {
		const start = y * width;
		const end = start + width - 1;
		let sum = 0;
		for (let n = -reach; n <= reach; n += 1) sum += from[Math.max(start, start + n)] as number;
		for (let at = start; at <= end; at += 1) {
			to[at] = sum / whole;
			const comes = at + reach + 1;
			const goes = at - reach;
			sum += from[comes < end ? comes : end] as number;
			sum -= from[goes > start ? goes : start] as number;
		}
	}
}

/** All columns side by side, row after row, as they lie in memory. */
function boxDown(from: Float32Array, to: Float32Array, { width, height }: Size, reach: number): void {
	const whole = 2 * reach + 1;
	const sums = new Float64Array(width);
	for (let n = -reach; n <= reach; n += 1) {
		const row = Math.max(0, n) * width;
		for (let x = 0; x < width; x += 1) sums[x] = (sums[x] as number) + (from[row + x] as number);
	}
	for (let y = 0; y < height; y += 1) {
		const here = y * width;
		const comes = Math.min(height - 1, y + reach + 1) * width;
		const goes = Math.max(0, y - reach) * width;
		for (let x = 0; x < width; x += 1) {
			const sum = sums[x] as number;
			to[here + x] = sum / whole;
			sums[x] = sum + (from[comes + x] as number) - (from[goes + x] as number);
		}
	}
}

// Written as plain loops, because it runs for each of some hundred corners.
function wavesAround(smooth: Float32Array, width: number, cx: number, cy: number): Float32Array {
	const patch = patchAround(smooth, width, cx, cy);
	const rows = COSINES.map((cosine) => rowsOf(patch, cosine));
	const waves = new Float32Array(FREQUENCIES.length);
	for (const [n, { across, down }] of FREQUENCIES.entries())
		waves[n] = product(rows[across] as Float32Array, 0, COSINES[down] as Float32Array);
	return waves;
}

function rowsOf(patch: Float32Array, cosine: Float32Array): Float32Array {
	const rows = new Float32Array(SAMPLES);
	for (let j = 0; j < SAMPLES; j += 1) rows[j] = product(patch, j * SAMPLES, cosine);
	return rows;
}

function product(values: Float32Array, from: number, cosine: Float32Array): number {
	let sum = 0;
	for (let i = 0; i < SAMPLES; i += 1) sum += (values[from + i] as number) * (cosine[i] as number);
	return sum;
}

function patchAround(smooth: Float32Array, width: number, cx: number, cy: number): Float32Array {
	const patch = new Float32Array(SAMPLES * SAMPLES);
	const pace = (2 * REACH) / SAMPLES;
	for (let j = 0; j < SAMPLES; j += 1) {
		const y = cy - REACH + (j + 0.5) * pace;
		const top = Math.floor(y);
		for (let i = 0; i < SAMPLES; i += 1) {
			const x = cx - REACH + (i + 0.5) * pace;
			const left = Math.floor(x);
			const at = top * width + left;
			const upper = (smooth[at] as number) * (1 - x + left) + (smooth[at + 1] as number) * (x - left);
			const lower = (smooth[at + width] as number) * (1 - x + left) + (smooth[at + width + 1] as number) * (x - left);
			patch[j * SAMPLES + i] = upper * (1 - y + top) + lower * (y - top);
		}
	}
	return patch;
}
