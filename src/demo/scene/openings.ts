import type { SeededRandom } from "#demo/random.ts";
import { closed, line, shape } from "./brush.ts";
import type { Courtyard } from "./courtyard.ts";
import { darker, lighter, mixed, paint } from "./palette.ts";
import { type Plane, rectangleOn } from "./space.ts";
import type { Stage } from "./stage.ts";

export type Opening = { u: number; v: number; width: number; height: number };

function brushOn(stage: Stage, plane: Plane) {
	const depth = Math.max(1.5, stage.lens.depthOf(plane.at(plane.width / 2, 1)));
	const tone = (hex: string) => stage.tone(hex, stage.turned(plane.normal), depth);
	return {
		metre: stage.lens.scaleAt(depth),
		tone,
		fill: (u0: number, v0: number, u1: number, v1: number, hex: string, opacity = 1) =>
			shape(stage.lens.faceOn(rectangleOn(plane, u0, v0, u1, v1)), tone(hex), opacity),
		rule: (u0: number, v0: number, u1: number, v1: number) => stage.lens.course([plane.at(u0, v0), plane.at(u1, v1)]),
		facet: (corners: readonly (readonly [number, number])[], hex: string, opacity = 1) =>
			shape(closed(stage.lens.dots(corners.map(([u, v]) => plane.at(u, v)))), tone(hex), opacity),
	};
}

export function window(
	stage: Stage,
	plane: Plane,
	{ u, v, width, height }: Opening,
	house: Pick<Courtyard["house"], "frame" | "lattice">,
): string {
	const b = brushOn(stage, plane);
	const [l, r, t] = [u - width / 2, u + width / 2, v + height];
	const glass = mixed("#3f4a4e", stage.light.sky[1], 0.28);
	const parts = [
		b.fill(l - 0.12, v - 0.12, r + 0.12, t + 0.12, darker("#a79f90", 0.1)),
		b.fill(l - 0.07, v - 0.05, r + 0.07, t + 0.07, house.frame),
		b.fill(l, v, r, t, glass),
		b.facet(
			[
				[l + width * 0.12, v],
				[l + width * 0.36, v],
				[l + width * 0.62, t],
				[l + width * 0.38, t],
			],
			lighter(stage.light.sky[1], 0.2),
			0.28,
		),
		b.fill(l, t - height * 0.14, r, t, "#23262a", 0.5),
		line(bars({ l, r, v, t }, house.lattice, b.rule), b.tone(lighter(house.frame, 0.12)), b.metre * 0.05),
		b.fill(l - 0.18, v - 0.17, r + 0.18, v - 0.07, lighter("#a79f90", 0.25)),
	];
	return parts.join("");
}

type Frame = { l: number; r: number; v: number; t: number };
function bars(
	{ l, r, v, t }: Frame,
	lattice: Courtyard["house"]["lattice"],
	rule: (u0: number, v0: number, u1: number, v1: number) => string,
): string {
	const uprights = (n: number) =>
		Array.from({ length: n - 1 }, (_, i) => rule(l + ((r - l) * (i + 1)) / n, v, l + ((r - l) * (i + 1)) / n, t));
	const levels = (n: number) =>
		Array.from({ length: n - 1 }, (_, i) => rule(l, v + ((t - v) * (i + 1)) / n, r, v + ((t - v) * (i + 1)) / n));
	const middle = (l + r) / 2;
	const sets = {
		grid: () => [...uprights(5), ...levels(4)],
		cross: () => [...uprights(2), rule(l, v, middle, t), rule(middle, v, l, t), rule(middle, v, r, t), rule(r, v, middle, t)],
		panes: () => [...uprights(3), rule(l, v + (t - v) * 0.7, r, v + (t - v) * 0.7)],
		bars: () => uprights(8),
	};
	return sets[lattice]().join("");
}

/** Double leaves, couplets on both sides, a lintel strip and the turned square on each leaf. */
export function doubleDoor(
	stage: Stage,
	plane: Plane,
	{ u, v, width, height }: Opening,
	look: { door: string; couplets: boolean; ajar: boolean },
): string {
	const b = brushOn(stage, plane);
	const [l, r, t] = [u - width / 2, u + width / 2, v + height];
	const leaf = (from: number, to: number) =>
		[
			b.fill(from, v, to, t, look.door),
			b.fill(from, v, from + (to - from) * 0.5, t, lighter(look.door, 0.1), 0.5),
			line(
				[0.34, 0.66].map((s) => b.rule(from + (to - from) * s, v, from + (to - from) * s, t)).join(""),
				b.tone(darker(look.door, 0.4)),
				b.metre * 0.02,
				0.7,
			),
		].join("");
	const leaves = look.ajar
		? b.fill(l, v, r, t, "#2a2422") + leaf(l, l + width * 0.3) + leaf(r - width * 0.34, r)
		: leaf(l, u - 0.02) + leaf(u + 0.02, r);
	return [
		b.fill(l - 0.13, v, r + 0.13, t + 0.15, darker(look.door, 0.35)),
		b.fill(l, v, r, t, "#241e1d"),
		leaves,
		b.fill(l, t - 0.22, r, t, "#1d1a1c", 0.35),
		look.couplets && !look.ajar ? squares(b, { l, r, v, height }) : "",
		look.couplets ? couplets(stage, b, { l: l - 0.13, r: r + 0.13, v, t: t + 0.15 }) : "",
		look.ajar
			? ""
			: b.fill(u - 0.1, v + height * 0.48, u - 0.05, v + height * 0.53, paint.corn) +
				b.fill(u + 0.05, v + height * 0.48, u + 0.1, v + height * 0.53, paint.corn),
	].join("");
}

type Brush = ReturnType<typeof brushOn>;
function squares(b: Brush, { l, r, v, height }: { l: number; r: number; v: number; height: number }): string {
	const size = Math.min(0.24, (r - l) * 0.15);
	return [l + (r - l) * 0.25, l + (r - l) * 0.75]
		.map((u) => {
			const middle = v + height * 0.66;
			const marks = [
				b.rule(u - size * 0.3, middle + size * 0.25, u + size * 0.3, middle + size * 0.25),
				b.rule(u, middle + size * 0.4, u, middle - size * 0.4),
				b.rule(u - size * 0.25, middle - size * 0.15, u + size * 0.25, middle - size * 0.15),
			];
			return (
				b.facet(
					[
						[u, middle - size],
						[u + size, middle],
						[u, middle + size],
						[u - size, middle],
					],
					"#c8402c",
				) + line(marks.join(""), b.tone("#e7b74f"), b.metre * 0.03)
			);
		})
		.join("");
}

/** Red paper with gold touches where the characters would be: nothing to read. */
function couplets(stage: Stage, b: Brush, { l, r, v, t }: Frame): string {
	const random = stage.lasting("couplets");
	const written = (u: number, y: number) => scribble(random, 0.055).map(([u0, v0, u1, v1]) => b.rule(u + u0, y + v0, u + u1, y + v1));
	const strip = (u: number) => {
		const characters = Array.from({ length: 5 }, (_, i) => written(u, v + (t - v) * (0.24 + i * 0.15))).flat();
		return (
			b.fill(u - 0.1, v + (t - v) * 0.14, u + 0.1, v + (t - v) * 0.94, "#c23a2a") +
			line(characters.join(""), b.tone("#e9bd68"), b.metre * 0.018, 0.95)
		);
	};
	const across = Array.from({ length: 4 }, (_, i) => written(l + (r - l) * (0.26 + i * 0.16), t + 0.16)).flat();
	return (
		strip(l - 0.16) +
		strip(r + 0.16) +
		b.fill(l + (r - l) * 0.12, t + 0.05, r - (r - l) * 0.12, t + 0.27, "#c23a2a") +
		line(across.join(""), b.tone("#e9bd68"), b.metre * 0.018, 0.95)
	);
}

/** Strokes that look written and say nothing: some level, some upright, one or two slanting, inside a square of twice `half`. */
export function scribble(random: SeededRandom, half: number): [u0: number, v0: number, u1: number, v1: number][] {
	return Array.from({ length: random.int(5, 7) }, (_, i) => {
		const at = random.between(-0.9, 0.9) * half;
		if (i < 3) return [-half * random.between(0.4, 1), at, half * random.between(0.4, 1), at + half * 0.15];
		if (i < 5) return [at, -half * random.between(0.3, 1), at + half * 0.1, half * random.between(0.3, 1)];
		return [0, half * random.between(-0.2, 0.4), half * random.pick([-1, 1]) * 0.9, -half];
	});
}
