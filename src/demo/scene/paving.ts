import { line, shape } from "./brush.ts";
import { darker, lighter, mixed } from "./palette.ts";
import type { Spot } from "./space.ts";
import type { Stage } from "./stage.ts";
import type { Ground } from "./stains.ts";
import { flats, spots, stains } from "./stains.ts";

export const PAVING: Record<Ground["floor"], (stage: Stage, g: Ground) => string> = { earth, concrete, brick, slabs };

export function earth(stage: Stage, g: Ground): string {
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

export function concrete(stage: Stage, g: Ground): string {
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
			0.13,
		),
		line(joints.join(""), ink(darker(g.colour, 0.4)), 2.2, 0.6),
		line(cracks.join(""), ink(darker(g.colour, 0.45)), 1.5, 0.6),
	].join("");
}

export function brick(stage: Stage, g: Ground): string {
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

export function slabs(stage: Stage, g: Ground): string {
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
