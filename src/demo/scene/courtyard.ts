import { type SeededRandom, seededRandom } from "#demo/random.ts";
import { type House, type HouseKind, houseOf, type Wall, type WallStuff, wall } from "./dwelling.ts";
import { drifted, paint } from "./palette.ts";

export type Floor = "earth" | "concrete" | "brick" | "slabs";

export type TreeKind = "persimmon" | "locust" | "willow" | "bamboo" | "pomegranate" | "jujube" | "ginkgo" | "peach";

export type Keepsake = "jar" | "well" | "mill" | "bench" | "pots" | "bicycle" | "tricycle" | "line" | "hens";
/** The lasting features of a home: everything that a later picture of it must show again. */
export type Courtyard = {
	seed: string;
	cold: boolean;
	/** Turn of the yard away from due south, radians. */
	facing: number;
	house: House;
	yard: { width: number; depth: number; floor: Floor; colour: string };
	wall: Wall & { height: number; tiled: boolean };
	gate: { x: number; width: number; height: number; door: string; roofed: boolean };
	wing?: { wall: Wall; roof: string; length: number; width: number; eave: number; flat: boolean };
	tree: { kind: TreeKind; height: number; lean: number; x: number; z: number };
	behind: { kind: TreeKind; height: number; x: number }[];
	keepsakes: Keepsake[];
	hills: { height: number; sharp: number; layers: number };
	wires: boolean;
	mirrored: boolean;
	view: number;
};

export const VIEWS = 8;

export function courtyardOf(seed: string | number): Courtyard {
	const random = seededRandom(`courtyard/${seed}`);
	const kind = random.pick(["brick", "brick", "white", "white", "earth", "stone", "storeyed", "storeyed", "cave", "timber"] as const);
	const cold =
		kind === "brick" || kind === "cave" || (kind === "stone" && random.chance(0.6)) || (kind === "storeyed" && random.chance(0.4));
	const yard = { width: random.between(9.5, 13.5), depth: random.between(7.5, 10), ...floorOf(random, kind) };
	return {
		seed: String(seed),
		cold,
		facing: random.between(-0.6, 0.6),
		house: houseOf(random, kind, yard.width),
		yard,
		wall: { ...yardWallOf(random, kind), height: random.between(1.9, 2.5), tiled: random.chance(0.7) },
		gate: {
			x: random.between(-0.22, 0.22) * yard.width,
			width: random.between(1.9, 2.5),
			height: random.between(2.4, 2.7),
			door: random.pick(["#8c3428", "#5b3a2a", "#3f4f56", "#7a4a2c", "#9b4a2f", "#2f4a44"]),
			roofed: random.chance(0.75),
		},
		...(random.chance(0.6) ? { wing: wingOf(random, kind, yard.depth) } : {}),
		tree: {
			kind: treeOf(random, cold),
			height: random.between(4.2, 6.4),
			lean: random.between(-0.12, 0.12),
			x: random.between(0.24, 0.36) * yard.width * random.pick([-1, 1]),
			z: yard.depth * random.between(0.45, 0.75),
		},
		behind: Array.from({ length: random.int(1, 4) }, () => ({
			kind: treeOf(random, cold),
			height: random.between(5.5, 10),
			x: random.between(-12, 12),
		})),
		keepsakes: random.shuffle<Keepsake>(["jar", "well", "mill", "bench", "pots", "bicycle", "tricycle", "line", "hens"]).slice(0, 4),
		hills: { height: random.between(0.3, 1.25), sharp: random.next(), layers: random.int(1, 3) },
		wires: random.chance(0.45),
		mirrored: random.chance(0.5),
		view: random.int(0, VIEWS - 1),
	};
}

function yardWallOf(random: SeededRandom, kind: HouseKind): Wall {
	const fitting = {
		brick: ["brick", "brick", "plaster"],
		white: ["plaster", "stone", "brick"],
		earth: ["earth", "stone"],
		stone: ["stone"],
		storeyed: ["brick", "tiled", "plaster"],
		cave: ["earth", "brick", "stone"],
		timber: ["stone", "earth"],
	}[kind];
	const stuff = random.pick(fitting) as WallStuff;
	const hex = {
		brick: random.pick([paint.redBrick, paint.greyBrick, "#b3785a"]),
		plaster: random.pick([paint.whitewash, "#d8cdb4"]),
		earth: paint.earth,
		stone: random.pick([paint.stone, "#8f9189"]),
		tiled: "#ded6c4",
		timber: paint.timber,
	}[stuff];
	return { stuff, colour: drifted(random, hex, 10) };
}

function floorOf(random: SeededRandom, kind: HouseKind): { floor: Floor; colour: string } {
	const floor = random.pick(
		kind === "cave" || kind === "earth"
			? (["earth", "earth", "brick"] as const)
			: (["earth", "concrete", "concrete", "brick", "slabs"] as const),
	);
	const hex = {
		earth: random.pick(["#bd9d70", "#b08d66", "#c4aa80"]),
		concrete: paint.concrete,
		brick: random.pick(["#a77a60", "#95908a"]),
		slabs: "#a8a292",
	}[floor];
	return { floor, colour: drifted(random, hex, 9) };
}

function wingOf(random: SeededRandom, kind: HouseKind, yardDepth: number): Courtyard["wing"] {
	const plain = wall(
		random,
		random.pick(["brick", "plaster", "earth"]),
		random.pick([paint.greyBrick, paint.whitewash, paint.earth, paint.redBrick]),
	);
	return {
		wall: kind === "white" ? wall(random, "plaster", "#ddd3bd") : plain,
		roof: drifted(random, random.pick([paint.tile, "#6e6660", paint.tileRed]), 8),
		length: Math.min(yardDepth - 2, random.between(4, 5.5)),
		width: random.between(2.4, 3),
		eave: random.between(2.2, 2.5),
		flat: random.chance(0.25),
	};
}

function treeOf(random: SeededRandom, cold: boolean): TreeKind {
	return random.pick(
		cold
			? (["persimmon", "locust", "jujube", "ginkgo", "willow", "peach"] as const)
			: (["persimmon", "bamboo", "willow", "pomegranate", "locust", "ginkgo", "peach", "bamboo"] as const),
	);
}
