import { closed, dots, line, rectangle, shape } from "./brush.ts";
import { topped } from "./enclosure.ts";
import { darker, lighter, mixed } from "./palette.ts";
import { tiledSlope } from "./roof.ts";
import { rubbishBag } from "./rubbish.ts";
import { area, face, isClean, meadow, painted, panel, type Site, upright } from "./site.ts";
import { block, boxShadow } from "./solids.ts";
import type { Spot } from "./space.ts";
import { type Kit, type Motif, type Stage, stand } from "./stage.ts";
import * as t from "./things.ts";

/** The bus stop at the main road. */
export const stop: Site = {
	camera: { eye: [0.2, 1.7, -0.7], yaw: -0.1, focal: 860, horizon: 440 },
	grounds: (stage) => [
		meadow(stage, 0.35),
		{ ...area(-40, 40, -3, 3), floor: "concrete", colour: "#8b8c88", name: "road" },
		{ ...area(-40, 40, 3.2, 6.2), floor: "slabs", colour: "#b3aa98", name: "pavement" },
	],
	cottages: [
		[-14, 17, 10],
		[3, 20, 11],
	],
	trees: [
		[3.6, 8.6],
		[-5.4, 10],
	],
	built: (stage) =>
		block(stage, { min: [-40, 0, 3], max: [40, 0.14, 3.22] }, "#c9c3b4") + shelter(stage, isClean(stage)) + signPole(stage, [2.4, 0, 3.9]),
	dirty: {
		open: area(-3, 3, 3.4, 5),
		puddle: [1.4, 2.2, 0.6],
		about: [t.bag, t.bottles, t.box, t.bottles, t.bag],
		rows: [],
		weeds: [[area(-4, 3.6, 5.2, 6), 16]],
	},
	clean: [
		[[-3.6, 5.2], [-2.8, 5.2], [t.pot]],
		[
			[2.2, 5.2],
			[3.8, 5],
			[t.bloom, t.pot],
		],
	],
};

const STAND = { x0: -2.6, x1: 1.6, z: 5.6 };

/** Roof on posts, a back of boards, a bench. */
function shelter(stage: Stage, clean: boolean): string {
	const { x0, x1, z } = STAND;
	boxShadow(stage, { min: [x0, 2.4, 4], max: [x1, 2.5, z] });
	const post = (x: number, at: number) => block(stage, { min: [x - 0.05, 0, at], max: [x + 0.05, 2.4, at + 0.1] }, "#5f7a6d");
	const back = block(stage, { min: [x0, 0.4, z], max: [x1, 2.3, z + 0.08] }, clean ? "#cfd6cf" : "#b9b6a6");
	const frame = [0, 1, 2, 3].map((i) => post(x0 + (i * (x1 - x0)) / 3, z - 0.06));
	const picture =
		upright(stage, z - 0.02, panel(-0.95, 0.75, -0.05, 2), clean ? "#e8d9b4" : "#cdbf9f") +
		upright(
			stage,
			z - 0.03,
			[
				[-0.95, 0.75],
				[-0.05, 0.75],
				[-0.05, 1.2],
				[-0.4, 1.5],
				[-0.95, 1.1],
			],
			"#7fa072",
		);
	const legs = [x0 + 0.7, x1 - 0.7].map((x) => block(stage, { min: [x - 0.05, 0, z - 0.5], max: [x + 0.05, 0.42, z - 0.2] }, "#6b7a74"));
	const seat = block(stage, { min: [x0 + 0.5, 0.42, z - 0.55], max: [x1 - 0.5, 0.5, z - 0.15] }, "#a98358");
	const roof =
		block(stage, { min: [x0 - 0.35, 2.4, 3.9], max: [x1 + 0.35, 2.52, z + 0.3] }, "#6f8a7c") +
		block(stage, { min: [x0 - 0.4, 2.5, 3.85], max: [x1 + 0.4, 2.62, 3.95] }, "#567064");
	return [back, picture, clean ? "" : papers(stage), ...frame, ...legs, seat, post(x0, 4.1), post(x1, 4.1), roof].join("");
}

/** Scraps of paper that somebody stuck there; they say nothing. */
function papers(stage: Stage): string {
	const random = stage.lasting("papers");
	const scraps = Array.from({ length: 17 }, () => {
		const [x, y, w, h] = [
			random.between(STAND.x0 + 0.15, STAND.x1 - 0.4),
			random.between(0.6, 1.9),
			random.between(0.16, 0.3),
			random.between(0.14, 0.3),
		];
		const lean = random.between(-0.05, 0.05);
		const corners = [
			[x, y],
			[x + w, y + lean],
			[x + w - lean, y + h + lean],
			[x - lean, y + h],
		] as const;
		return upright(stage, STAND.z - 0.04, corners, random.pick(["#eee9da", "#e9d98c", "#d9b9a4", "#c9d8dc"]));
	});
	return scraps.join("");
}

/** A round sign with a bus in it, and nothing written. */
function signPole(stage: Stage, at: Spot): string {
	return painted(
		stand(stage, { at, width: 0.3, height: 2.6, name: "sign" }, (kit) =>
			[
				line("M0 0V-262", kit.tone("#8b9292", 0.6), 6),
				shape("M-30 -262a30 30 0 1 0 60 0a30 30 0 1 0 -60 0Z", kit.tone("#3f74a0", 0.8)),
				shape("M-17 -276h34v24h-34Z", kit.tone("#f2efe4", 1)),
				shape("M-13 -272h11v9h-11ZM2 -272h11v9h-11ZM-12 -252h6v6h-6ZM6 -252h6v6h-6Z", kit.tone("#3f74a0", 0.8)),
			].join(""),
		),
	);
}

/** The collection point: four bins under a roof. */
export const bins: Site = {
	camera: { eye: [-0.3, 1.68, 0], yaw: 0.06, focal: 860, horizon: 430 },
	grounds: (stage) => [meadow(stage), { ...area(-3.4, 3.4, 1.5, 7), floor: "concrete", colour: "#b9b4a6", name: "apron" }],
	cottages: [
		[-13, 16, 10],
		[4, 17, 9],
	],
	trees: [
		[4.6, 9],
		[-5, 10.5],
	],
	built: binHouse,
	standing: (stage) =>
		["#5b8a5a", "#4f7796", "#5b8a5a", "#8d8f8c"].flatMap((hex, i) =>
			stand(stage, { at: [-1.5 + i, 0, 5.6], width: 0.6, height: 1, name: `bin${i}` }, bin(hex, !isClean(stage))),
		),
	front: binRoof,
	dirty: {
		open: area(-2.6, 2.8, 2.6, 4.4),
		puddle: [-1.2, 3.4, 0.6],
		about: [t.bag, t.bottles, t.bottles, t.basin],
		rows: [
			[
				[-2.2, 4.6],
				[2.4, 4.7],
				[t.bag, t.bag, t.box, t.bag, t.sacks],
			],
		],
		weeds: [[area(-3.6, 3.6, 5.4, 6.8), 10]],
	},
	clean: [
		[[-3.4, 4.6], [-2.8, 4.6], [t.pot]],
		[[2.7, 4.2], [3.7, 4.4], [t.bloom]],
		[[2.1, 5.8], [2.2, 5.8], [t.broom]],
	],
};

function binHouse(stage: Stage): string {
	const { colour } = stage.courtyard.wall;
	boxShadow(stage, { min: [-2.3, 0, 4.9], max: [2.5, 2.2, 6.6] });
	const side = (x: number) => block(stage, { min: [x, 0, 5.2], max: [x + 0.2, 1.2, 6.5] }, mixed(colour, "#cfc8b8", 0.3));
	const post = (x: number) => block(stage, { min: [x - 0.06, 0, 6.3], max: [x + 0.06, 2.3, 6.42] }, "#6f7a74");
	return topped(stage, { min: [-2.3, 0, 6.4], max: [2.5, 1.2, 6.65] }, "bins/back") + side(-2.3) + side(2.3) + post(-2.2) + post(2.4);
}

function binRoof(stage: Stage): string {
	const post = (x: number) => block(stage, { min: [x - 0.06, 0, 4.9], max: [x + 0.06, 2.15, 5.02] }, "#6f7a74");
	const under: Spot[] = [
		[-2.6, 2.12, 4.6],
		[2.8, 2.12, 4.6],
		[2.8, 2.3, 6.4],
		[-2.6, 2.3, 6.4],
	];
	const { roof: colour } = stage.courtyard.house;
	const slope = tiledSlope(stage, {
		eaveFrom: [-2.6, 2.15, 4.6],
		eaveTo: [2.8, 2.15, 4.6],
		ridgeFrom: [-2.6, 2.9, 6.4],
		ridgeTo: [2.8, 2.9, 6.4],
		colour,
		lift: 0.05,
		name: "bins",
	});
	return face(stage, under, "#4a423a", { turned: 0 }) + post(-2.2) + post(2.4) + slope;
}

/** A bin on wheels; full, its lid stands on what is in it. */
function bin(hex: string, isFull: boolean): Motif {
	return (kit: Kit) =>
		[
			isFull ? `<g transform="translate(-4 -84) scale(0.8)">${rubbishBag(kit)}</g>` : "",
			shape(closed(dots(-31, -92, 31, -92, 25, 0, -25, 0)), kit.tone(isFull ? darker(hex, 0.14) : hex, 0.45)),
			shape(closed(dots(8, -92, 31, -92, 25, 0, 10, 0)), kit.tone(lighter(hex, 0.16), 0.9)),
			isFull
				? shape(closed(dots(-34, -92, 30, -128, 36, -122, -30, -86)), kit.tone(darker(hex, 0.2), 0.7))
				: shape("M-35 -92Q0 -108 35 -92V-86H-35Z", kit.tone(darker(hex, 0.12), 0.8)),
			shape(rectangle(-12, -62, 16, 16), kit.tone("#f0ece0", 0.9), isFull ? 0.5 : 0.9),
			shape("M-21 -8a8 8 0 1 0 16 0a8 8 0 1 0 -16 0Z", kit.tone("#333436", 0.3)),
			isFull ? line("M-20 -80L-16 -30M4 -84L2 -20", kit.tone("#5a4c38", 0.3), 4, 0.5) : "",
		].join("");
}
