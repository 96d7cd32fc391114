import type { SeededRandom } from "#demo/random.ts";
import { dense, disc, leafy, line, shape, tapered, touch } from "./brush.ts";
import type { TreeKind } from "./courtyard.ts";
import { type Clump, HABIT, type Habit, type Limb, type Tree } from "./growth.ts";
import { darker, lighter, mixed } from "./palette.ts";
import type { Kit } from "./stage.ts";

/** `detail` 0–1: less for trees far away. */
export function tree(kit: Kit, { kind, limbs, clumps }: Tree, detail = 1): string {
	const habit = HABIT[kind];
	const evergreen = kind === "bamboo";
	const leafage = evergreen ? 1 : kind === "persimmon" ? kit.season.leafage * 0.85 : kit.season.leafage;
	const own = detail > 0.7 ? clumps : clumps.filter((_, i) => i % 3 !== 1);
	const wood = woodOf(kit, limbs, habit);
	const crown = leafage > 0.03 ? foliage(kit, own, { leaf: leafOf(kit, kind, habit), leafage, kind, detail }) : { back: "", front: "" };
	const twigs = leafage < 0.6 && !evergreen ? bareTwigs(kit, clumps, habit) : "";
	return (
		crown.back + wood + twigs + crown.front + blossomAndFruit(kit, clumps, kind) + (kit.light.weather === "snow" ? snowOn(kit, limbs) : "")
	);
}

function leafOf(kit: Kit, kind: TreeKind, habit: Habit): string {
	if (kind === "bamboo") return kit.season.name === "winter" ? "#7c8f5c" : "#66904c";
	const own = habit.leaf && kit.season.name !== "autumn" ? mixed(kit.season.leaf, habit.leaf, 0.55) : kit.season.leaf;
	return habit.autumn && kit.season.name === "autumn" && kit.season.leafage < 1 ? mixed(own, habit.autumn, 0.75) : own;
}

function woodOf(kit: Kit, limbs: readonly Limb[], habit: Habit): string {
	const outline = (shift: number, slim: number) =>
		limbs
			.map((limb) =>
				tapered(
					[limb.from[0] + shift * limb.root, limb.from[1]],
					[limb.to[0] + shift * limb.tip, limb.to[1]],
					limb.root * slim,
					limb.tip * slim,
					limb.bend,
				),
			)
			.join("");
	return (
		shape(outline(0, 1), kit.tone(darker(habit.bark, 0.12), 0.15)) +
		shape(outline(0.22, 0.42), kit.tone(lighter(habit.bark, 0.28), 0.9), 0.8)
	);
}

type Crown = { leaf: string; leafage: number; kind: TreeKind; detail: number };

function foliage(kit: Kit, clumps: readonly Clump[], crown: Crown): { back: string; front: string } {
	if (crown.kind === "willow" || crown.kind === "bamboo") return hanging(kit, clumps, crown);
	const { random } = kit;
	const { leaf, leafage, detail } = crown;
	const mass = clumps.filter(() => random.chance(Math.max(0.25, leafage)));
	const layer = (shift: number, size: number) =>
		mass
			.map(({ x, y, r }) =>
				leafy(random, {
					x: x + shift * r,
					y: y - shift * r * 0.9,
					rx: r * size * random.between(0.85, 1.15),
					ry: r * size * random.between(0.7, 0.95),
					corners: detail > 0.7 ? 10 : 6,
				}),
			)
			.join("");
	const loose = (shift: number, size: number, count: number) =>
		looseLeaves(random, mass, { shift, size, count: Math.round(count * detail) });
	return {
		back:
			dense(layer(-0.1, 1.1), kit.tone(darker(leaf, 0.34), 0.1), 0.6 + 0.4 * leafage) +
			dense(loose(0, 1, 5), kit.tone(darker(leaf, 0.3), 0.15)),
		front: [
			dense(layer(0.1, 0.84), kit.tone(darker(leaf, 0.08), 0.55), 0.55 + 0.4 * leafage),
			dense(layer(0.3, 0.5), kit.tone(lighter(leaf, 0.1), 0.85), 0.85),
			dense(loose(0.22, 0.8, 6), kit.tone(lighter(leaf, 0.24), 1)),
			dense(loose(-0.2, 0.8, 4), kit.tone(darker(leaf, 0.3), 0.2)),
			detail > 0.5 ? dense(layer(0.45, 0.2), kit.tone(lighter(leaf, 0.4), 1), 0.8) : "",
		].join(""),
	};
}

function looseLeaves(
	random: SeededRandom,
	clumps: readonly Clump[],
	{ shift, size, count }: { shift: number; size: number; count: number },
): string {
	const touches = clumps.flatMap(({ x, y, r }) =>
		Array.from({ length: count }, () => {
			const [turn, reach] = [random.between(0, 6.283), r * Math.sqrt(random.next()) * 1.1];
			return touch(
				x + Math.cos(turn) * reach + shift * r,
				y + Math.sin(turn) * reach * 0.85 - shift * r,
				r * random.between(0.2, 0.34) * size,
				r * 0.12 * size,
				random.between(0, 6.283),
			);
		}),
	);
	return touches.join("");
}

/** Willow strands and bamboo sprays hang in single touches instead of masses. */
function hanging(kit: Kit, clumps: readonly Clump[], { leaf, leafage, kind, detail }: Crown): { back: string; front: string } {
	const { random } = kit;
	const willow = kind === "willow";
	const spray = (shift: number, count: number) =>
		clumps
			.flatMap(({ x, y, r }) =>
				Array.from({ length: Math.ceil(count * (0.4 + detail * 0.6) * Math.max(0.3, leafage)) }, () => {
					const [lx, ly] = [x + random.between(-1, 1) * r + shift * r, y + random.between(-0.9, 0.7) * r - shift * r];
					if (willow)
						return touch(
							lx,
							ly - r * 0.3,
							r * random.between(1.1, 2.6),
							r * random.between(0.05, 0.1),
							Math.PI / 2 + random.between(-0.1, 0.1) + (lx - x) / (r * 30),
						);
					return touch(lx, ly, r * random.between(0.5, 0.95), r * 0.12, (lx > x ? 0.75 : 2.4) + random.between(-0.5, 0.5));
				}),
			)
			.join("");
	const veil = clumps
		.map(({ x, y, r }) => leafy(random, { x, y: willow ? y + r * 0.3 : y, rx: r * 0.8, ry: r * (willow ? 1.1 : 0.6), corners: 6 }))
		.join("");
	return {
		back:
			dense(veil, kit.tone(darker(leaf, 0.26), 0.2), 0.55 * leafage) +
			shape(spray(-0.1, willow ? 9 : 7), kit.tone(darker(leaf, 0.3), 0.15)),
		front: shape(spray(0.05, willow ? 8 : 7), kit.tone(leaf, 0.6)) + shape(spray(0.2, willow ? 4 : 4), kit.tone(lighter(leaf, 0.3), 1)),
	};
}

function bareTwigs(kit: Kit, clumps: readonly Clump[], habit: Habit): string {
	const { random } = kit;
	const twigs = clumps.map(({ x, y, r }) =>
		Array.from({ length: 4 }, () => {
			const angle = -Math.PI / 2 + random.between(-1.3, 1.3);
			return tapered([x, y], [x + Math.cos(angle) * r * 0.9, y + Math.sin(angle) * r * 0.9], 3.4, 0.8, random.between(-6, 6));
		}).join(""),
	);
	return dense(twigs.join(""), kit.tone(habit.bark, 0.3));
}

function blossomAndFruit(kit: Kit, clumps: readonly Clump[], kind: TreeKind): string {
	const { random, season } = kit;
	const scatter = (perClump: number, size: number) =>
		clumps
			.map(({ x, y, r }) =>
				Array.from({ length: perClump }, () =>
					disc(x + random.between(-0.8, 0.8) * r, y + random.between(-0.6, 0.8) * r, size * random.between(0.8, 1.15)),
				).join(""),
			)
			.join("");
	const bears = { persimmon: "#e2701f", pomegranate: "#b8402f", jujube: "#8e3b26" } as Partial<Record<TreeKind, string>>;
	const fruit = bears[kind];
	if (fruit && season.fruit)
		return (
			dense(scatter(kind === "jujube" ? 3 : 2, kind === "jujube" ? 3 : 6.5), kit.tone(darker(fruit, 0.15), 0.5)) +
			dense(scatter(1, kind === "jujube" ? 3 : 6), kit.tone(lighter(fruit, 0.14), 1))
		);
	if (kind === "peach" && season.blossom)
		return dense(scatter(16, 4.2), kit.tone("#e6a3a8", 0.9), 0.9) + dense(scatter(7, 3.4), kit.tone("#f6d7d6", 1));
	if (kind === "locust" && season.blossom) return dense(scatter(6, 4), kit.tone("#efeedd", 0.9), 0.85);
	if (kind === "pomegranate" && season.name === "summer") return dense(scatter(2, 4), kit.tone("#d8492e", 0.9));
	return "";
}

function snowOn(kit: Kit, limbs: readonly Limb[]): string {
	const level = limbs.filter(({ from, to }) => Math.abs(to[0] - from[0]) > Math.abs(to[1] - from[1]) * 0.6);
	return line(
		level
			.map(
				({ from, to, root }) =>
					`M${from[0].toFixed(0)} ${(from[1] - root * 0.45).toFixed(0)}L${to[0].toFixed(0)} ${(to[1] - root * 0.3).toFixed(0)}`,
			)
			.join(""),
		kit.tone("#f2f4f6", 0.9),
		3.5,
		0.9,
	);
}
