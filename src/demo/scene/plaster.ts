import { shape } from "./brush.ts";
import { type Coat, ink, patch } from "./coat.ts";
import { lighter, mixed } from "./palette.ts";
import { type Plane, rectangleOn } from "./space.ts";
import type { Stage } from "./stage.ts";

export function plaster(stage: Stage, plane: Plane, coat: Coat): string {
	const random = stage.lasting(`${coat.name}/plaster`);
	const patches = (count: number, size: number) =>
		Array.from({ length: count }, () =>
			patch(stage, plane, {
				u: random.between(0.2, plane.width - 0.2),
				v: random.between(0.3, plane.height - 0.2),
				size: size * random.between(0.5, 1.3),
				wide: random.between(0.8, 2.4),
				random,
			}),
		).join("");
	const runs = Array.from({ length: Math.round(plane.width * 1.6) }, () => {
		const u = random.between(0.1, plane.width - 0.1);
		const length = random.between(0.3, plane.height * 0.7);
		return stage.lens.faceOn(rectangleOn(plane, u, plane.height - length, u + random.between(0.02, 0.1), plane.height));
	});
	const bare = random.chance(0.5) ? bareBrick(stage, plane, coat) : "";
	return [
		shape(patches(6, 0.5), ink(stage, plane, lighter(coat.colour, 0.35)), 0.5),
		shape(patches(7, 0.4), ink(stage, plane, mixed(coat.colour, "#8c8779", 0.4)), 0.3),
		shape(runs.join(""), ink(stage, plane, mixed(coat.colour, "#6f6d66", 0.5)), 0.28),
		bare,
	].join("");
}

/** Where the plaster has come off, course by course. */
function bareBrick(stage: Stage, plane: Plane, coat: Coat): string {
	const random = stage.lasting(`${coat.name}/bare`);
	const [u, v] = [random.between(0.4, Math.max(0.5, plane.width - 1.4)), random.between(0, Math.min(1.2, plane.height * 0.4))];
	const courses = Array.from({ length: random.int(3, 6) }, (_, row) => {
		const [from, bricks] = [u + random.int(-2, 2) * 0.13 + (row % 2) * 0.13, random.int(3, 6)];
		return Array.from({ length: bricks }, (_, i) => [from + i * 0.26, v + row * 0.1] as const);
	}).flat();
	const laid = (grow: number) =>
		courses.map(([bu, bv]) =>
			stage.lens.faceOn(
				rectangleOn(plane, Math.max(0, bu - grow), Math.max(0, bv - grow), Math.min(plane.width, bu + 0.245 + grow), bv + 0.088 + grow),
			),
		);
	const tone = (hex: string) => ink(stage, plane, hex);
	return (
		shape(laid(0.03).join(""), tone("#bba58f"), 0.9) +
		shape(laid(0).join(""), tone("#a9694f"), 0.85) +
		shape(
			laid(0)
				.filter((_, i) => i % 3 === 0)
				.join(""),
			tone("#8f5a48"),
			0.7,
		)
	);
}
