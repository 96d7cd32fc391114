import type { SeededRandom } from "#demo/random.ts";
import { blob, dense, disc, tapered, touch } from "./brush.ts";
import { darker, lighter } from "./palette.ts";
import type { Kit, Motif } from "./stage.ts";

type Plot = { x: number; y: number; tall: number };

function stems(kit: Kit, plots: readonly Plot[], hex: string): string {
	return dense(
		plots.map(({ x, y, tall }) => tapered([x, y], [x + kit.random.between(-5, 5), y - tall], 4, 2.4, kit.random.between(-4, 4))).join(""),
		kit.tone(hex, 0.4),
	);
}

function leaves(kit: Kit, plots: readonly Plot[], { size, hex, pairs }: { size: number; hex: string; pairs: number }): string {
	const { random } = kit;
	const layer = (shift: number) =>
		plots
			.flatMap(({ x, y, tall }) =>
				Array.from({ length: pairs }, (_, i) => {
					const h = tall * (0.12 + (0.7 * i) / pairs);
					return (
						touch(x, y - h, size * random.between(0.7, 1.1), size * 0.26, -0.45 + random.between(-0.3, 0.3) + shift) +
						touch(x, y - h - 4, size * random.between(0.7, 1.1), size * 0.26, -2.7 + random.between(-0.3, 0.3) - shift)
					);
				}),
			)
			.join("");
	return dense(layer(0.25), kit.tone(darker(hex, 0.22), 0.25)) + dense(layer(-0.1), kit.tone(lighter(hex, 0.06), 0.85));
}

export const spread = (random: SeededRandom, count: number, width: number, tall: readonly [number, number]): Plot[] =>
	Array.from({ length: count }, (_, i) => ({
		x: ((i + 0.5) / count - 0.5) * width + random.between(-6, 6),
		y: random.between(-4, 5),
		tall: random.between(tall[0], tall[1]),
	}));

function petals(x: number, y: number, count: number, reach: number, width: number): string {
	return Array.from({ length: count }, (_, i) => touch(x, y, reach, width, (i / count) * 6.283)).join("");
}

export function sunflowers(kit: Kit): string {
	const plots = spread(kit.random, 5, 130, [115, 185]);
	const heads = plots.map(({ x, y, tall }) => ({ x: x + kit.random.between(-4, 8), y: y - tall, r: kit.random.between(17, 23) }));
	return [
		stems(kit, plots, "#6b8a4c"),
		leaves(kit, plots, { size: 36, hex: "#6d9150", pairs: 3 }),
		dense(heads.map(({ x, y, r }) => petals(x, y, 14, r * 1.15, r * 0.24)).join(""), kit.tone("#d99722", 0.6)),
		dense(heads.map(({ x, y, r }) => petals(x + 1, y - 1, 11, r, r * 0.2)).join(""), kit.tone("#f2c140", 1)),
		dense(heads.map(({ x, y, r }) => disc(x, y, r * 0.46)).join(""), kit.tone("#5b3b25", 0.4)),
		dense(heads.map(({ x, y, r }) => disc(x + 3, y - 3, r * 0.24)).join(""), kit.tone("#8a5f36", 0.9)),
	].join("");
}

/** Low bright clumps: marigold, chrysanthemum, zinnia by colour. */
export function blooms(colours: readonly string[]): Motif {
	return (kit) => {
		const { random } = kit;
		const plots = spread(random, 9, 150, [22, 52]);
		const bush = plots.map(({ x, tall }) => blob(random, { x, y: -tall * 0.4, rx: 18, ry: tall * 0.5, rough: 0.25 }));
		const flowers = plots.flatMap(({ x, tall }) =>
			Array.from({ length: 4 }, () => ({ x: x + random.between(-17, 17), y: -tall + random.between(-6, 20), hex: random.pick(colours) })),
		);
		const heads = colours.map((hex) => {
			const own = flowers.filter((flower) => flower.hex === hex);
			return (
				dense(own.map(({ x, y }) => disc(x, y, 8, 7)).join(""), kit.tone(darker(hex, 0.18), 0.5)) +
				dense(own.map(({ x, y }) => petals(x + 1, y - 1, 7, 7, 2.4)).join(""), kit.tone(lighter(hex, 0.14), 1)) +
				dense(own.map(({ x, y }) => disc(x + 1, y - 1, 2.4)).join(""), kit.tone("#8f4f23", 0.7))
			);
		});
		return dense(bush.join(""), kit.tone("#4c6d41", 0.25)) + leaves(kit, plots, { size: 18, hex: "#64884c", pairs: 3 }) + heads.join("");
	};
}

export const marigolds = blooms(["#e58a1f", "#f0b12f"]);

export const chrysanthemums = blooms(["#e6c33f", "#d98fa6", "#f0ead8"]);

export const zinnias = blooms(["#cf4a52", "#e07b9b", "#e9a03c"]);

export function cockscomb(kit: Kit): string {
	const { random } = kit;
	const plots = spread(random, 7, 140, [45, 78]);
	const combs = plots.map(({ x, y, tall }) => blob(random, { x, y: y - tall - 4, rx: 13, ry: 11, rough: 0.35, corners: 11 }));
	const light = plots.map(({ x, y, tall }) => blob(random, { x: x + 4, y: y - tall - 8, rx: 8, ry: 5, rough: 0.4 }));
	return (
		stems(kit, plots, "#7b8a4c") +
		leaves(kit, plots, { size: 22, hex: "#6c8a4a", pairs: 4 }) +
		dense(combs.join(""), kit.tone("#a92744", 0.5)) +
		dense(light.join(""), kit.tone("#d9486a", 1))
	);
}

export function hollyhocks(kit: Kit): string {
	const { random } = kit;
	const plots = spread(random, 5, 120, [105, 165]);
	const hex = random.pick(["#d4688a", "#b8455f", "#e9b6bd"]);
	const cups = plots.flatMap(({ x, tall }) =>
		Array.from({ length: 6 }, (_, i) => ({ x: x + random.between(-9, 9), y: -tall * (0.42 + i * 0.1), r: 12 - i * 1.2 })),
	);
	return (
		stems(kit, plots, "#6f8f52") +
		leaves(kit, plots, { size: 26, hex: "#668a4c", pairs: 5 }) +
		dense(cups.map(({ x, y, r }) => blob(random, { x, y, rx: r, ry: r * 0.85, rough: 0.18, corners: 7 })).join(""), kit.tone(hex, 0.7)) +
		dense(cups.map(({ x, y, r }) => disc(x + 1, y, r * 0.35)).join(""), kit.tone("#f3e3b4", 1))
	);
}
