import { line, shape } from "./brush.ts";
import { type Coat, clamp, everyCourse, fleck, hair, ink, type Texture } from "./coat.ts";
import type { Wall } from "./dwelling.ts";
import { darker, lighter, mixed } from "./palette.ts";
import { plaster } from "./plaster.ts";
import { type Plane, rectangleOn } from "./space.ts";
import type { Stage } from "./stage.ts";

export const TEXTURE: Record<Wall["stuff"], Texture> = { brick, plaster, earth, stone, tiled, timber };

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
