import { line, shape } from "./brush.ts";
import { shrub } from "./garden.ts";
import { grown } from "./growth.ts";
import { weeds } from "./heaps.ts";
import { darker, lighter, mixed } from "./palette.ts";
import type { Spot } from "./space.ts";
import { type Stage, stand } from "./stage.ts";
import { tree } from "./trees.ts";

/** The far side of the lane: a stone-lined ditch, grass, bushes, a pole and trees. */
export function verge(stage: Stage): string {
	const { x } = stage.courtyard.gate;
	const random = stage.lasting("verge");
	const bushes = Array.from({ length: 9 }, (_, i): Spot => [x - 4 + i * 3.4 + random.between(-1, 1), 0, -6.6 - random.between(0, 1.6)]);
	const tufts = Array.from(
		{ length: 12 },
		(_, i): Spot => [x - 4 + i * 1.6 + random.between(-0.5, 0.5), 0, -5.9 + random.between(-0.2, 0.2)],
	);
	const rows = [
		...bushes.flatMap((at, i) => stand(stage, { at, width: 1, height: 0.8, name: `verge/bush${i}` }, shrub)),
		...tufts.flatMap((at, i) => stand(stage, { at, width: 0.6, height: 0.3, name: `verge/tuft${i}` }, weeds)),
		...alley(stage),
	];
	return (
		grass(stage) +
		ditch(stage) +
		rows
			.sort((a, b) => b.depth - a.depth)
			.map(({ svg }) => svg)
			.join("")
	);
}

function alley(stage: Stage) {
	const { behind, gate } = stage.courtyard;
	return behind.flatMap(({ kind, height }, i) => {
		const shapeOf = grown(stage.lasting(`alley/${i}`), { kind, height: height * 0.8 });
		return stand(stage, { at: [gate.x + 2.5 + i * 5, 0, -8.2], width: 1, height, name: `alley/${i}`, lies: true, nearest: 4 }, (kit) =>
			tree(kit, shapeOf, 0.4),
		);
	});
}

function grass(stage: Stage): string {
	const hex = stage.light.weather === "snow" ? mixed(stage.season.grass, "#eef0f1", 0.8) : stage.season.grass;
	return shape(
		stage.lens.faceOn([
			[-40, 0, -5.6],
			[60, 0, -5.6],
			[60, 0, -14],
			[-40, 0, -14],
		]),
		stage.tone(hex, 0.75, 8),
	);
}

/** Choked and dull before, running clear after. */
function ditch(stage: Stage): string {
	const clean = stage.moment === "after";
	const at = (z: number, y: number): Spot[] => [
		[-40, y, z],
		[60, y, z],
	];
	const band = (near: number, far: number, y: number) => stage.lens.faceOn([...at(near, y), ...at(far, y).reverse()]);
	const water = clean ? mixed(stage.light.sky[1], "#6f8f94", 0.35) : "#6d6a50";
	const edges = [-4.85, -5.55].map((z) => stage.lens.course(at(z, 0))).join("");
	return (
		shape(band(-4.8, -5.6, 0), stage.tone("#8f8a7c", 0.4, 7)) +
		shape(band(-4.98, -5.48, -0.05), stage.tone(darker("#6d6a60", 0.3), 0.2, 7)) +
		shape(band(-5.1, -5.44, -0.05), clean ? water : stage.tone(water, 0.5, 7)) +
		line(edges, stage.tone(lighter("#a8a294", 0.2), 0.9, 7), 6)
	);
}
