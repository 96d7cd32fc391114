import type { Courtyard } from "./courtyard.ts";
import { frontWall, type Side, sideWall } from "./enclosure.ts";
import { gate } from "./gate.ts";
import { house } from "./house.ts";
import { hungThings } from "./household.ts";
import { verge } from "./lane.ts";
import { porchFrame } from "./porch.ts";
import type { Camera, Spot } from "./space.ts";
import type { Stage } from "./stage.ts";
import { wing } from "./wing.ts";

/** The stretch of ground that the household set right: `along(share, out)` from one end to the other, `out` metres off the wall. */
export type Run = { length: number; along(share: number, out: number): Spot };
export type Area = { x0: number; x1: number; z0: number; z1: number };
/** A place to stand with the camera: what is seen from there, from far to near, and where the work was done. */
export type View = {
	camera: Camera;
	/** Metres by which homes differ in where their people like to stand. */
	play: number;
	run: Run;
	open: Area;
	solids: ((stage: Stage) => string)[];
	/** Between the yard and the lane: painted over what is in the yard, under what is outside. */
	front?: (stage: Stage) => string;
	/** Painted over everything. */
	overhead?: (stage: Stage) => string;
	tree?: Spot;
	/** A tree outside, looking over the wall. */
	over?: Spot;
};

const side = (sign: number): Side => (sign < 0 ? "left" : "right");
const standing = (home: Courtyard): Spot => [home.tree.x, 0, home.tree.z];
const shadeSide = (home: Courtyard) => Math.sign(home.tree.x) || 1;

function run(from: Spot, to: Spot, out: readonly [number, number]): Run {
	return {
		length: Math.hypot(to[0] - from[0], to[2] - from[2]),
		along: (share, off) => [from[0] + (to[0] - from[0]) * share + out[0] * off, 0, from[2] + (to[2] - from[2]) * share + out[1] * off],
	};
}

const inYard = (home: Courtyard) => [
	house,
	hungThings,
	(stage: Stage) => sideWall(stage, "left"),
	(stage: Stage) => sideWall(stage, "right"),
	(stage: Stage) => wing(stage, side(shadeSide(home))),
];

function facade(home: Courtyard): View {
	const s = -shadeSide(home);
	const z = home.yard.depth;
	const tall = home.house.kind === "storeyed";
	return {
		camera: { eye: [s * -0.7, 1.72, z - (tall ? 9.4 : 7.6)], yaw: s * 0.06, focal: 800, horizon: tall ? 520 : 445 },
		play: 0.7,
		run: run([s * 1.7, 0, z - 1.5], [s * 4.8, 0, z - 1.9], [0, -1]),
		open: { x0: -3.4, x1: 3.4, z0: z - 4.6, z1: z - 2.2 },
		solids: inYard(home),
		tree: standing(home),
	};
}

function threeQuarter(home: Courtyard): View {
	const s = -shadeSide(home);
	const { width, depth } = home.yard;
	return {
		camera: { eye: [-s * (width / 2 - (home.wing ? home.wing.width + 1.3 : 1.4)), 1.75, 0.4], yaw: s * 0.58, focal: 830, horizon: 420 },
		play: 0.5,
		run: run([s * (width / 2 - 0.15), 0, depth - 1.6], [s * (width / 2 - 0.15), 0, 2.4], [-s, 0]),
		open: { x0: Math.min(0, s * width * 0.36), x1: Math.max(0, s * width * 0.36), z0: 3.2, z1: depth - 2.2 },
		solids: inYard(home),
		tree: standing(home),
	};
}

function throughGate(home: Courtyard): View {
	const s = -shadeSide(home);
	const { gate: own, yard } = home;
	return {
		camera: { eye: [own.x - s * 0.2, 1.6, -1.7], yaw: s * 0.08, focal: 780, horizon: 440 },
		play: 0.22,
		run: run([own.x + s * 0.7, 0, yard.depth - 2.4], [own.x + s * 2.9, 0, yard.depth - 2.6], [0, -1]),
		open: { x0: own.x - 1.3, x1: own.x + 1.5, z0: 1.8, z1: yard.depth - 3 },
		solids: inYard(home),
		front: (stage) => frontWall(stage) + gate(stage, true),
		tree: standing(home),
	};
}

function lane(home: Courtyard): View {
	const { gate: own } = home;
	return {
		camera: { eye: [own.x - 6.2, 1.65, -3.3], yaw: 1.02, focal: 800, horizon: 430 },
		play: 0.8,
		run: run([own.x - 1.5, 0, -0.4], [own.x - 4.1, 0, -0.4], [0, -1]),
		open: { x0: own.x - 3.6, x1: own.x + 1.5, z0: -2.9, z1: -1.5 },
		solids: [verge, ...inYard(home)],
		front: (stage) => frontWall(stage) + gate(stage, false),
		tree: standing(home),
	};
}

function corner(home: Courtyard): View {
	const s = -shadeSide(home);
	const { width, depth } = home.yard;
	return {
		camera: { eye: [s * (width / 2 - 4.8), 1.95, depth * 0.58], yaw: s * 2.05, focal: 800, horizon: 420 },
		play: 0.5,
		run: run([s * (width / 2 - 0.15), 0, 0.9], [s * (width / 2 - 0.15), 0, depth * 0.52], [-s, 0]),
		open: { x0: Math.min(s * width * 0.1, s * width * 0.36), x1: Math.max(s * width * 0.1, s * width * 0.36), z0: 1, z1: depth * 0.46 },
		solids: [(stage) => frontWall(stage) + gate(stage, false), (stage) => sideWall(stage, side(s))],
		over: [s * (width / 2 + 1.8), 0, depth * 0.2],
	};
}

function fromAbove(home: Courtyard): View {
	const s = -shadeSide(home);
	const { width, depth } = home.yard;
	return {
		camera: { eye: [-s * 2.6, 5.4, -1], yaw: s * 0.36, focal: 830, horizon: 160 },
		play: 0.8,
		run: run([s * (width / 2 - 0.2), 0, depth - 1.6], [s * (width / 2 - 0.2), 0, 3], [-s, 0]),
		open: { x0: Math.min(-1.5 * s, s * width * 0.34), x1: Math.max(-1.5 * s, s * width * 0.34), z0: 3.6, z1: depth - 2 },
		solids: inYard(home),
		tree: standing(home),
	};
}

/** From the doorway, out under the eaves to the gate. A cave has no eaves: there the picture is of the corner. */
function fromPorch(home: Courtyard): View {
	const s = -shadeSide(home);
	const { yard, house: built } = home;
	if (built.kind === "cave") return corner(home);
	return {
		camera: { eye: [built.aside + s * 0.2, 1.72 + built.plinth, yard.depth + 0.75], yaw: Math.PI - s * 0.42, focal: 800, horizon: 430 },
		play: 0.3,
		run: run([s * (yard.width / 2 - 0.15), 0, yard.depth - 2.6], [s * (yard.width / 2 - 0.15), 0, 2.6], [-s, 0]),
		open: { x0: Math.min(s * 0.4, s * 3.4), x1: Math.max(s * 0.4, s * 3.4), z0: yard.depth - 5.4, z1: yard.depth - 2.6 },
		solids: [(stage) => frontWall(stage) + gate(stage, false), (stage) => sideWall(stage, side(s)), (stage) => sideWall(stage, side(-s))],
		overhead: porchFrame,
		over: [s * (yard.width / 2 + 2), 0, -1],
	};
}

/** The gable from the side yard; a cave has none. */
function gableSide(home: Courtyard): View {
	const { house: built, yard } = home;
	if (built.kind === "cave") return threeQuarter(home);
	const x1 = built.aside + built.width / 2;
	return {
		camera: { eye: [x1 + 5.4, 1.7, yard.depth - 0.9], yaw: -1.05, focal: 800, horizon: 510 },
		play: 0.4,
		run: run([x1 + 0.2, 0, yard.depth + 0.5], [x1 + 0.2, 0, yard.depth + built.depth - 0.4], [1, 0]),
		open: { x0: x1 + 1.2, x1: x1 + 3.4, z0: yard.depth - 0.2, z1: yard.depth + 3.6 },
		solids: [house, hungThings, (stage) => sideWall(stage, "right")],
		over: [x1 + 2.6, 0, yard.depth + built.depth + 1.8],
	};
}

/** The order is the meaning of `view`. */
export const VIEW = [facade, threeQuarter, throughGate, lane, corner, fromAbove, fromPorch, gableSide] as const;
