import type { Grey } from "./raster.ts";

/** Mean luma, 0 black to 255 white. */
export function brightnessOf({ data }: Grey): number {
	let sum = 0;
	for (const value of data) sum += value;
	return sum / data.length;
}

/** Variance of the Laplacian: small where no edge is sharp (Pech-Pacheco et al., 2000). Compare pictures of the same size only. */
export function sharpnessOf({ width, height, data }: Grey): number {
	let sum = 0;
	let squares = 0;
	for (let y = 1; y < height - 1; y += 1) {
		for (let at = y * width + 1; at < (y + 1) * width - 1; at += 1) {
			const edge =
				4 * (data[at] as number) -
				(data[at - 1] as number) -
				(data[at + 1] as number) -
				(data[at - width] as number) -
				(data[at + width] as number);
			sum += edge;
			squares += edge * edge;
		}
	}
	const count = (width - 2) * (height - 2);
	return squares / count - (sum / count) ** 2;
}

/** "#rrggbb", the mean of RGBA pixels. */
export function averageColourOf(rgba: Uint8Array): string {
	const sums = [0, 0, 0];
	for (let at = 0; at < rgba.length; at += 4) {
		for (let channel = 0; channel < 3; channel += 1) sums[channel] = (sums[channel] as number) + (rgba[at + channel] as number);
	}
	const hex = sums.map((sum) => Math.round((sum * 4) / rgba.length).toString(16));
	return `#${hex.map((part) => part.padStart(2, "0")).join("")}`;
}
