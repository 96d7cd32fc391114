import { closed, disc, line, shape, touch } from "./brush.ts";
import { darker, lighter, mixed } from "./palette.ts";
import { area, face, isClean, meadow, type Site } from "./site.ts";
import { HEIGHT, type Spot } from "./space.ts";
import { type Motif, type Piece, type Stage, stand } from "./stage.ts";
import { stains } from "./stains.ts";
import * as t from "./things.ts";
import type { Area } from "./views.ts";

/** The far water mirrors the low sky, the near one the high sky; dull, it mirrors little. */
export function surface(stage: Stage, rim: readonly Spot[], dull: number): string {
	const { horizon } = stage.lens.camera;
	const murk = stage.tone("#6a6b4a", 0.45, 6);
	const [low, high] = [stage.light.sky[2], stage.light.sky[0]].map((stop) => mixed(mixed(stop, "#5f8a8c", 0.3), murk, dull)) as [
		string,
		string,
	];
	const wash = stage.wash([low, mixed(low, high, 0.6), darker(high, 0.12)], [0, horizon + 10], [0, HEIGHT]);
	return shape(stage.lens.faceOn(rim), wash);
}

export function ripples(stage: Stage, { x0, x1, z0, z1 }: Area, y: number, count: number): string {
	const random = stage.lasting("ripples");
	const courses = Array.from({ length: count }, () => {
		const [x, z, half] = [random.between(x0, x1), random.between(z0, z1), random.between(0.1, 0.5)];
		return stage.lens.course([
			[Math.max(x0, x - half), y, z],
			[x, y, z + 0.03],
			[Math.min(x1, x + half), y, z],
		]);
	});
	return line(courses.join(""), lighter(stage.light.sky[2], 0.5), 1.6, 0.6);
}

/** Duckweed and foam. */
export function scum(stage: Stage, { x0, x1, z0, z1 }: Area, y: number): string {
	const random = stage.lasting("scum");
	const rafts = Array.from({ length: 26 }, (): Spot => [random.between(x0 + 0.2, x1 - 0.2), y, random.between(z0, Math.min(z1, 16))]);
	const wide = Math.min(0.5, (x1 - x0) * 0.16);
	const layer = (count: number, least: number, most: number, hex: string) =>
		shape(
			stains(stage, rafts.slice(0, count), () => random.between(least, most) * wide),
			stage.tone(hex, 0.7, 6),
			0.72,
		);
	return layer(26, 0.4, 1, "#8a9150") + layer(14, 0.2, 0.5, "#b9b98a");
}

const lotus: Motif = (kit) => {
	const pads = Array.from({ length: 7 }, () => {
		const [x, y, r] = [kit.random.between(-70, 70), kit.random.between(-16, 18), kit.random.between(16, 26)];
		const slit = closed([
			[x, y],
			[x + r * 0.8, y - 3],
			[x + r * 0.8, y + 3],
		]);
		return shape(disc(x, y, r, r * 0.36), kit.tone("#5d8a58", 0.7)) + line(slit, kit.tone(lighter("#5d8a58", 0.3), 0.9), 1.5, 0.7);
	});
	const blossom = [-2.5, -2, -1.57, -1.1, -0.6].map((angle) => touch(4, -16, 22, 8, angle)).join("");
	const isOver = kit.season.name === "winter" || kit.season.name === "autumn";
	return pads.join("") + (isOver ? "" : line("M4 4V-16", kit.tone("#6a8a50", 0.6), 3) + shape(blossom, kit.tone("#e3a2ae", 0.95)));
};

const duck: Motif = (kit) =>
	shape("M-26 -4Q-30 -18 -20 -16Q-6 -20 8 -16Q12 -30 20 -30Q28 -28 24 -16Q24 -2 4 0Q-16 2 -26 -4Z", kit.tone("#efe9da", 0.9)) +
	shape(touch(24, -24, 10, 3, 0.1), kit.tone("#dfa13a", 0.9)) +
	line("M-34 2Q0 8 34 2", kit.tone("#f4f4ec", 1), 2, 0.6);

const LEVEL = -0.3;

/** The village's pond with a willow. */
export const pond: Site = {
	camera: { eye: [0, 1.95, -1], yaw: 0.03, focal: 800, horizon: 380 },
	grounds: (stage) => [meadow(stage, 0.35), { ...area(-40, 40, -3, 2.4), floor: "slabs", colour: "#b3aa98", name: "walk" }],
	cottages: [
		[-14, 19, 10],
		[-3, 22, 9],
		[8, 18, 9],
	],
	trees: [
		[6.6, 10.5, { kind: "willow", height: 6.4 }],
		[-6.8, 13],
		[-1.5, 15.6],
	],
	flat: (stage) => basin(stage, isClean(stage)),
	standing: (stage) =>
		isClean(stage)
			? [...afloat(stage, [lotus, lotus, lotus, lotus, lotus], "lotus"), ...afloat(stage, [duck, duck], "duck")]
			: afloat(stage, [t.bottles[0], t.bag[0], t.litter[0], t.box[0]], "dropped"),
	dirty: {
		open: area(-4, 4, 1.8, 3.4),
		rows: [
			[
				[-3.6, 3],
				[4, 3],
				[t.bag, t.tyre, t.sacks, t.bag],
			],
		],
		weeds: [[area(-5.2, 5.4, 2.7, 4), 26]],
	},
	clean: [
		[
			[-4.8, 3.2],
			[5, 3.2],
			[t.bloom, t.shrub, t.bloom, t.bench, t.bloom, t.shrub],
		],
	],
};

function basin(stage: Stage, clean: boolean): string {
	const rim = (grow: number, y: number): Spot[] =>
		Array.from({ length: 28 }, (_, i) => {
			const turn = (i / 28) * Math.PI * 2;
			const wave = 1 + 0.05 * Math.sin(turn * 3 + 1);
			return [0.4 + Math.cos(turn) * (6.2 + grow) * wave, y, 8.6 + Math.sin(turn) * (4.6 + grow) * wave];
		});
	const water = area(-3.6, 4.4, 5.6, 11.6);
	return (
		face(stage, rim(0.4, 0), clean ? "#b3ac9d" : "#958c74") +
		face(stage, rim(0.12, -0.05), "#7b7566", { turned: 0.2 }) +
		surface(stage, rim(0, LEVEL), clean ? 0.05 : 0.8) +
		(clean ? ripples(stage, water, LEVEL, 34) : scum(stage, water, LEVEL))
	);
}

function afloat(stage: Stage, motifs: readonly t.Thing[0][], name: string): Piece[] {
	const random = stage.lasting(`afloat/${name}`);
	return motifs.flatMap((motif, n) =>
		stand(
			stage,
			{ at: [random.between(-3.4, 4), LEVEL, random.between(5.8, 11.4)], width: 0.5, height: 0.1, name: `${name}${n}`, lies: true },
			motif,
		),
	);
}
