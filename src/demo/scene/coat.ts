import { disc, soft } from "./brush.ts";
import type { Wall } from "./dwelling.ts";
import { HEIGHT, type Plane, type Spot, WIDTH } from "./space.ts";
import type { Stage } from "./stage.ts";

export const ink = (stage: Stage, plane: Plane, hex: string) => stage.tone(hex, stage.turned(plane.normal), middleDepth(stage, plane));

const middleDepth = (stage: Stage, plane: Plane) => Math.max(2, stage.lens.depthOf(plane.at(plane.width / 2, 1)));

export const hair = (stage: Stage, plane: Plane, metres: number) => Math.max(0.8, stage.lens.scaleAt(middleDepth(stage, plane)) * metres);

export type Coat = Wall & { name: string };

export type Texture = (stage: Stage, plane: Plane, coat: Coat) => string;

export function everyCourse(stage: Stage, plane: Plane, step: number): string {
	const rows = Math.floor(plane.height / step);
	return Array.from({ length: rows }, (_, i) =>
		stage.lens.course([plane.at(0, (i + 0.6) * step), plane.at(plane.width, (i + 0.6) * step)]),
	).join("");
}

export function patch(
	stage: Stage,
	plane: Plane,
	{ u, v, size, wide, random }: { u: number; v: number; size: number; wide: number; random: { between(a: number, b: number): number } },
): string {
	const ring = Array.from({ length: 11 }, (_, i): Spot => {
		const reach = size * random.between(0.55, 1.2);
		return plane.at(clamp(u + Math.cos(i * 0.571) * reach * wide, 0, plane.width), clamp(v + Math.sin(i * 0.571) * reach, 0, plane.height));
	});
	const dots = stage.lens.dots(ring);
	return dots.length > 4 && dots.some(([x, y]) => x > 0 && x < WIDTH && y > 0 && y < HEIGHT) ? soft(dots) : "";
}

export const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));

export function fleck(stage: Stage, plane: Plane, random: { between(a: number, b: number): number }): string {
	const { x, y, depth } = stage.lens.seen(plane.at(random.between(0, plane.width), random.between(0.05, plane.height)));
	if (depth < 0.7) return "";
	const size = stage.lens.scaleAt(depth) * random.between(0.008, 0.03);
	return disc(x, y, size * 1.8, size * 0.7);
}
