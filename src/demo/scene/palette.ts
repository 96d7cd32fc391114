import type { SeededRandom } from "#demo/random.ts";

export type Colour = readonly [red: number, green: number, blue: number];

/** Gouache box of the district: rice paper, ink, grey tile, bamboo, persimmon, and the building earths. */
export const paint = {
	paper: "#f0e6d2",
	ink: "#2e2b2a",
	tile: "#596065",
	tileRed: "#a4583f",
	whitewash: "#e9e2d3",
	greyBrick: "#8d9089",
	redBrick: "#a9654c",
	earth: "#c39b68",
	loess: "#cda468",
	stone: "#a99f8d",
	concrete: "#b9b4a6",
	timber: "#6d4a34",
	oldTimber: "#86705a",
	bamboo: "#6f8c58",
	leaf: "#567a48",
	persimmon: "#df6f2a",
	vermilion: "#b53a2c",
	corn: "#e2ac37",
	soil: "#7d5f43",
	straw: "#cdb072",
} as const;

export function parsed(hex: string): Colour {
	const value = Number.parseInt(hex.slice(1), 16);
	return [value >> 16, (value >> 8) & 255, value & 255];
}

export function hexOf(colour: Colour): string {
	const [red, green, blue] = colour.map((channel) => Math.max(0, Math.min(255, Math.round(channel)))) as [number, number, number];
	return `#${((1 << 24) | (red << 16) | (green << 8) | blue).toString(16).slice(1)}`;
}

export function blend(from: Colour, to: Colour, share: number): Colour {
	return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share, from[2] + (to[2] - from[2]) * share];
}

export function mixed(from: string, to: string, share: number): string {
	return hexOf(blend(parsed(from), parsed(to), Math.max(0, Math.min(1, share))));
}

export const lighter = (hex: string, share: number) => mixed(hex, "#fff7e6", share);
export const darker = (hex: string, share: number) => mixed(hex, "#241f22", share);

/** The same paint from another tin: a little warmer, cooler, lighter or darker. */
export function drifted(random: SeededRandom, hex: string, amount = 10): string {
	const lift = random.between(-amount, amount);
	const [red, green, blue] = parsed(hex);
	return hexOf([red + lift + random.between(-amount, amount) / 2, green + lift, blue + lift + random.between(-amount, amount) / 2]);
}
