import { closed, disc, dots, line, rectangle, shape, soft, touch } from "./brush.ts";
import { darker, lighter } from "./palette.ts";
import type { Kit } from "./stage.ts";

// What stays in a yard for years and so tells a home from its neighbours.

export function jar(kit: Kit): string {
	const hex = kit.random.pick(["#6a4a36", "#4c4540", "#8a5c3c"]);
	const body = "M-30 -84Q-52 -58 -44 -26Q-38 0 -24 2H24Q38 0 44 -26Q52 -58 30 -84Z";
	return (
		shape(body, kit.tone(darker(hex, 0.1), 0.3)) +
		shape("M8 -84H30Q52 -58 44 -26Q38 0 24 2H10Q30 -40 8 -84Z", kit.tone(lighter(hex, 0.14), 0.9), 0.7) +
		shape(disc(0, -85, 33, 9), kit.tone(lighter(hex, 0.2), 0.8)) +
		shape(disc(0, -84, 27, 6.5), kit.tone("#4a5a60", 0.4)) +
		line("M28 -66Q36 -48 32 -30", kit.tone("#f2e8d6", 1), 4, 0.4)
	);
}

export function well(kit: Kit): string {
	const ring = "M-52 -46a52 17 0 0 1 104 0v44a52 17 0 0 1 -104 0Z";
	return (
		shape(ring, kit.tone("#9a958a", 0.4)) +
		shape("M10 -30H52V-2A52 17 0 0 1 14 14Z", kit.tone("#b8b2a5", 0.9), 0.6) +
		shape(disc(0, -46, 52, 17), kit.tone("#bdb7aa", 0.9)) +
		shape(disc(0, -45, 38, 11), kit.tone("#2b2f30", 0.1)) +
		line("M-48 -20Q0 0 48 -20M-30 -6V-28M24 -4V-24", kit.tone("#6f6b63", 0.3), 2, 0.6) +
		line("M-60 4V-128M60 4V-128M-68 -124H68", kit.tone("#74583f", 0.6), 7) +
		line("M0 -122V-60", kit.tone("#a99468", 0.8), 2) +
		shape(closed(dots(-11, -62, 11, -62, 8, -42, -8, -42)), kit.tone("#8a8f8c", 0.8))
	);
}

export function mill(kit: Kit): string {
	const drum = (y: number, r: number, h: number, hex: string) =>
		shape(`M${-r} ${y}a${r} ${r * 0.3} 0 0 0 ${2 * r} 0v${h}a${r} ${r * 0.3} 0 0 1 ${-2 * r} 0Z`, kit.tone(darker(hex, 0.2), 0.35)) +
		shape(disc(0, y, r, r * 0.3), kit.tone(lighter(hex, 0.15), 0.95));
	return (
		drum(-34, 62, 30, "#98938a") +
		drum(-58, 40, 20, "#8b877f") +
		shape(disc(6, -59, 7, 3), kit.tone("#3c3a38", 0.2)) +
		line("M38 -50L78 -60", kit.tone("#7b5d42", 0.6), 6)
	);
}

export function bicycle(kit: Kit): string {
	const wheel = (x: number) =>
		line(disc(x, -33, 32), kit.tone("#38383a", 0.5), 4) +
		line(disc(x, -33, 28), kit.tone("#b9bcbb", 0.9), 1, 0.8) +
		line(
			[0, 0.79, 1.57, 2.36]
				.map(
					(a) =>
						`M${(x - Math.cos(a) * 28).toFixed(0)} ${(-33 - Math.sin(a) * 28).toFixed(0)}L${(x + Math.cos(a) * 28).toFixed(0)} ${(-33 + Math.sin(a) * 28).toFixed(0)}`,
				)
				.join(""),
			kit.tone("#a2a6a5", 0.8),
			0.8,
			0.7,
		);
	const hex = kit.random.pick(["#2f4a5a", "#3b5a45", "#7d2f2a", "#2e2e31"]);
	return (
		wheel(-52) +
		wheel(52) +
		line("M-52 -33L-22 -84L36 -88L4 -34L-22 -84M-52 -33L4 -34M52 -33L36 -98", kit.tone(hex, 0.6), 5) +
		line("M-22 -84L-26 -98M36 -98L22 -108L46 -106", kit.tone("#7d8182", 0.8), 4) +
		line("M-40 -100L-12 -101", kit.tone("#2f2723", 0.4), 8) +
		line("M-76 -72L-30 -76", kit.tone("#6e7374", 0.6), 4)
	);
}

export function tricycle(kit: Kit): string {
	const hex = kit.random.pick(["#3f6f8c", "#9c3f33", "#3f7a58"]);
	const wheel = (x: number, r: number) =>
		shape(disc(x, -r, r), kit.tone("#2f2f31", 0.4)) +
		shape(disc(x, -r, r * 0.52), kit.tone("#a9adab", 0.8)) +
		shape(disc(x, -r, r * 0.2), kit.tone("#55585a", 0.4));
	const tray =
		shape(closed(dots(-120, -88, 18, -88, 18, -42, -120, -42)), kit.tone(hex, 0.45)) +
		shape(closed(dots(-120, -88, -108, -100, 30, -100, 18, -88)), kit.tone(darker(hex, 0.5), 0.2)) +
		shape(closed(dots(18, -88, 30, -100, 30, -52, 18, -42)), kit.tone(lighter(hex, 0.15), 0.95)) +
		line("M-96 -88V-42M-62 -88V-42M-28 -88V-42", kit.tone(darker(hex, 0.3), 0.3), 4, 0.7);
	return (
		wheel(-72, 27) +
		tray +
		line("M24 -50L70 -44L96 -28M70 -44L80 -104", kit.tone("#4b4f51", 0.5), 7) +
		line("M64 -108L96 -102", kit.tone("#3a3c3d", 0.6), 5) +
		line("M36 -74L66 -72", kit.tone("#33302e", 0.4), 11) +
		shape(closed(dots(78, -86, 90, -84, 96, -52, 74, -50)), kit.tone(hex, 0.8)) +
		wheel(100, 25)
	);
}

/** Washing on a rope between two poles. */
export function washing(kit: Kit): string {
	const { random } = kit;
	const cloths = Array.from({ length: 5 }, (_, i) => {
		const x = -122 + i * 52;
		const [w, h] = [random.between(30, 44), random.between(46, 82)];
		const y = -168 + Math.sin((i + 0.5) * 0.63) * 12;
		const hex = random.pick(["#c9584a", "#5c7fa3", "#e8e2d2", "#7f9b74", "#d9a94a", "#8d6a86", "#c9d3d3"]);
		const outline = soft(
			dots(
				x,
				y,
				x + w / 2,
				y - 1,
				x + w,
				y,
				x + w + 2,
				y + h * 0.6,
				x + w - 3,
				y + h,
				x + w / 2,
				y + h - 4,
				x + 2,
				y + h + 1,
				x - 2,
				y + h * 0.5,
			),
		);
		return (
			shape(outline, kit.tone(hex, 0.75)) +
			line(
				`M${(x + w * 0.35).toFixed(0)} ${(y + 8).toFixed(0)}L${(x + w * 0.3).toFixed(0)} ${(y + h * 0.9).toFixed(0)}M${(x + w * 0.68).toFixed(0)} ${(y + 8).toFixed(0)}L${(x + w * 0.7).toFixed(0)} ${(y + h * 0.8).toFixed(0)}`,
				kit.tone(darker(hex, 0.3), 0.3),
				3,
				0.4,
			)
		);
	});
	return (
		line("M-150 4V-180M150 4V-180", kit.tone("#8d7552", 0.6), 5.5) +
		line("M-150 -172Q0 -146 150 -172", kit.tone("#d8d2c2", 0.8), 2) +
		cloths.join("")
	);
}

/** Maize cobs bound in a golden hank, hung from a peg at the motif's foot. */
export function cornHank(kit: Kit): string {
	const { random } = kit;
	const cobs = (shift: number) =>
		Array.from({ length: 26 }, (_, i) =>
			touch(random.between(-13, 13) + shift, i * 5, random.between(19, 26), 15, 1.57 + random.between(-0.75, 0.75)),
		).join("");
	return (
		shape(cobs(-2), kit.tone("#b97f22", 0.3)) +
		shape(cobs(1), kit.tone("#e3ab35", 0.8)) +
		shape(Array.from({ length: 14 }, (_, i) => touch(random.between(-8, 12), i * 9, 15, 6, 1.4)).join(""), kit.tone("#f6d26a", 1)) +
		line("M0 -8V4", kit.tone("#8a6d42"), 3)
	);
}

export function chilliString(kit: Kit): string {
	const { random } = kit;
	const pods = (shift: number) =>
		Array.from({ length: 30 }, (_, i) =>
			touch(random.between(-6, 6) + shift, i * 4, random.between(14, 20), 8, 1.57 + random.between(-0.9, 0.9)),
		).join("");
	return shape(pods(-1), kit.tone("#8c2419", 0.3)) + shape(pods(1), kit.tone("#c8392a", 0.9)) + line("M0 -6V4", kit.tone("#8a6d42"), 2.4);
}

export function lantern(kit: Kit): string {
	return (
		line("M0 -10V4M0 44V62", kit.tone("#b98a2c", 0.8), 2.4) +
		shape(disc(0, 24, 25, 20), kit.tone("#b92f23", 0.6)) +
		shape(disc(6, 22, 12, 18), kit.tone("#dc5038", 1), 0.8) +
		line("M-8 6Q-16 24 -8 43M8 6Q16 24 8 43M0 4V44", kit.tone("#7e1f1a", 0.4), 1.4, 0.6) +
		shape(rectangle(-10, 1, 20, 5) + rectangle(-10, 42, 20, 5), kit.tone("#d6a544", 0.9))
	);
}

export function sieve(kit: Kit): string {
	return (
		shape(disc(0, 30, 32), kit.tone("#b6935a", 0.5)) +
		shape(disc(2, 29, 27), kit.tone("#d9bd85", 0.85)) +
		line([-18, -6, 6, 18].map((o) => `M${o - 2} 6L${o + 6} 54M-24 ${o + 28}L26 ${o + 31}`).join(""), kit.tone("#a98a54", 0.5), 1.4, 0.6)
	);
}
