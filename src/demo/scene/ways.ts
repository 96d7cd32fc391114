import { line } from "./brush.ts";
import { topped } from "./enclosure.ts";
import { darker } from "./palette.ts";
import { area, face, isClean, level, meadow, type Site } from "./site.ts";
import { block } from "./solids.ts";
import type { Spot } from "./space.ts";
import { type Piece, type Stage, stand } from "./stage.ts";
import * as t from "./things.ts";
import { ripples, scum, surface } from "./water.ts";

/** A lane between walls, with its gutter. */
export const lane: Site = {
	camera: { eye: [0.3, 1.66, 0.6], yaw: -0.02, focal: 800, horizon: 420 },
	grounds: (stage) => {
		const { floor, colour } = stage.courtyard.yard;
		return [meadow(stage), { ...area(-2, 2, -1, 32), floor, colour, name: "lane" }];
	},
	cottages: [
		[-7, 27, 12],
		[2.4, 17, 8],
		[-11, 8, 8.2],
	],
	trees: [
		[3.4, 15.5],
		[-4, 17],
	],
	flat: (stage) => level(stage, area(-2, -1.66, 0.5, 30), isClean(stage) ? "#6d6a60" : "#4f4a38", { turned: 0.2 }),
	built: (stage) => {
		const { height } = stage.courtyard.wall;
		return (
			topped(stage, { min: [-2.3, 0, 0.6], max: [-2, height, 15] }, "lane/left") +
			topped(stage, { min: [2, 0, 2.4], max: [2.3, height * 0.92, 11] }, "lane/right")
		);
	},
	dirty: {
		open: area(-1.5, 1.5, 2.8, 8),
		puddle: [0.5, 4.6, 0.8],
		rows: [
			[
				[-1.5, 3.2],
				[-1.5, 10],
				[t.bag, t.sacks, t.bag, t.box, t.bricks, t.bag],
			],
			[
				[1.5, 3.8],
				[1.6, 9.5],
				[t.planks, t.tyre, t.bag, t.straw],
			],
		],
		weeds: [
			[area(-1.9, -1.4, 2.8, 12), 10],
			[area(1.4, 1.9, 2.8, 10), 8],
		],
	},
	clean: [
		[
			[-1.55, 3],
			[-1.55, 11],
			[t.bloom, t.pot, t.bloom, t.pot, t.bloom, t.shrub],
		],
		[
			[1.55, 3.2],
			[1.6, 10],
			[t.pot, t.broom, t.bench, t.pot],
		],
	],
};

const SURFACE = -0.42;
const BED = area(-1.6, -0.2, 0.6, 34);

/** Stone walls on both sides, a slab over it, a path beside. */
export const ditch: Site = {
	camera: { eye: [0.9, 1.72, -0.2], yaw: -0.22, focal: 820, horizon: 395 },
	grounds: (stage) => [meadow(stage), { ...area(-0.1, 3, -1, 34), floor: "concrete", colour: "#b9b4a6", name: "path" }],
	cottages: [
		[-13, 20, 9],
		[3.4, 16, 8],
		[-5, 36, 10],
	],
	trees: [
		[-4.4, 12.5, { kind: "willow", height: 6 }],
		[-6.5, 19],
	],
	flat: (stage) => channel(stage, isClean(stage)),
	built: (stage) =>
		topped(stage, { min: [3, 0, 2.6], max: [3.3, stage.courtyard.wall.height, 14] }, "ditch/wall") +
		block(stage, { min: [-2, 0.02, 10], max: [0.2, 0.17, 11.3] }, "#b3ac9d"),
	standing: (stage) =>
		isClean(stage) ? [] : [t.bag, t.bottles, t.litter, t.box, t.bottles].flatMap((thing, n) => afloat(stage, thing, n)),
	dirty: {
		open: area(0.2, 2.6, 3, 8),
		rows: [
			[
				[-2.3, 2.8],
				[-2.3, 8],
				[t.bag, t.tyre, t.sacks, t.bag],
			],
			[
				[0.5, 4],
				[0.6, 8],
				[t.litter, t.bricks],
			],
		],
		weeds: [[area(-3.2, -1.95, 2.2, 12), 24]],
	},
	clean: [
		[
			[-2.4, 2.8],
			[-2.4, 11],
			[t.bloom, t.bloom, t.shrub, t.bloom, t.bloom, t.shrub],
		],
		[
			[2.6, 4.2],
			[2.6, 9],
			[t.pot, t.broom, t.pot],
		],
	],
};

function afloat(stage: Stage, [motif]: t.Thing, n: number): Piece[] {
	return stand(stage, { at: [-0.95, SURFACE, 3 + n * 1.2], width: 1, height: 0.1, name: `afloat${n}`, lies: true }, motif);
}

function channel(stage: Stage, clean: boolean): string {
	const { x0, x1, z0, z1 } = BED;
	const foot = x0 + 0.14;
	const joints = Array.from({ length: 26 }, (_, i) => {
		const z = z0 + 0.6 * i * (1 + i * 0.03);
		return stage.lens.course([
			[x0, 0, z],
			[foot, SURFACE, z + 0.1],
		]);
	});
	const along = (near: readonly [number, number], far: readonly [number, number]): Spot[] => [
		[near[0], near[1], z0],
		[far[0], far[1], z0],
		[far[0], far[1], z1],
		[near[0], near[1], z1],
	];
	const water = area(foot, x1 - 0.1, z0 + 1, z1);
	return [
		face(stage, along([x0, 0], [foot, SURFACE]), clean ? "#9c978a" : "#77725f", { turned: 0.5 }),
		line(joints.join(""), stage.tone(darker("#8a8576", 0.3), 0.4, 6), 2, 0.6),
		surface(stage, along([foot, SURFACE], [x1 - 0.1, SURFACE]), clean ? 0.05 : 0.85),
		clean ? ripples(stage, water, SURFACE, 26) : scum(stage, water, SURFACE),
		level(stage, area(x0 - 0.22, x0, z0, z1), "#b7b1a2"),
		level(stage, area(x1, x1 + 0.16, z0, z1), "#bdb7a8"),
	].join("");
}
