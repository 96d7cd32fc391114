import { disc, line, shape, short, soft } from "./brush.ts";
import type { Wall } from "./courtyard.ts";
import { darker, lighter, mixed } from "./palette.ts";
import { faces, HEIGHT, type Plane, rectangleOn, type Spot, WIDTH } from "./space.ts";
import type { Stage } from "./stage.ts";

/** A wall seen from its outside: base wash, texture, damp foot. Nothing when it is turned away. */
export function wallFace(stage: Stage, plane: Plane, wall: Wall, name: string, raised?: "raised"): string {
	if (!faces(plane, stage.lens.camera.eye)) return "";
	const outline = stage.lens.faceOn(rectangleOn(plane, 0, 0, plane.width, plane.height));
	if (!outline) return "";
	return [
		shape(outline, washOf(stage, plane, wall)),
		TEXTURE[wall.stuff](stage, plane, { ...wall, name }),
		raised ? "" : foot(stage, plane, wall),
	].join("");
}

function washOf(stage: Stage, plane: Plane, wall: Wall): string {
	const turned = stage.turned(plane.normal);
	const ends = [0.04, 0.96].map((share) => stage.lens.seen(plane.at(plane.width * share, plane.height * 0.5)));
	const colours = ends.map((end) => stage.tone(wall.colour, turned, Math.max(1, end.depth)));
	const [a, b] = ends as [(typeof ends)[0], (typeof ends)[0]];
	if (Math.abs(a.x - b.x) < 60 || a.depth < 0.6 || b.depth < 0.6) {
		const top = stage.lens.seen(plane.at(plane.width / 2, plane.height));
		const base = stage.lens.seen(plane.at(plane.width / 2, 0));
		return stage.wash([lighter(colours[0] as string, 0.05), darker(colours[1] as string, 0.07)], [top.x, top.y], [top.x, base.y]);
	}
	return stage.wash(
		[darker(colours[0] as string, 0.03), lighter(colours[0] as string, 0.05), colours[1] as string],
		[a.x, a.y],
		[b.x, b.y],
	);
}

type Coat = Wall & { name: string };
type Texture = (stage: Stage, plane: Plane, coat: Coat) => string;
const ink = (stage: Stage, plane: Plane, hex: string) => stage.tone(hex, stage.turned(plane.normal), middleDepth(stage, plane));
const middleDepth = (stage: Stage, plane: Plane) => Math.max(2, stage.lens.depthOf(plane.at(plane.width / 2, 1)));
const hair = (stage: Stage, plane: Plane, metres: number) => Math.max(0.8, stage.lens.scaleAt(middleDepth(stage, plane)) * metres);

const TEXTURE: Record<Wall["stuff"], Texture> = { brick, plaster, earth, stone, tiled, timber };

function brick(stage: Stage, plane: Plane, coat: Coat): string {
	const random = stage.lasting(`${coat.name}/brick`);
	const [wide, tall] = [0.3, 0.11];
	const tones: string[][] = [[], [], []];
	for (let i = 0; i < Math.min(260, plane.width * plane.height * 9); i++) {
		const row = random.int(0, Math.floor(plane.height / tall) - 1);
		const u = random.int(0, Math.floor(plane.width / wide)) * wide + (row % 2) * 0.15;
		if (u + wide > plane.width) continue;
		tones[random.int(0, 2)]?.push(stage.lens.faceOn(rectangleOn(plane, u, row * tall, u + wide * 0.94, row * tall + tall * 0.86)));
	}
	const shades = [darker(coat.colour, 0.16), lighter(coat.colour, 0.16), mixed(coat.colour, "#9c5b44", 0.22)];
	const courses = everyCourse(stage, plane, 0.33);
	return (
		line(courses, ink(stage, plane, darker(coat.colour, 0.22)), hair(stage, plane, 0.008), 0.5) +
		tones.map((bricks, i) => shape(bricks.join(""), ink(stage, plane, shades[i] as string), 0.75)).join("")
	);
}

function everyCourse(stage: Stage, plane: Plane, step: number): string {
	const rows = Math.floor(plane.height / step);
	return Array.from({ length: rows }, (_, i) =>
		stage.lens.course([plane.at(0, (i + 0.6) * step), plane.at(plane.width, (i + 0.6) * step)]),
	).join("");
}

function plaster(stage: Stage, plane: Plane, coat: Coat): string {
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

function bareBrick(stage: Stage, plane: Plane, coat: Coat): string {
	const random = stage.lasting(`${coat.name}/bare`);
	const [u, v] = [random.between(0.5, Math.max(0.6, plane.width - 1)), random.between(0.3, 0.7)];
	const outline = patch(stage, plane, { u, v, size: random.between(0.25, 0.45), wide: 1.7, random });
	const bricks = Array.from({ length: 9 }, () => {
		const [bu, bv] = [u + random.between(-0.4, 0.25), v + random.int(-2, 1) * 0.11];
		return stage.lens.faceOn(rectangleOn(plane, bu, bv, bu + 0.22, bv + 0.085));
	});
	return shape(outline, ink(stage, plane, "#9a7a66"), 0.8) + shape(bricks.join(""), ink(stage, plane, "#a9654c"), 0.8);
}

function patch(
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

const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));

function earth(stage: Stage, plane: Plane, coat: Coat): string {
	const random = stage.lasting(`${coat.name}/earth`);
	const strata = Array.from({ length: Math.floor(plane.height / 0.38) }, (_, i) => {
		const v = (i + 1) * 0.38;
		const dots = Array.from({ length: 9 }, (_, k) =>
			plane.at((plane.width * k) / 8, Math.min(plane.height, v + random.between(-0.035, 0.035))),
		);
		return stage.lens.course(dots);
	});
	const flecks = Array.from({ length: Math.round(plane.width * plane.height * 5) }, () => fleck(stage, plane, random));
	const cracks = Array.from({ length: 3 }, () => {
		const u = random.between(0.3, plane.width - 0.3);
		const dots = Array.from({ length: 5 }, (_, i) => plane.at(u + random.between(-0.14, 0.14), Math.max(0, plane.height - i * 0.27)));
		return stage.lens.course(dots);
	});
	return [
		line(strata.join(""), ink(stage, plane, darker(coat.colour, 0.25)), hair(stage, plane, 0.03), 0.4),
		shape(flecks.filter((_, i) => i % 2).join(""), ink(stage, plane, lighter(coat.colour, 0.35)), 0.7),
		shape(flecks.filter((_, i) => !(i % 2)).join(""), ink(stage, plane, darker(coat.colour, 0.3)), 0.5),
		line(cracks.join(""), ink(stage, plane, darker(coat.colour, 0.5)), hair(stage, plane, 0.012), 0.6),
	].join("");
}

function fleck(stage: Stage, plane: Plane, random: { between(a: number, b: number): number }): string {
	const { x, y, depth } = stage.lens.seen(plane.at(random.between(0, plane.width), random.between(0.05, plane.height)));
	if (depth < 0.7) return "";
	const size = stage.lens.scaleAt(depth) * random.between(0.008, 0.03);
	return disc(x, y, size * 1.8, size * 0.7);
}

function stone(stage: Stage, plane: Plane, coat: Coat): string {
	const random = stage.lasting(`${coat.name}/stone`);
	const tones: string[][] = [[], [], [], []];
	const row = 0.3;
	for (let v = 0; v < plane.height - 0.05; v += row) {
		for (let u = -random.between(0, 0.3); u < plane.width; ) {
			const wide = random.between(0.25, 0.62);
			const corner = (cu: number, cv: number) =>
				plane.at(clamp(cu + random.between(-0.04, 0.04), 0, plane.width), clamp(cv + random.between(-0.035, 0.035), 0, plane.height));
			const [l, r, b, t] = [u + 0.025, u + wide - 0.025, v + 0.02, v + row - 0.02];
			tones[random.int(0, 3)]?.push(
				stage.lens.faceOn([
					corner(l, b),
					corner((l + r) / 2, b - 0.01),
					corner(r, b),
					corner(r, t),
					corner((l + r) / 2, t + 0.01),
					corner(l, t),
				]),
			);
			u += wide;
		}
	}
	const shades = [
		lighter(coat.colour, 0.16),
		darker(coat.colour, 0.14),
		mixed(coat.colour, "#8f7f6a", 0.4),
		mixed(coat.colour, "#7d8688", 0.3),
	];
	const joint = shape(
		stage.lens.faceOn(rectangleOn(plane, 0, 0, plane.width, plane.height)),
		ink(stage, plane, darker(coat.colour, 0.3)),
		0.6,
	);
	return joint + tones.map((stones, i) => shape(stones.join(""), ink(stage, plane, shades[i] as string), 0.9)).join("");
}

function tiled(stage: Stage, plane: Plane, coat: Coat): string {
	const random = stage.lasting(`${coat.name}/tiled`);
	const uprights = Array.from({ length: Math.floor(plane.width / 0.55) }, (_, i) =>
		stage.lens.course([plane.at((i + 1) * 0.55, 0), plane.at((i + 1) * 0.55, plane.height)]),
	).join("");
	const odd = Array.from({ length: 16 }, () => {
		const [u, v] = [Math.floor(random.between(0, plane.width / 0.55)) * 0.55, Math.floor(random.between(0, plane.height / 0.3)) * 0.3];
		return stage.lens.faceOn(rectangleOn(plane, u, v, Math.min(plane.width, u + 0.55), Math.min(plane.height, v + 0.3)));
	});
	return (
		shape(odd.join(""), ink(stage, plane, lighter(coat.colour, 0.4)), 0.5) +
		line(uprights + everyCourse(stage, plane, 0.3), ink(stage, plane, darker(coat.colour, 0.2)), hair(stage, plane, 0.008), 0.32)
	);
}

function timber(stage: Stage, plane: Plane, coat: Coat): string {
	const random = stage.lasting(`${coat.name}/timber`);
	const planks: string[][] = [[], []];
	for (let u = 0; u < plane.width; u += 0.26)
		planks[random.int(0, 1)]?.push(stage.lens.faceOn(rectangleOn(plane, u, 0, Math.min(plane.width, u + 0.23), plane.height)));
	return (
		shape((planks[0] ?? []).join(""), ink(stage, plane, lighter(coat.colour, 0.12)), 0.8) +
		shape((planks[1] ?? []).join(""), ink(stage, plane, darker(coat.colour, 0.18)), 0.8)
	);
}

/** Damp and splashes along the ground; a little weathering under the top. */
function foot(stage: Stage, plane: Plane, wall: Wall): string {
	const random = stage.lasting(`foot/${short(plane.width)}`);
	const tall = Math.min(plane.height, 0.7);
	const damp = (low: number, high: number) =>
		Array.from({ length: 17 }, (_, i) => plane.at((plane.width * i) / 16, Math.min(tall, random.between(low, high))));
	const hex = ink(stage, plane, mixed(wall.colour, "#5d5a4c", 0.6));
	const under = (dots: Spot[]) => stage.lens.faceOn([plane.at(0, 0), ...dots, plane.at(plane.width, 0)]);
	return shape(under(damp(0.3, 0.46)), hex, 0.16) + shape(under(damp(0.14, 0.24)), hex, 0.22) + shape(under(damp(0.03, 0.09)), hex, 0.4);
}
