import type { Courtyard } from "./courtyard.ts";
import { frontWall, gate, type Side, sideWall, wing } from "./enclosure.ts";
import { house } from "./house.ts";
import { hungThings } from "./household.ts";
import type { Camera, Spot } from "./space.ts";
import type { Stage } from "./stage.ts";

/** The stretch of ground that the household set right: `along(share, out)` from one end to the other, `out` metres off the wall. */
export type Run = { length: number; along(share: number, out: number): Spot };
export type Area = { x0: number; x1: number; z0: number; z1: number };
/** A place to stand with the camera: what is seen from there, from far to near, and where the work was done. */
export type View = {
	camera: Camera;
	run: Run;
	open: Area;
	solids: ((stage: Stage) => string)[];
	/** Painted over everything in the yard: a gate or eaves that frame the picture. */
	frame?: (stage: Stage) => string;
	outside: boolean;
	tree: boolean;
};

const side = (sign: number): Side => (sign < 0 ? "left" : "right");
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
	return {
		camera: { eye: [s * -0.7, 1.72, z - 7.6], yaw: s * 0.06, focal: 800, horizon: 440 },
		run: run([s * 1.7, 0, z - 1.5], [s * 4.6, 0, z - 1.7], [0, -1]),
		open: { x0: -3.6, x1: 3.6, z0: z - 5, z1: z - 2.4 },
		solids: inYard(home),
		outside: false,
		tree: true,
	};
}

function threeQuarter(home: Courtyard): View {
	const s = -shadeSide(home);
	const { width, depth } = home.yard;
	return {
		camera: { eye: [-s * (width / 2 - 1.6), 1.75, 0.6], yaw: s * 0.62, focal: 790, horizon: 420 },
		run: run([s * (width / 2 - 0.15), 0, depth - 1.6], [s * (width / 2 - 0.15), 0, 2.4], [-s, 0]),
		open: { x0: Math.min(0, s * width * 0.36), x1: Math.max(0, s * width * 0.36), z0: 3.2, z1: depth - 2.2 },
		solids: inYard(home),
		outside: false,
		tree: true,
	};
}

function throughGate(home: Courtyard): View {
	const s = -shadeSide(home);
	const { gate: own, yard } = home;
	return {
		camera: { eye: [own.x - s * 0.2, 1.6, -1.95], yaw: s * 0.08, focal: 760, horizon: 440 },
		run: run([own.x + s * 0.7, 0, yard.depth - 2.4], [own.x + s * 2.9, 0, yard.depth - 2.6], [0, -1]),
		open: { x0: own.x - 1.3, x1: own.x + 1.5, z0: 1.8, z1: yard.depth - 3 },
		solids: inYard(home),
		frame: (stage) => frontWall(stage) + gate(stage, true),
		outside: true,
		tree: true,
	};
}

function lane(home: Courtyard): View {
	const { gate: own } = home;
	return {
		camera: { eye: [own.x - 6.4, 1.65, -3.4], yaw: 1.0, focal: 800, horizon: 430 },
		run: run([own.x - 1.7, 0, -0.4], [own.x - 4.2, 0, -0.4], [0, -1]),
		open: { x0: own.x - 3.8, x1: own.x + 1.5, z0: -3, z1: -1.4 },
		solids: [...inYard(home)],
		frame: (stage) => frontWall(stage) + gate(stage, false),
		outside: true,
		tree: true,
	};
}

function corner(home: Courtyard): View {
	const s = -shadeSide(home);
	const { width, depth } = home.yard;
	return {
		camera: { eye: [-s * 2.2, 1.8, depth - 1.2], yaw: s * 2.2, focal: 800, horizon: 400 },
		run: run([s * (width / 2 - 0.15), 0, 1.1], [s * (width / 2 - 0.15), 0, depth - 3.2], [-s, 0]),
		open: { x0: Math.min(0, s * width * 0.34), x1: Math.max(0, s * width * 0.34), z0: 1.4, z1: depth - 3.5 },
		solids: [(stage) => frontWall(stage) + gate(stage, false), (stage) => sideWall(stage, side(s))],
		outside: false,
		tree: false,
	};
}

function fromAbove(home: Courtyard): View {
	const s = -shadeSide(home);
	const { width, depth } = home.yard;
	return {
		camera: { eye: [-s * 3.2, 6.4, -2.4], yaw: s * 0.34, focal: 770, horizon: 150 },
		run: run([s * (width / 2 - 0.2), 0, depth - 1.6], [s * (width / 2 - 0.2), 0, 3], [-s, 0]),
		open: { x0: Math.min(-1.5 * s, s * width * 0.34), x1: Math.max(-1.5 * s, s * width * 0.34), z0: 3.6, z1: depth - 2 },
		solids: inYard(home),
		outside: false,
		tree: true,
	};
}

function fromPorch(home: Courtyard): View {
	const s = -shadeSide(home);
	const { yard, gate: own, house: built } = home;
	return {
		camera: { eye: [own.x - s * 0.6, 1.75 + built.plinth, yard.depth - 0.7], yaw: Math.PI - s * 0.2, focal: 820, horizon: 430 },
		run: run([own.x + s * 1.5, 0, 0.2], [own.x + s * 4.4, 0, 0.2], [0, 1]),
		open: { x0: own.x - 2.4, x1: own.x + 2.8, z0: 1.4, z1: yard.depth - 3.4 },
		solids: [
			(stage) => frontWall(stage) + gate(stage, false),
			(stage) => sideWall(stage, "left"),
			(stage) => sideWall(stage, "right"),
			(stage) => wing(stage, side(-s)),
		],
		outside: false,
		tree: true,
	};
}

function gableSide(home: Courtyard): View {
	const { house: built, yard } = home;
	const x1 = built.aside + built.width / 2;
	return {
		camera: { eye: [x1 + 5.6, 1.7, yard.depth - 1], yaw: -1.08, focal: 800, horizon: 500 },
		run: run([x1 + 0.2, 0, yard.depth + 0.7], [x1 + 0.2, 0, yard.depth + built.depth - 0.5], [1, 0]),
		open: { x0: x1 + 1.4, x1: x1 + 4, z0: yard.depth - 0.6, z1: yard.depth + 4 },
		solids: [house, hungThings, (stage) => sideWall(stage, "right")],
		outside: true,
		tree: false,
	};
}

/** The order is the meaning of `view`. */
export const VIEW = [facade, threeQuarter, throughGate, lane, corner, fromAbove, fromPorch, gableSide] as const;
