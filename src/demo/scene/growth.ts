import type { SeededRandom } from "#demo/random.ts";
import type { Dot } from "./brush.ts";
import type { TreeKind } from "./courtyard.ts";

export type Limb = { from: Dot; to: Dot; root: number; tip: number; bend: number };

export type Clump = { x: number; y: number; r: number };

/** A grown tree in centimetres around its foot; the same for every picture of the home. */
export type Tree = { kind: TreeKind; limbs: Limb[]; clumps: Clump[] };

export type Habit = { trunk: number; spread: number; clump: number; forks: number; bark: string; leaf?: string; autumn?: string };

export const HABIT: Record<TreeKind, Habit> = {
	persimmon: { trunk: 0.34, spread: 0.95, clump: 0.15, forks: 3, bark: "#5a4a40", autumn: "#c9713a" },
	locust: { trunk: 0.42, spread: 0.75, clump: 0.17, forks: 3, bark: "#5f5246", leaf: "#6f9150" },
	willow: { trunk: 0.45, spread: 0.7, clump: 0.14, forks: 3, bark: "#64584a", leaf: "#8ba655" },
	bamboo: { trunk: 0.9, spread: 0.3, clump: 0.1, forks: 1, bark: "#7f9a56" },
	pomegranate: { trunk: 0.22, spread: 1.05, clump: 0.16, forks: 4, bark: "#6f5a48", leaf: "#5f8a4c" },
	jujube: { trunk: 0.38, spread: 0.85, clump: 0.13, forks: 3, bark: "#54483f" },
	ginkgo: { trunk: 0.4, spread: 0.55, clump: 0.15, forks: 3, bark: "#77695a", autumn: "#e3b53c" },
	peach: { trunk: 0.25, spread: 1.0, clump: 0.14, forks: 4, bark: "#5d4640" },
};

export function grown(random: SeededRandom, { kind, height, lean = 0 }: { kind: TreeKind; height: number; lean?: number }): Tree {
	const tall = height * 100;
	const habit = HABIT[kind];
	if (kind === "bamboo") return grove(random, tall);
	const tree: Tree = { kind, limbs: [], clumps: [] };
	const top: Dot = [tall * lean * habit.trunk, -tall * habit.trunk];
	tree.limbs.push({ from: [0, 6], to: top, root: tall * 0.062, tip: tall * 0.04, bend: random.between(-0.03, 0.03) * tall });
	branch(random, tree, {
		at: top,
		angle: -Math.PI / 2 + lean * 0.8,
		length: tall * (1 - habit.trunk) * 0.42,
		thick: tall * 0.038,
		level: 0,
		habit,
		tall,
	});
	return tree;
}

type Growth = { at: Dot; angle: number; length: number; thick: number; level: number; habit: Habit; tall: number };

function branch(random: SeededRandom, tree: Tree, g: Growth): void {
	const forks = g.level === 0 ? g.habit.forks + 1 : g.level === 1 ? 3 : 2;
	for (let i = 0; i < forks; i++) {
		const fan = ((i + 0.5) / forks - 0.5) * (1.5 + g.habit.spread * 0.75) + random.between(-0.2, 0.2);
		const angle = g.angle * 0.7 + -Math.PI * 0.15 + fan * (g.level === 0 ? 1 : 0.8);
		const length = g.length * random.between(0.75, 1.2) * (1 - Math.abs(fan) * 0.1);
		const to: Dot = [g.at[0] + Math.cos(angle) * length * (0.6 + g.habit.spread * 0.5), g.at[1] + Math.sin(angle) * length];
		tree.limbs.push({ from: g.at, to, root: g.thick, tip: g.thick * 0.5, bend: random.between(-0.12, 0.12) * length });
		if (g.level > 0)
			tree.clumps.push({ x: to[0], y: to[1], r: g.tall * g.habit.clump * random.between(0.6, 1.1) * (g.level === 2 ? 0.85 : 1) });
		if (g.level < 2) branch(random, tree, { ...g, at: to, angle, length: length * 0.66, thick: g.thick * 0.52, level: g.level + 1 });
	}
}

function grove(random: SeededRandom, tall: number): Tree {
	const tree: Tree = { kind: "bamboo", limbs: [], clumps: [] };
	for (let i = 0; i < 10; i++) {
		const x = random.between(-0.28, 0.28) * tall;
		const top: Dot = [x + random.between(-0.14, 0.2) * tall, -tall * random.between(0.65, 1)];
		tree.limbs.push({ from: [x, 4], to: top, root: tall * 0.017, tip: tall * 0.006, bend: random.between(-0.03, 0.05) * tall });
		for (let k = 0; k < 3; k++) {
			const s = random.between(0.42, 1);
			tree.clumps.push({
				x: x + (top[0] - x) * s + random.between(-0.07, 0.07) * tall,
				y: top[1] * s,
				r: tall * random.between(0.07, 0.11),
			});
		}
	}
	return tree;
}
