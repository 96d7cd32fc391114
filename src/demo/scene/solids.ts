import { closed, shape } from "./brush.ts";
import type { Wall } from "./dwelling.ts";
import { faces, type Plane, rectangleOn, type Spot } from "./space.ts";
import { hull, type Stage, shadowReach } from "./stage.ts";
import { wallFace } from "./surfaces.ts";

export type Box = { min: Spot; max: Spot };

export function sidesOf({ min, max }: Box): { front: Plane; back: Plane; left: Plane; right: Plane; top: Plane } {
	const [wide, tall, deep] = [max[0] - min[0], max[1] - min[1], max[2] - min[2]];
	return {
		front: { at: (u, v) => [min[0] + u, min[1] + v, min[2]], normal: [0, 0, -1], width: wide, height: tall },
		back: { at: (u, v) => [max[0] - u, min[1] + v, max[2]], normal: [0, 0, 1], width: wide, height: tall },
		left: { at: (u, v) => [min[0], min[1] + v, max[2] - u], normal: [-1, 0, 0], width: deep, height: tall },
		right: { at: (u, v) => [max[0], min[1] + v, min[2] + u], normal: [1, 0, 0], width: deep, height: tall },
		top: { at: (u, v) => [min[0] + u, max[1], min[2] + v], normal: [0, 1, 0], width: wide, height: deep },
	};
}

/** A plain solid of one paint, each visible face in its own light. */
export function block(stage: Stage, box: Box, hex: string, opacity = 1): string {
	const sides = sidesOf(box);
	return [sides.back, sides.left, sides.right, sides.front, sides.top].map((plane) => plainFace(stage, plane, hex, opacity)).join("");
}

export function plainFace(stage: Stage, plane: Plane, hex: string, opacity = 1): string {
	if (!faces(plane, stage.lens.camera.eye)) return "";
	const depth = stage.lens.depthOf(plane.at(plane.width / 2, plane.height / 2));
	return shape(
		stage.lens.faceOn(rectangleOn(plane, 0, 0, plane.width, plane.height)),
		stage.tone(hex, stage.turned(plane.normal), depth),
		opacity,
	);
}

export function walledBox(stage: Stage, box: Box, wall: Wall, name: string, raised?: "raised"): string {
	const { front, back, left, right } = sidesOf(box);
	return [back, left, right, front].map((plane, i) => wallFace(stage, plane, wall, `${name}/${i}`, raised)).join("");
}

/** Adds the ground shadow of an upright box to the picture's shadow. */
export function boxShadow(stage: Stage, { min, max }: Box): void {
	const [dx, dz] = shadowReach(stage, max[1]);
	const feet: Spot[] = [
		[min[0], 0, min[2]],
		[max[0], 0, min[2]],
		[max[0], 0, max[2]],
		[min[0], 0, max[2]],
	];
	const tips = feet.map(([x, , z]): Spot => [x + dx, 0, z + dz]);
	stage.shadows.push(closed(hull(stage.lens.dots(groundHull([...feet, ...tips])))));
}

/** The hull is taken on the ground first: clipping at the camera needs the corners in order. */
function groundHull(spots: readonly Spot[]): Spot[] {
	return hull(spots.map(([x, , z]) => [x, z] as const)).map(([x, z]): Spot => [x, 0, z]);
}
