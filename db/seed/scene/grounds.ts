import { blob, disc, line, shape, touch } from "./brush.ts";
import { darker, lighter, mixed } from "./palette.ts";
import { HEIGHT, type Spot, WIDTH } from "./space.ts";
import type { Stage } from "./stage.ts";

/** The yard's floor or, outside, the lane: a flat piece of ground with its own paving. */
export type Ground = {
	x0: number;
	x1: number;
	z0: number;
	z1: number;
	floor: "earth" | "concrete" | "brick" | "slabs";
	colour: string;
	name: string;
};

export function ground(stage: Stage, g: Ground): string {
	const outline = stage.lens.faceOn([
		[g.x0, 0, g.z0],
		[g.x1, 0, g.z0],
		[g.x1, 0, g.z1],
		[g.x0, 0, g.z1],
	]);
	if (!outline) return "";
	const ink = (hex: string, depth = 6) => stage.tone(hex, 0.78, depth);
	const { horizon } = stage.lens.camera;
	const wet = stage.light.weather === "wet";
	const hex = stage.light.weather === "snow" ? mixed(g.colour, "#eef0f1", 0.86) : wet ? darker(g.colour, 0.24) : g.colour;
	const base = stage.wash(
		[ink(lighter(hex, 0.14), 14), ink(lighter(hex, 0.04), 7), ink(darker(hex, 0.1), 2)],
		[0, horizon + 60],
		[0, HEIGHT + 40],
	);
	return (
		shape(outline, base) + (stage.light.weather === "snow" ? drifts(stage, g) : PAVING[g.floor](stage, g)) + (wet ? shine(stage, g) : "")
	);
}

const PAVING: Record<Ground["floor"], (stage: Stage, g: Ground) => string> = { earth, concrete, brick, slabs };

function spots(stage: Stage, g: Ground, count: number, name: string): Spot[] {
	const random = stage.lasting(`${g.name}/${name}`);
	return Array.from({ length: count }, (): Spot => [random.between(g.x0, g.x1), 0, random.between(g.z0, g.z1)]);
}

/** Soft stains lying on the ground, sized in metres. */
function stains(stage: Stage, places: readonly Spot[], size: (i: number) => number): string {
	const random = stage.lasting("stains");
	return places
		.map((spot, i) => {
			const { x, y, depth } = stage.lens.seen(spot);
			const r = stage.lens.scaleAt(depth) * size(i);
			if (depth < 1.2 || x < -r || x > WIDTH + r || y > HEIGHT + r) return "";
			return blob(random, { x, y, rx: r * 1.3, ry: r * flatness(stage, depth) * 0.7, rough: 0.4, corners: 9 });
		})
		.join("");
}

/** Flat dabs lying on the ground, sized in metres. */
export function flats(stage: Stage, places: readonly Spot[], size: (i: number) => number): string {
	return places
		.map((spot, i) => {
			const { x, y, depth } = stage.lens.seen(spot);
			if (depth < 0.9 || x < -60 || x > WIDTH + 60 || y > HEIGHT + 60) return "";
			const r = stage.lens.scaleAt(depth) * size(i);
			return disc(x, y, r, r * flatness(stage, depth));
		})
		.join("");
}

export const flatness = (stage: Stage, depth: number) => Math.min(0.7, stage.lens.camera.eye[1] / Math.max(1, depth));

function earth(stage: Stage, g: Ground): string {
	const random = stage.lasting(`${g.name}/earth`);
	const ink = (hex: string) => stage.tone(hex, 0.75, 5);
	const sizes = Array.from({ length: 90 }, () => random.between(0.1, 0.6));
	const pebbles = spots(stage, g, 160, "pebbles");
	return [
		shape(
			stains(stage, spots(stage, g, 24, "pale"), (i) => (sizes[i] ?? 0.3) * 1.6),
			ink(lighter(g.colour, 0.2)),
			0.28,
		),
		shape(
			stains(stage, spots(stage, g, 20, "dark"), (i) => (sizes[i + 30] ?? 0.3) * 1.5),
			ink(darker(g.colour, 0.2)),
			0.2,
		),
		shape(
			flats(stage, pebbles, () => 0.022),
			ink(darker(g.colour, 0.35)),
			0.55,
		),
		shape(
			flats(
				stage,
				pebbles.map(([x, y, z]): Spot => [x + 0.35, y, z + 0.2]),
				() => 0.018,
			),
			ink(lighter(g.colour, 0.4)),
			0.6,
		),
	].join("");
}

function concrete(stage: Stage, g: Ground): string {
	const random = stage.lasting(`${g.name}/concrete`);
	const ink = (hex: string) => stage.tone(hex, 0.75, 5);
	const joints: string[] = [];
	for (let x = g.x0 + 2.4; x < g.x1; x += 2.4)
		joints.push(
			stage.lens.course([
				[x, 0, g.z0],
				[x, 0, g.z1],
			]),
		);
	for (let z = g.z0 + 2.1; z < g.z1; z += 2.1)
		joints.push(
			stage.lens.course([
				[g.x0, 0, z],
				[g.x1, 0, z],
			]),
		);
	const cracks = spots(stage, g, 6, "cracks").map(([x, , z]) => {
		const dots = Array.from({ length: 6 }, (_, i): Spot => [x + i * 0.22 + random.between(-0.1, 0.1), 0, z + random.between(-0.3, 0.3)]);
		return stage.lens.course(dots);
	});
	return [
		shape(
			stains(stage, spots(stage, g, 16, "stains"), () => random.between(0.2, 0.9)),
			ink(darker(g.colour, 0.22)),
			0.16,
		),
		shape(
			stains(stage, spots(stage, g, 12, "pale"), () => random.between(0.3, 1)),
			ink(lighter(g.colour, 0.3)),
			0.26,
		),
		line(joints.join(""), ink(darker(g.colour, 0.4)), 2.2, 0.6),
		line(cracks.join(""), ink(darker(g.colour, 0.45)), 1.5, 0.6),
	].join("");
}

function brick(stage: Stage, g: Ground): string {
	const random = stage.lasting(`${g.name}/paving`);
	const ink = (hex: string) => stage.tone(hex, 0.75, 5);
	const tones = [lighter(g.colour, 0.16), darker(g.colour, 0.18), mixed(g.colour, "#7e8068", 0.35)];
	const laid = tones.map((tone) => {
		const bricks = Array.from({ length: 120 }, () => {
			const row = random.int(0, Math.floor((g.z1 - g.z0) / 0.3));
			const [x, z] = [g.x0 + random.int(0, Math.floor((g.x1 - g.x0) / 0.6)) * 0.6 + (row % 2) * 0.3, g.z0 + row * 0.3];
			return stage.lens.faceOn([
				[x, 0, z],
				[x + 0.57, 0, z],
				[x + 0.57, 0, z + 0.27],
				[x, 0, z + 0.27],
			]);
		});
		return shape(bricks.join(""), ink(tone), 0.6);
	});
	const rows: string[] = [];
	for (let z = g.z0; z < g.z1; z += 0.3)
		rows.push(
			stage.lens.course([
				[g.x0, 0, z],
				[g.x1, 0, z],
			]),
		);
	return laid.join("") + line(rows.join(""), ink(darker(g.colour, 0.35)), 1.3, 0.45);
}

function slabs(stage: Stage, g: Ground): string {
	const random = stage.lasting(`${g.name}/slabs`);
	const ink = (hex: string) => stage.tone(hex, 0.75, 5);
	const tones: string[][] = [[], [], []];
	const wobble = () => random.between(-0.08, 0.08);
	for (let z = g.z0; z < g.z1; z += 0.75)
		for (let x = g.x0 - random.between(0, 0.5); x < g.x1; ) {
			const wide = random.between(0.6, 1.2);
			const corners: Spot[] = [
				[x + 0.04 + wobble(), 0, z + 0.04],
				[x + wide / 2, 0, z + 0.02 + wobble() / 2],
				[x + wide - 0.04, 0, z + 0.04 + wobble()],
				[x + wide - 0.05 + wobble() / 2, 0, z + 0.7],
				[x + 0.05, 0, z + 0.7 + wobble() / 2],
			];
			tones[random.int(0, 2)]?.push(stage.lens.faceOn(corners));
			x += wide;
		}
	const shades = [lighter(g.colour, 0.18), darker(g.colour, 0.1), mixed(g.colour, "#8d8a72", 0.4)];
	const joints = shape(
		stage.lens.faceOn([
			[g.x0, 0, g.z0],
			[g.x1, 0, g.z0],
			[g.x1, 0, g.z1],
			[g.x0, 0, g.z1],
		]),
		ink(mixed(darker(g.colour, 0.3), "#6f7a52", 0.3)),
		0.7,
	);
	return joints + tones.map((slab, i) => shape(slab.join(""), ink(shades[i] as string), 0.92)).join("");
}

function drifts(stage: Stage, g: Ground): string {
	const random = stage.lasting(`${g.name}/drifts`);
	const blue = stage.tone("#c3ceda", 0.4, 5);
	return (
		shape(
			stains(stage, spots(stage, g, 18, "hollows"), () => random.between(0.3, 1)),
			blue,
			0.3,
		) +
		shape(
			stains(stage, spots(stage, g, 14, "crests"), () => random.between(0.3, 0.9)),
			stage.tone("#fbfbf9", 1, 5),
			0.5,
		)
	);
}

/** After rain the ground holds some sky. */
function shine(stage: Stage, g: Ground): string {
	const pools = spots(stage, g, 16, "shine");
	const random = stage.passing("shine");
	return (
		shape(
			stains(stage, pools, () => random.between(0.2, 0.9)),
			stage.light.sky[2],
			0.26,
		) +
		shape(
			stains(stage, pools, () => random.between(0.08, 0.4)),
			stage.light.sky[1],
			0.4,
		)
	);
}

/** Broom arcs: fans of fine light lines on the swept ground. */
export function broomTraces(stage: Stage, area: { x0: number; x1: number; z0: number; z1: number }): string {
	const random = stage.passing("broom");
	const fans = Array.from({ length: 14 }, () => {
		const [cx, cz, turn] = [random.between(area.x0, area.x1), random.between(area.z0, area.z1), random.between(-0.5, 0.5)];
		return Array.from({ length: 7 }, (_, k) => {
			const r = 0.9 + k * 0.075;
			return stage.lens.course(
				Array.from({ length: 6 }, (_, i): Spot => [cx + Math.cos(turn + i * 0.2) * r, 0, cz + Math.sin(turn + i * 0.2) * r]),
			);
		}).join("");
	});
	const { colour } = stage.courtyard.yard;
	return (
		line(fans.join(""), stage.tone(lighter(colour, 0.4), 0.9, 5), 1.6, 0.34) +
		line(fans.slice(0, 7).join(""), stage.tone(darker(colour, 0.3), 0.6, 5), 1, 0.16)
	);
}

export function fallenLeaves(stage: Stage, area: { x0: number; x1: number; z0: number; z1: number }, count: number): string {
	const random = stage.passing("leaves");
	const tones = [stage.season.leaf, "#b8662e", "#d9a441"];
	return tones
		.map((tone) => {
			const leaves = Array.from({ length: Math.round(count / 3) }, () => {
				const { x, y, depth } = stage.lens.seen([random.between(area.x0, area.x1), 0, random.between(area.z0, area.z1)]);
				const size = stage.lens.scaleAt(depth) * 0.09;
				return depth < 1 ? "" : touch(x, y, size, size * 0.24, random.pick([random.between(-0.4, 0.4), random.between(2.8, 3.5)]));
			});
			return shape(leaves.join(""), stage.tone(tone, 0.8, 5));
		})
		.join("");
}
