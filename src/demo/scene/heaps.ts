import { blob, closed, type Dot, dense, disc, dots, line, shape, soft, tapered, touch } from "./brush.ts";
import { darker, lighter } from "./palette.ts";
import type { Kit } from "./stage.ts";

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
	return dense(bits.join(""), kit.tone("#d3b878", 0.9), 0.85);
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
	return dense(mound, kit.tone("#b3985c", 0.35)) + dense(stalks(60), kit.tone("#8f7847", 0.3)) + dense(stalks(70), kit.tone("#dcc384", 1));
}

export function weeds(kit: Kit): string {
	const { random, season } = kit;
	const dry = season.name === "winter" ? "#a08f62" : season.grass;
	const tuft = (count: number, tall: number, hex: string, turned: number) =>
		dense(
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
			: dense(
					Array.from({ length: 5 }, () => touch(random.between(-30, 30), -random.between(40, 62), 14, 2.6, -1.2)).join(""),
					kit.tone("#c9bd7e", 0.9),
				);
	const leaves = dense(
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
