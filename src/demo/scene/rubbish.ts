import { blob, closed, disc, dots, line, rectangle, shape, soft, touch } from "./brush.ts";
import { darker, lighter } from "./palette.ts";
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
		line(folds.join(""), kit.tone(darker(hex, 0.3), 0.3), 1.8, 0.4),
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

export function basin(kit: Kit): string {
	const hex = kit.random.pick(["#c0503f", "#5c8ba0", "#6f9f7c", "#cfc9b8"]);
	return [
		shape(closed(dots(-30, -18, 34, -26, 28, 0, -20, 4)), kit.tone(hex, 0.5)),
		shape(`M-30 -18a32 10 -8 0 1 64 -8a32 10 -8 0 1 -64 8Z`, kit.tone(darker(hex, 0.35), 0.2)),
		line(`M-30 -18a32 10 -8 0 1 64 -8`, kit.tone(lighter(hex, 0.4), 1), 3, 0.9),
	].join("");
}

export function litter(kit: Kit): string {
	const { random } = kit;
	return Array.from({ length: 7 }, () => {
		const [x, y] = [random.between(-60, 60), random.between(-10, 12)];
		const hex = random.pick(["#e8e4d6", "#d8dcd6", "#c65a48", "#7fa6b8", "#d9b55a", "#b98d5c"]);
		return shape(soft(dots(x - 9, y, x - 4, y - 6, x + 6, y - 7, x + 11, y - 1, x + 3, y + 4)), kit.tone(hex, 0.7));
	}).join("");
}
