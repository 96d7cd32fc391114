import { shape } from "./brush.ts";
import { doubleDoor, window } from "./openings.ts";
import { darker } from "./palette.ts";
import { ridge, tiledSlope } from "./roof.ts";
import { area, face, isClean, meadow, painted, type Site, upright } from "./site.ts";
import { boxShadow, sidesOf } from "./solids.ts";
import type { Spot } from "./space.ts";
import { type Stage, stand } from "./stage.ts";
import { wallFace } from "./surfaces.ts";
import * as t from "./things.ts";

/** The public toilet. */
export const toilet: Site = {
	camera: { eye: [-1.4, 1.7, -0.6], yaw: 0.2, focal: 820, horizon: 450 },
	grounds: (stage) => [meadow(stage), { ...area(-3.4, 4, 2, 6.4), floor: "slabs", colour: "#b3aa98", name: "apron" }],
	cottages: [
		[-15, 17, 9],
		[7, 19, 9],
	],
	trees: [
		[-4.6, 9.5],
		[6.4, 12],
	],
	built: (stage) => washroom(stage, isClean(stage)),
	dirty: {
		open: area(-2.6, 3, 2.8, 5),
		puddle: [1.2, 4, 0.7],
		about: [t.bag, t.bottles, t.basin, t.bottles],
		rows: [[[2.4, 5.4], [3.6, 5.4], [t.sacks]]],
		weeds: [[area(-3.4, 3.8, 5.4, 6.2), 16]],
	},
	clean: [
		[[-3.2, 5.8], [-2, 5.8], [t.pot]],
		[[0, 5.9], [0.7, 5.9], [t.pot]],
		[[2.6, 5.6], [3.8, 5.6], [t.bloom]],
		[
			[-3.7, 3.8],
			[-3.7, 5.4],
			[t.shrub, t.shrub],
		],
	],
};

function washroom(stage: Stage, clean: boolean): string {
	const box = { min: [-2.8, 0, 6.4] as Spot, max: [3.4, 2.9, 10] as Spot };
	const wall = { stuff: "plaster", colour: clean ? "#ece6d8" : "#cbc2ac" } as const;
	const { front, left } = sidesOf(box);
	boxShadow(stage, box);
	const door = (u: number, hex: string) =>
		doubleDoor(stage, front, { u, v: 0.1, width: 1.1, height: 2.1 }, { door: hex, couplets: false, ajar: !clean });
	const vents = [0.62, 3.1, 5.6].map((u) =>
		window(stage, front, { u, v: 2.05, width: 0.7, height: 0.4 }, { frame: "#5c7a83", lattice: "panes" }),
	);
	const gable: Spot[] = [
		[-2.8, 2.85, 6.4],
		[-2.8, 2.85, 10],
		[-2.8, 4.2, 8.2],
	];
	const splashes = [
		[-2.8, 0],
		[3.4, 0],
		[3.4, 0.5],
		[1.6, 0.9],
		[0, 0.45],
		[-1.4, 1],
		[-2.8, 0.6],
	] as const;
	return [
		wallFace(stage, left, wall, "toilet/left"),
		face(stage, gable, wall.colour, { turned: stage.turned([-1, 0, 0]) }),
		wallFace(stage, front, wall, "toilet/front"),
		wallFace(stage, { ...front, height: 0.6 }, { stuff: "stone", colour: "#8f8c83" }, "toilet/skirt"),
		clean ? "" : upright(stage, 6.38, splashes, "#6a5f4a", { opacity: 0.45 }),
		door(1.9, "#4f7796") + door(4.4, "#a8574a") + vents.join(""),
		figure(stage, -0.9, { hex: "#4f7796", isSkirted: false }) + figure(stage, 1.6, { hex: "#a8574a", isSkirted: true }),
		tiles(stage),
	].join("");
}

function tiles(stage: Stage): string {
	const { house } = stage.courtyard;
	const colour = house.kind === "cave" ? "#596065" : house.roof;
	const [from, to]: [Spot, Spot] = [
		[-3.2, 4.3, 8.2],
		[3.8, 4.3, 8.2],
	];
	const under: Spot[] = [
		[-3.2, 2.8, 5.9],
		[3.8, 2.8, 5.9],
		[3.8, 2.86, 6.4],
		[-3.2, 2.86, 6.4],
	];
	return (
		face(stage, under, "#4a423a", { turned: 0 }) +
		tiledSlope(stage, {
			eaveFrom: [-3.2, 2.85, 5.9],
			eaveTo: [3.8, 2.85, 5.9],
			ridgeFrom: from,
			ridgeTo: to,
			colour,
			lift: 0.12,
			name: "toilet",
		}) +
		ridge(stage, [from, to], { colour: darker(colour, 0.12), lift: 0.12, tall: 0.18 })
	);
}

/** The two figures that everybody knows, instead of words. */
function figure(stage: Stage, x: number, { hex, isSkirted }: { hex: string; isSkirted: boolean }): string {
	const body = isSkirted ? "M-4 -27H4L12 -8H-12ZM-5 -8H-1V0H-5ZM1 -8H5V0H1Z" : "M-9 -27H9V-12H-9ZM-6 -12H-1V0H-6ZM1 -12H6V0H1Z";
	return painted(
		stand(stage, { at: [x, 2.36, 6.35], width: 0.3, height: 0.3, name: `figure${x}`, lies: true }, (kit) =>
			shape(`M-5 -34a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z${body}`, kit.tone(hex, 0.7)),
		),
	);
}
