import type { SeededRandom } from "#demo/random.ts";
import { drifted, paint } from "./palette.ts";

export type WallStuff = "brick" | "plaster" | "earth" | "stone" | "tiled" | "timber";

export type Wall = { stuff: WallStuff; colour: string };

export type HouseKind = "brick" | "white" | "earth" | "stone" | "storeyed" | "cave" | "timber";

export type House = {
	kind: HouseKind;
	wall: Wall;
	skirting?: Wall;
	roof: string;
	width: number;
	/** Shift of the house's middle from the yard's middle, metres. */
	aside: number;
	eave: number;
	rise: number;
	depth: number;
	plinth: number;
	bays: number;
	veranda: boolean;
	door: string;
	frame: string;
	lattice: "grid" | "cross" | "panes" | "bars";
	ridgeLift: number;
};

export function houseOf(random: SeededRandom, kind: HouseKind, yardWidth: number): House {
	const width = Math.min(yardWidth - 0.2, random.between(8.6, 12.4));
	const dress = HOUSE_DRESS[kind](random);
	return {
		kind,
		width,
		aside: random.between(-0.5, 0.5) * (yardWidth - width),
		eave: kind === "storeyed" ? random.between(5.6, 6.2) : random.between(2.8, 3.3),
		rise: kind === "storeyed" && random.chance(0.6) ? 0 : random.between(1.5, 2.2),
		depth: random.between(4.6, 6),
		plinth: random.pick([0.15, 0.3, 0.45]),
		bays: random.pick(kind === "cave" ? [3, 4] : [3, 3, 5]),
		veranda: kind !== "cave" && random.chance(kind === "timber" ? 0.9 : 0.35),
		door: random.pick(["#8c3a2b", "#6b432c", "#7b5536", "#a3552f", "#4c5b52"]),
		frame: random.pick(["#6f4b33", "#5c7a83", "#4f6d58", "#7d5a3c", "#8f9a95", "#b7b09c"]),
		lattice: random.pick(["grid", "cross", "panes", "bars"]),
		ridgeLift: kind === "white" || kind === "timber" ? random.between(0.15, 0.4) : random.between(0, 0.2),
		...dress,
	};
}

type Dress = Pick<House, "wall" | "roof"> & Partial<House>;

export const wall = (random: SeededRandom, stuff: WallStuff, hex: string): Wall => ({ stuff, colour: drifted(random, hex, 9) });

const HOUSE_DRESS: Record<HouseKind, (random: SeededRandom) => Dress> = {
	brick: (random) => ({
		wall: wall(random, "brick", random.pick([paint.greyBrick, paint.greyBrick, paint.redBrick])),
		roof: drifted(random, random.pick([paint.tile, paint.tile, "#74706a"]), 8),
	}),
	white: (random) => ({
		wall: wall(random, "plaster", random.pick([paint.whitewash, "#e3d7be", "#dfe0d8"])),
		roof: drifted(random, "#474d51", 7),
		skirting: wall(random, "stone", "#8f8c83"),
	}),
	earth: (random) => ({
		wall: wall(random, "earth", paint.earth),
		roof: drifted(random, random.pick(["#7d736a", "#8a6552", paint.tile]), 9),
		skirting: wall(random, "stone", "#998d78"),
	}),
	stone: (random) => ({
		wall: wall(random, "stone", random.pick([paint.stone, "#b59f83", "#9aa09a"])),
		roof: drifted(random, random.pick([paint.tileRed, "#b3694a", "#6a6a66"]), 9),
	}),
	storeyed: (random) => ({
		wall: wall(random, "tiled", random.pick(["#e2dac6", "#d3d9cf", "#e0c8a6", "#d9bfae", "#cfd5d6"])),
		roof: drifted(random, random.pick([paint.tileRed, "#5d6f7d", "#7a4a40"]), 8),
		bays: random.pick([3, 4]),
	}),
	cave: (random) => ({
		wall: wall(random, "earth", paint.loess),
		roof: drifted(random, paint.loess, 8),
		eave: random.between(3.9, 4.6),
		rise: 0,
	}),
	timber: (random) => ({
		wall: wall(random, "timber", random.pick(["#7a5b44", "#8c6a4c", "#65503f"])),
		roof: drifted(random, "#4f5353", 8),
		skirting: wall(random, "stone", "#8f8c83"),
	}),
};
