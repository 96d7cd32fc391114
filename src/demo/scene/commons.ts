import { line, shape } from "./brush.ts";
import { topped } from "./enclosure.ts";
import { darker, lighter } from "./palette.ts";
import { ridge, tiledSlope } from "./roof.ts";
import { area, meadow, painted, panel, type Site, upright } from "./site.ts";
import { block, boxShadow } from "./solids.ts";
import type { Spot } from "./space.ts";
import { type Stage, stand } from "./stage.ts";
import * as t from "./things.ts";

/** The road into the village, under its archway. */
export const entrance: Site = {
	camera: { eye: [0.6, 1.7, -0.2], yaw: -0.04, focal: 800, horizon: 480 },
	grounds: (stage) => [meadow(stage, 0.35), { ...area(-2.2, 2.2, -2, 40), floor: "concrete", colour: "#b9b4a6", name: "road" }],
	cottages: [
		[-13, 22, 9],
		[4, 26, 10],
		[-7, 34, 9],
	],
	trees: [
		[-5.6, 12],
		[6, 14],
		[4.6, 21],
	],
	built: (stage) => archway(stage, 9.5),
	dirty: {
		open: area(-2.4, 2.6, 3, 8),
		puddle: [-0.9, 4, 0.7],
		rows: [
			[
				[-2.8, 3.2],
				[-2.8, 8.6],
				[t.bricks, t.sacks, t.bricks, t.planks],
			],
			[
				[2.8, 3.4],
				[2.8, 8.6],
				[t.bag, t.box, t.sheet, t.bag],
			],
		],
		weeds: [
			[area(-4, -2.4, 2.8, 9), 12],
			[area(2.4, 4, 2.8, 9), 12],
		],
	},
	clean: [-2.9, 2.9].map(
		(x) =>
			[
				[x, 3],
				[x, 8.6],
				[t.bloom, t.bloom, t.shrub, t.bloom, t.tall],
			] as const,
	),
};

/** Two pillars on drums, beams and a roof of tiles; the board over the road is left empty. */
function archway(stage: Stage, z: number): string {
	const { roof: colour } = stage.courtyard.house;
	const wide = (low: number, high: number, hex: string) => block(stage, { min: [-3.7, low, z - 0.2], max: [3.7, high, z + 0.2] }, hex);
	const pillars = [-3.3, 3.3].map((x) => {
		boxShadow(stage, { min: [x - 0.3, 0, z - 0.3], max: [x + 0.3, 4.6, z + 0.3] });
		return (
			block(stage, { min: [x - 0.38, 0, z - 0.4], max: [x + 0.38, 0.75, z + 0.4] }, "#a9a294") +
			block(stage, { min: [x - 0.24, 0.75, z - 0.24], max: [x + 0.24, 4.4, z + 0.24] }, "#94453a")
		);
	});
	const board =
		upright(stage, z - 0.3, panel(-1.5, 3.75, 1.5, 4.35), "#3f5a52") + upright(stage, z - 0.32, panel(-1.4, 3.83, 1.4, 4.27), "#54746a");
	const brackets = Array.from({ length: 11 }, (_, i) =>
		block(stage, { min: [-3.4 + i * 0.66, 4.62, z - 0.34], max: [-3.2 + i * 0.66, 4.82, z + 0.1] }, "#c79a4c"),
	);
	const [from, to]: [Spot, Spot] = [
		[-4, 5.6, z],
		[4, 5.6, z],
	];
	const slope = tiledSlope(stage, {
		eaveFrom: [-4.3, 4.85, z - 0.9],
		eaveTo: [4.3, 4.85, z - 0.9],
		ridgeFrom: from,
		ridgeTo: to,
		colour,
		lift: 0.3,
		name: "archway",
	});
	const top = ridge(stage, [from, to], { colour: darker(colour, 0.12), lift: 0.25, tall: 0.2 });
	return [...pillars, wide(3.55, 3.75, "#6f8a7c"), wide(4.35, 4.62, lighter("#94453a", 0.06)), board, ...brackets, slope, top].join("");
}

/** Slabs, a painted wall and a hoop. */
export const square: Site = {
	camera: { eye: [-0.5, 1.8, 1.6], yaw: 0.05, focal: 820, horizon: 420 },
	grounds: (stage) => [meadow(stage), { ...area(-8, 8, -2, 13), floor: "slabs", colour: "#b5ac9b", name: "square" }],
	cottages: [
		[-13, 17, 10],
		[-2, 22, 9],
		[8, 18, 9],
	],
	trees: [
		[-6, 11.5, { height: 6.4 }],
		[6.2, 12],
	],
	built: (stage) =>
		topped(stage, { min: [-2.8, 0, 11.4], max: [3.4, 2.5, 11.8] }, "square/screen") + mural(stage, 11.36) + hoop(stage, [-3.9, 0, 8.6]),
	dirty: {
		open: area(-3, 3.6, 4.4, 8),
		puddle: [1.6, 5.6, 0.8],
		about: [t.bag, t.bottles, t.straw, t.box, t.bottles, t.tyre, t.basin, t.bag],
		rows: [
			[
				[-2.6, 10.6],
				[3.2, 10.6],
				[t.planks, t.sheet, t.heap],
			],
		],
		weeds: [[area(-5, 5, 4.2, 11), 16]],
	},
	clean: [
		[
			[-2.8, 10.8],
			[3.4, 10.8],
			[t.bloom, t.bloom, t.bloom, t.bloom],
		],
		[[1.2, 6.4], [2.6, 6.4], [t.tea]],
		[[-3.4, 6.4], [-2.2, 6.8], [t.bench]],
		[
			[3.6, 5.4],
			[4, 9],
			[t.pot, t.pot, t.pot],
		],
	],
};

/** Hills and water, as such walls are painted everywhere. */
function mural(stage: Stage, z: number): string {
	const ridgeLine = [
		[-2.2, 0.95],
		[-1.2, 1.35],
		[-0.2, 0.9],
		[1, 1.45],
		[2.8, 0.9],
	] as const;
	return (
		upright(stage, z, panel(-2.2, 0.55, 2.8, 1.9), "#efe6d0") +
		upright(stage, z - 0.01, [[-2.2, 0.7], ...ridgeLine, [2.8, 0.7]], "#8fae86") +
		upright(stage, z - 0.02, panel(-2.2, 0.55, 2.8, 0.74), "#9db8b8")
	);
}

function hoop(stage: Stage, at: Spot): string {
	return painted(
		stand(stage, { at, width: 0.4, height: 3, name: "hoop" }, (kit) =>
			[
				line("M0 0V-250L40 -300", kit.tone("#6d7f86", 0.6), 9),
				shape("M10 -370h110v80h-110Z", kit.tone("#e9e6db", 0.85)),
				line("M44 -322h42v26h-42Z", kit.tone("#b8503f", 0.7), 4),
				line("M46 -290h38", kit.tone("#c8643f", 0.8), 6),
				line("M48 -288L54 -258M65 -288V-256M82 -288L76 -258", kit.tone("#f0ece0", 1), 2, 0.8),
			].join(""),
		),
	);
}
