import { blob, closed, type Dot, disc, dots, line, rectangle, shape, soft, tapered, touch } from "./brush.ts";
import { darker, lighter, mixed } from "./palette.ts";
import type { Kit } from "./stage.ts";

// Untidy, never disgusting: what any busy household lets lie.

export function rubbishBag(kit: Kit): string {
	const { random } = kit;
	const hex = random.pick(["#3b3d42", "#3b3d42", "#b9463a", "#d9dcd8", "#4f7f9a", "#7d8f5a"]);
	const [w, h] = [random.between(24, 34), random.between(40, 58)];
	const body = dots(
		-w,
		0,
		-w * 1.15,
		-h * 0.35,
		-w * 0.7,
		-h * 0.75,
		-6,
		-h * 0.88,
		7,
		-h * 0.87,
		w * 0.75,
		-h * 0.7,
		w * 1.12,
		-h * 0.3,
		w * 0.95,
		2,
		0,
		4,
	);
	const folds = [-0.5, -0.1, 0.35].map(
		(s) =>
			`M${(s * w * 0.4).toFixed(0)} ${(-h * 0.84).toFixed(0)}Q${(s * w * 1.3).toFixed(0)} ${(-h * 0.55).toFixed(0)} ${(s * w * 1.2).toFixed(0)} ${(-h * 0.18).toFixed(0)}`,
	);
	return [
		shape(soft(body), kit.tone(hex, 0.35)),
		shape(blob(random, { x: w * 0.38, y: -h * 0.42, rx: w * 0.5, ry: h * 0.28, rough: 0.3 }), kit.tone(lighter(hex, 0.25), 0.9), 0.55),
		shape(touch(0, -h * 0.84, 20, 7, -1.9) + touch(2, -h * 0.84, 19, 7, -1.1), kit.tone(lighter(hex, 0.12), 0.7)),
		line(folds.join(""), kit.tone(darker(hex, 0.4), 0.3), 2, 0.6),
	].join("");
}

export function sacks(kit: Kit): string {
	const { random } = kit;
	const stripe = random.pick(["#4d8a66", "#b4503f", "#4b7396"]);
	return [
		[-34, 0, 0.1],
		[30, 2, -0.14],
		[0, -34, 0.05],
	]
		.map(([x = 0, y = 0, lean = 0]) => {
			const skew = lean * 60;
			const outline = soft(
				dots(
					x - 34,
					y,
					x - 38,
					y - 22,
					x - 28 + skew,
					y - 46,
					x + skew,
					y - 50,
					x + 30 + skew,
					y - 44,
					x + 38,
					y - 20,
					x + 34,
					y + 2,
					x,
					y + 4,
				),
			);
			const band = `M${x - 32} ${y - 26}Q${x} ${y - 20} ${x + 34} ${y - 26}`;
			return (
				shape(outline, kit.tone("#d9d3c2", 0.6)) +
				shape(blob(random, { x: x - 14, y: y - 16, rx: 22, ry: 14 }), kit.tone("#a9a394", 0.3), 0.5) +
				line(band, kit.tone(stripe), 6, 0.75)
			);
		})
		.join("");
}

export function box(kit: Kit): string {
	const { random } = kit;
	const [w, h] = [random.between(44, 66), random.between(28, 44)];
	const hex = random.pick(["#b98d5c", "#c49b6c", "#a9835a", "#e4e2da"]);
	const side = dots(w * 0.35, 0, w * 0.62, -12, w * 0.62, -h - 10, w * 0.35, -h);
	return [
		shape(rectangle(-w * 0.5, -h, w * 0.85, h), kit.tone(hex, 0.4)),
		shape(closed(side), kit.tone(lighter(hex, 0.14), 0.9)),
		shape(closed(dots(-w * 0.5, -h, -w * 0.24, -h - 10, w * 0.62, -h - 10, w * 0.35, -h)), kit.tone(darker(hex, 0.5), 0.2)),
		shape(closed(dots(-w * 0.5, -h, w * 0.35, -h, w * 0.28, -h + 15, -w * 0.62, -h + 13)), kit.tone(lighter(hex, 0.22), 0.7)),
		shape(closed(dots(w * 0.62, -h - 10, w * 0.35, -h, w * 0.6, -h - 24, w * 0.84, -h - 28)), kit.tone(lighter(hex, 0.3), 0.9)),
		line(`M${(-w * 0.1).toFixed(0)} ${(-h + 12).toFixed(0)}V0`, kit.tone(darker(hex, 0.2)), 4, 0.6),
	].join("");
}

export function bottles(kit: Kit): string {
	const { random } = kit;
	return Array.from({ length: random.int(3, 5) }, () => {
		const [x, y, lies] = [random.between(-45, 45), random.between(-4, 8), random.chance(0.6)];
		const hex = random.pick(["#5d8f6d", "#9cc0c4", "#7a5a3a", "#c7d8d4", "#4f87a0"]);
		const [w, h] = lies ? [24, 8] : [8, 24];
		const neck = lies ? rectangle(x + w, y - h * 0.72, 8, 4) : rectangle(x + 2, y - h - 8, 4, 8);
		return (
			shape(rectangle(x, y - h, w, h) + neck, kit.tone(hex, 0.6), 0.92) +
			shape(lies ? rectangle(x + 3, y - h + 1, w - 8, 2) : rectangle(x + 5, y - h + 3, 2, h - 8), kit.tone("#f4f4ec", 1), 0.75)
		);
	}).join("");
}

export function brokenBricks(kit: Kit): string {
	const { random } = kit;
	const hex = random.pick(["#a9654c", "#9a9a92", "#b3785a"]);
	const rubble = Array.from({ length: 26 }, (_, i) => {
		const rise = i / 26;
		const [x, y] = [random.between(-1, 1) * 72 * (1 - rise * 0.7), -rise * 40 + random.between(-3, 5)];
		const [w, h, turn] = [random.between(11, 24), random.between(8, 12), random.between(-0.6, 0.6)];
		const corner = (cx: number, cy: number): Dot => [
			x + cx * Math.cos(turn) - cy * Math.sin(turn),
			y + cx * Math.sin(turn) + cy * Math.cos(turn),
		];
		const tone = random.pick([hex, darker(hex, 0.15), lighter(hex, 0.15), "#b5aea0"]);
		return (
			shape(closed([corner(-w, -h), corner(w, -h), corner(w, h * 0.2), corner(-w, h * 0.4)]), kit.tone(lighter(tone, 0.15), 0.9)) +
			shape(closed([corner(-w, h * 0.4), corner(w, h * 0.2), corner(w * 0.96, h), corner(-w, h * 1.1)]), kit.tone(darker(tone, 0.22), 0.3))
		);
	});
	return shape(blob(random, { x: 0, y: -8, rx: 88, ry: 20 }), kit.tone("#8d8574", 0.4)) + rubble.join("");
}

export function tyre(kit: Kit): string {
	const ring = (y: number) =>
		[
			shape(disc(0, y, 36, 13), kit.tone("#3a3a3c", 0.4)),
			shape(`M-36 ${y}a36 13 0 0 0 72 0v12a36 13 0 0 1 -72 0Z`, kit.tone("#333335", 0.3)),
			shape(disc(0, y - 1, 21, 7), kit.tone("#1d1c1e", 0.1)),
			line(`M-33 ${y - 2}a34 12 0 0 1 66 0`, kit.tone("#77787a", 0.9), 2.5, 0.7),
		].join("");
	return ring(-14) + (kit.random.chance(0.6) ? ring(-32) : "");
}

/** Sticks thrown down anyhow, on a bed of twigs and straw. */
export function firewoodHeap(kit: Kit): string {
	const { random } = kit;
	const barks = ["#6b5443", "#7e6550", "#8f7358", "#5b4a3e", "#a08462"];
	const sticks = Array.from({ length: 46 }, (_, i) => {
		const level = i / 46;
		const [x, y] = [random.between(-1, 1) * 100 * (1 - level * 0.75), -6 - level * 74];
		const turn = random.between(-0.75, 0.75);
		const length = random.between(45, 85);
		const hex = random.pick(barks);
		const width = random.between(5, 12);
		const [ax, ay, bx, by] = [
			x - Math.cos(turn) * length,
			y - Math.sin(turn) * length * 0.7,
			x + Math.cos(turn) * length,
			y + Math.sin(turn) * length * 0.7,
		];
		const low = (v: number) => Math.min(5, v);
		return (
			shape(tapered([ax, low(ay)], [bx, low(by)], width, width * 0.7, random.between(-6, 6)), kit.tone(darker(hex, 0.1), 0.35)) +
			line(
				`M${ax.toFixed(0)} ${(low(ay) - width * 0.25).toFixed(0)}L${bx.toFixed(0)} ${(low(by) - width * 0.2).toFixed(0)}`,
				kit.tone(lighter(hex, 0.3), 1),
				width * 0.28,
				0.7,
			) +
			shape(disc(bx, low(by), width * 0.36, width * 0.46), kit.tone("#cfae80", 0.9))
		);
	});
	return (
		shape(blob(random, { x: 0, y: -14, rx: 128, ry: 26, rough: 0.25 }), kit.tone("#5a4a3c", 0.2)) + sticks.join("") + straws(kit, 40, 130)
	);
}

function straws(kit: Kit, count: number, reach: number): string {
	const { random } = kit;
	const bits = Array.from({ length: count }, () =>
		touch(random.between(-reach, reach), random.between(-6, 12), random.between(10, 26), 1.8, random.between(-0.5, 0.5)),
	);
	return shape(bits.join(""), kit.tone("#d3b878", 0.9), 0.85);
}

export function strawHeap(kit: Kit): string {
	const { random } = kit;
	const mound = blob(random, { x: 0, y: -30, rx: 100, ry: 44, rough: 0.14, corners: 12 });
	const stalks = (n: number) =>
		Array.from({ length: n }, () => {
			const x = random.between(-95, 95);
			return touch(
				x,
				-random.between(0, 62) * (1 - (Math.abs(x) / 105) ** 2),
				random.between(18, 42),
				2,
				random.between(-0.9, 0.9) + (x < 0 ? 2.6 : 0.4),
			);
		}).join("");
	return shape(mound, kit.tone("#b3985c", 0.35)) + shape(stalks(60), kit.tone("#8f7847", 0.3)) + shape(stalks(70), kit.tone("#dcc384", 1));
}

export function weeds(kit: Kit): string {
	const { random, season } = kit;
	const dry = season.name === "winter" ? "#a08f62" : season.grass;
	const tuft = (count: number, tall: number, hex: string, turned: number) =>
		shape(
			Array.from({ length: count }, () => {
				const x = random.between(-36, 36);
				const lean = x / 60 + random.between(-0.4, 0.4);
				const h = tall * random.between(0.5, 1.1);
				return tapered([x, 3], [x + lean * h * 0.6, -h], 5, 0.6, random.between(-8, 8));
			}).join(""),
			kit.tone(hex, turned),
		);
	const ears =
		season.name === "winter"
			? ""
			: shape(
					Array.from({ length: 5 }, () => touch(random.between(-30, 30), -random.between(40, 62), 14, 2.6, -1.2)).join(""),
					kit.tone("#c9bd7e", 0.9),
				);
	const leaves = shape(
		Array.from({ length: 9 }, () =>
			touch(
				random.between(-26, 26),
				-random.between(2, 22),
				random.between(14, 24),
				6,
				random.pick([-0.5, -2.6]) + random.between(-0.4, 0.4),
			),
		).join(""),
		kit.tone(lighter(dry, 0.1), 0.8),
	);
	return tuft(16, 58, darker(dry, 0.28), 0.2) + leaves + tuft(16, 48, dry, 0.7) + tuft(8, 36, lighter(dry, 0.3), 1) + ears;
}

export function basin(kit: Kit): string {
	const hex = kit.random.pick(["#c0503f", "#5c8ba0", "#6f9f7c", "#cfc9b8"]);
	return [
		shape(closed(dots(-30, -18, 34, -26, 28, 0, -20, 4)), kit.tone(hex, 0.5)),
		shape(`M-30 -18a32 10 -8 0 1 64 -8a32 10 -8 0 1 -64 8Z`, kit.tone(darker(hex, 0.35), 0.2)),
		line(`M-30 -18a32 10 -8 0 1 64 -8`, kit.tone(lighter(hex, 0.4), 1), 3, 0.9),
	].join("");
}

export function planks(kit: Kit): string {
	const { random } = kit;
	return Array.from({ length: 7 }, (_, i) => {
		const [x, y, turn] = [random.between(-15, 15), -i * 6, random.between(-0.16, 0.16)];
		const half = random.between(75, 115);
		const dy = Math.tan(turn) * half * 0.5;
		const hex = random.pick(["#a98863", "#8e745a", "#bca07a", "#7c6a5a"]);
		return (
			shape(closed(dots(x - half, y - 8 + dy, x + half, y - 8 - dy, x + half, y - dy, x - half, y + dy)), kit.tone(hex, 0.45)) +
			line(
				`M${(x - half).toFixed(0)} ${(y - 8 + dy).toFixed(0)}L${(x + half).toFixed(0)} ${(y - 8 - dy).toFixed(0)}`,
				kit.tone(lighter(hex, 0.35), 1),
				2.4,
				0.8,
			)
		);
	}).join("");
}

/** Striped plastic sheeting crumpled over something. */
export function sheet(kit: Kit): string {
	const { random } = kit;
	const hex = random.pick(["#5d86a8", "#86a3b5", "#c2c7c4"]);
	const outline = soft(dots(-95, 2, -80, -30, -40, -46, -6, -62, 36, -50, 70, -40, 98, -6, 60, 8, 10, 4, -40, 10));
	const stripes = [-60, -20, 24, 62].map((x) => `M${x} 2Q${x + 12} -24 ${x * 0.6 + 4} -50`);
	const creases = [-70, -36, 2, 44].map((x) => `M${x} 4Q${x + 22} -18 ${x + 14} -40`);
	return (
		shape(outline, kit.tone(hex, 0.5)) +
		line(stripes.join(""), kit.tone(random.pick(["#e9e7de", "#b95144"]), 0.8), 9, 0.6) +
		line(creases.join(""), kit.tone(darker(hex, 0.45), 0.2), 2.6, 0.5) +
		shape(blob(random, { x: 34, y: -34, rx: 26, ry: 9 }), kit.tone("#f0f1ec", 1), 0.4)
	);
}

export function manureHeap(kit: Kit): string {
	const { random } = kit;
	const crumbs = Array.from({ length: 26 }, () =>
		disc(random.between(-70, 70), random.between(-34, 2), random.between(3, 9), random.between(2, 5)),
	);
	return (
		shape(blob(random, { x: 0, y: -20, rx: 88, ry: 34, rough: 0.14, corners: 12 }), kit.tone("#6a543f", 0.35)) +
		shape(blob(random, { x: 22, y: -30, rx: 46, ry: 20 }), kit.tone("#86694b", 0.9), 0.7) +
		shape(crumbs.join(""), kit.tone("#4d3d30", 0.2), 0.7) +
		straws(kit, 34, 90)
	);
}

export function litter(kit: Kit): string {
	const { random } = kit;
	return Array.from({ length: 7 }, () => {
		const [x, y] = [random.between(-60, 60), random.between(-10, 12)];
		const hex = random.pick(["#e8e4d6", "#d8dcd6", "#c65a48", "#7fa6b8", "#d9b55a", "#b98d5c"]);
		return shape(soft(dots(x - 9, y, x - 4, y - 6, x + 6, y - 7, x + 11, y - 1, x + 3, y + 4)), kit.tone(hex, 0.7));
	}).join("");
}

export const mudOf = (hex: string) => mixed(hex, "#5c4b3a", 0.5);
