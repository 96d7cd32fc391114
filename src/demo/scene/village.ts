import { line, shape } from "./brush.ts";
import { darker, lighter, paint } from "./palette.ts";
import { plainFace, sidesOf } from "./solids.ts";
import type { Spot } from "./space.ts";
import type { Stage } from "./stage.ts";

export type Neighbour = { x: number; z: number; width: number; deep: number; eave: number; rise: number; wall: string; roof: string };

/** The neighbours' houses, standing about the yard on every side. */
export function village(stage: Stage): string {
	const random = stage.lasting("village");
	const { yard } = stage.courtyard;
	const houses = Array.from({ length: 15 }, (_, i): Neighbour => {
		const turn = (i / 15) * Math.PI * 2 + random.between(-0.2, 0.2);
		const far = random.between(1, 2.4);
		const tall = random.chance(0.2);
		return {
			x: Math.sin(turn) * (yard.width / 2 + 13) * far,
			z: yard.depth / 2 + Math.cos(turn) * (yard.depth / 2 + 19) * far,
			width: random.between(8, 12),
			deep: random.between(5, 6.5),
			eave: tall ? 5.6 : random.between(2.6, 3.4),
			rise: random.between(1.4, 2.1),
			wall: random.pick([paint.whitewash, paint.redBrick, paint.earth, paint.stone, "#d9cdb6"]),
			roof: random.pick([paint.tile, "#6b6660", paint.tileRed, "#4e5458"]),
		};
	});
	const far = ({ x, z, width, deep }: Neighbour) => stage.lens.depthOf([x + width / 2, 1, z + deep / 2]);
	return houses
		.filter((one) => far(one) > 13)
		.sort((a, b) => far(b) - far(a))
		.map((one) => cottage(stage, one))
		.join("");
}

export function cottage(stage: Stage, one: Neighbour): string {
	const { x, z, width, deep, eave, rise, wall, roof } = one;
	const sides = sidesOf({ min: [x, 0, z], max: [x + width, eave, z + deep] });
	const depth = stage.lens.depthOf([x + width / 2, 2, z + deep / 2]);
	const { eye } = stage.lens.camera;
	const gable = (edge: number, normal: Spot) =>
		shape(
			stage.lens.faceOn([
				[edge, eave - 0.1, z],
				[edge, eave - 0.1, z + deep],
				[edge, eave + rise, z + deep / 2],
			]),
			stage.tone(wall, stage.turned(normal), depth),
		);
	const ridge = stage.lens.course([
		[x - 0.3, eave + rise, z + deep / 2],
		[x + width + 0.3, eave + rise, z + deep / 2],
	]);
	return [
		...[sides.back, sides.left, sides.right, sides.front].map((plane) => plainFace(stage, plane, wall)),
		eye[0] < x ? gable(x, [-1, 0, 0]) : "",
		eye[0] > x + width ? gable(x + width, [1, 0, 0]) : "",
		eye[2] < z ? openings(stage, one, depth) : "",
		eye[2] > z + deep / 2 ? slope(stage, one, { edge: z + deep + 0.4, depth }) : slope(stage, one, { edge: z - 0.4, depth }),
		line(ridge, stage.tone(lighter(roof, 0.1), 0.6, depth), Math.max(1.5, stage.lens.scaleAt(depth) * 0.16)),
	].join("");
}

function slope(stage: Stage, { x, z, width, deep, eave, rise, roof }: Neighbour, { edge, depth }: { edge: number; depth: number }): string {
	const [low, top, middle] = [eave - 0.2, eave + rise, z + deep / 2];
	const corners: Spot[] = [
		[x - 0.3, low, edge],
		[x + width + 0.3, low, edge],
		[x + width + 0.3, top, middle],
		[x - 0.3, top, middle],
	];
	const ribs = Array.from({ length: 9 }, (_, i) => x + (width * (i + 0.5)) / 9).map((u) =>
		stage.lens.course([
			[u, low, edge],
			[u, top, middle],
		]),
	);
	const hex = stage.light.weather === "snow" ? "#eceff2" : roof;
	const turned = stage.turned([0, 0.85, edge < z ? -0.5 : 0.5]);
	return (
		shape(stage.lens.faceOn(corners), stage.tone(hex, turned, depth)) +
		line(ribs.join(""), stage.tone(darker(roof, 0.25), 0.3, depth), 1.6, 0.35)
	);
}

function openings(stage: Stage, { x, z, width }: Neighbour, depth: number): string {
	const hole = (u: number, low: number, wide: number, high: number) =>
		stage.lens.faceOn([
			[u, low, z],
			[u + wide, low, z],
			[u + wide, high, z],
			[u, high, z],
		]);
	const holes = hole(x + width * 0.18, 1, 1.5, 2.2) + hole(x + width * 0.44, 0, 1.3, 2.1) + hole(x + width * 0.72, 1, 1.5, 2.2);
	return shape(holes, stage.tone("#4c4a48", 0.3, depth), 0.8);
}
