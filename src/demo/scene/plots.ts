import { dots, line, shape, soft } from "./brush.ts";
import { topped } from "./enclosure.ts";
import { darker } from "./palette.ts";
import { area, face, isClean, meadow, type Site, upright } from "./site.ts";
import type { Spot } from "./space.ts";
import { type Piece, type Stage, stand } from "./stage.ts";
import * as t from "./things.ts";

/** The old dump before a wall; after, a garden. */
export const dump: Site = {
	camera: { eye: [-0.2, 1.7, 1], yaw: 0.03, focal: 830, horizon: 415 },
	grounds: (stage) => [meadow(stage, 0.6)],
	cottages: [
		[-12, 14, 9],
		[5, 13, 9],
	],
	trees: [
		[-5.4, 9.5],
		[3.2, 12],
	],
	flat: (stage) => (isClean(stage) ? stepping(stage) : ""),
	built: (stage) => topped(stage, { min: [-4.4, 0, 8.6], max: [4.8, stage.courtyard.wall.height, 8.9] }, "dump/back"),
	standing: (stage) => (isClean(stage) ? [] : mound(stage)),
	dirty: {
		open: area(-3, 3, 3.6, 5.4),
		about: [t.bag, t.box, t.bottles, t.tyre, t.bottles],
		rows: [],
		weeds: [[area(-4, 4.4, 4.6, 8), 14]],
	},
	clean: [
		[
			[-3.8, 8],
			[4.2, 8],
			[t.tall, t.trellis, t.tall, t.trellis, t.tall],
		],
		[
			[-3.6, 6.9],
			[4, 6.9],
			[t.greens, t.bloom, t.greens, t.bloom, t.greens],
		],
		[
			[-3.4, 6],
			[-0.7, 6],
			[t.fence, t.fence],
		],
		[
			[1, 6],
			[3.8, 6],
			[t.fence, t.fence],
		],
		[
			[-3.2, 5],
			[-1.4, 4.8],
			[t.bench, t.pot],
		],
	],
};

/** Years of it: each row higher and farther back than the one before. */
function mound(stage: Stage): Piece[] {
	const random = stage.lasting("mound");
	const rows = [
		[0, 5.3, 9],
		[0.3, 5.9, 8],
		[0.62, 6.5, 6],
		[0.95, 7, 4],
	] as const;
	const heap = dots(-300, 6, -260, -60, -160, -100, -40, -130, 90, -124, 210, -84, 290, -30, 300, 6);
	const body = stand(stage, { at: [0.1, 0, 7.2], width: 5.6, height: 1.2, name: "mound" }, (kit) =>
		shape(soft(heap), kit.tone("#6f6350", 0.35)),
	);
	const lying = rows.flatMap(([y, z, count], row) =>
		Array.from({ length: count }, (_, i) => {
			const [motif, width, height] = random.pick([t.bag, t.bag, t.sacks, t.bag, t.box, t.sheet, t.tyre, t.bricks]);
			const x = ((i + 0.5) / count - 0.5) * (5.4 - row * 1.1) + random.between(-0.2, 0.2);
			return stand(stage, { at: [x, y, z + random.between(-0.2, 0.2)], width, height, name: `mound/${row}/${i}`, lies: row > 0 }, motif);
		}).flat(),
	);
	return [...body, ...lying];
}

function stepping(stage: Stage): string {
	const stones = Array.from({ length: 6 }, (_, i): Spot[] => {
		const [z, x] = [3.2 + i * 0.75, 0.15 + Math.sin(i) * 0.08];
		return [
			[x - 0.42, 0, z],
			[x + 0.4, 0, z + 0.04],
			[x + 0.36, 0, z + 0.5],
			[x - 0.38, 0, z + 0.46],
		];
	});
	return stones.map((stone) => face(stage, stone, "#b8b1a2", { turned: 0.8 })).join("");
}

/** The empty plot with what is left of its house; after, beds behind a low wall. */
export const vacant: Site = {
	camera: { eye: [0, 1.75, 0.8], yaw: 0.04, focal: 840, horizon: 410 },
	grounds: (stage) => [meadow(stage, 0.5)],
	cottages: [
		[-13, 15, 9],
		[0, 18, 9],
		[8, 14, 9],
	],
	trees: [
		[4.8, 9.6],
		[-5.4, 11],
	],
	built: (stage) => (isClean(stage) ? topped(stage, { min: [-4, 0, 8.4], max: [3.6, 1.1, 8.65] }, "vacant/wall") : brokenWall(stage)),
	dirty: {
		open: area(-2.6, 2.6, 3.4, 6),
		about: [t.tyre, t.bottles, t.bag],
		rows: [
			[
				[-3, 7.4],
				[2.6, 7.2],
				[t.bricks, t.bricks, t.planks, t.bricks],
			],
		],
		weeds: [[area(-3.4, 3.2, 3.4, 8), 32]],
	},
	clean: [
		[
			[-3.8, 7.9],
			[3.4, 7.9],
			[t.trellis, t.tall, t.trellis],
		],
		[
			[-3.6, 6.8],
			[3.4, 6.8],
			[t.greens, t.greens, t.bloom, t.greens],
		],
		[
			[-3.6, 5.8],
			[3.4, 5.8],
			[t.greens, t.bloom, t.greens, t.greens],
		],
		[
			[-3.6, 4.8],
			[3.4, 4.8],
			[t.fence, t.fence, t.fence],
		],
	],
};

function brokenWall(stage: Stage): string {
	const [hex, z] = ["#c39b68", 8.4];
	const tops = [1.9, 1.7, 1.9, 1.2, 0.5, 0.35, 0.9, 1.1, 1.6, 1.5, 0.7, 0.2];
	const edge = tops.map((y, i) => [-4 + (i * 7.4) / (tops.length - 1), y] as const);
	const body = [[-4, 0], ...edge, [3.4, 0]] as const;
	const course = (dotsOf: readonly (readonly [number, number])[]) => stage.lens.course(dotsOf.map(([x, y]): Spot => [x, y, z - 0.01]));
	const strata = [0.4, 0.8, 1.2].map((y) =>
		course([
			[-4, y],
			[-1.6, y * 0.96],
		]),
	);
	return (
		upright(
			stage,
			z + 0.35,
			body.map(([x, y]) => [x + 0.12, y] as const),
			darker(hex, 0.25),
			{ turned: 0.1 },
		) +
		upright(stage, z, body, hex) +
		line(strata.join("") + course(edge), stage.tone(darker(hex, 0.4), 0.3, 9), 2.5, 0.6)
	);
}
