import type { SeededRandom } from "#db/seed/random.ts";
import { blob, disc, line, rectangle, shape, tapered, touch } from "./brush.ts";
import { darker, lighter } from "./palette.ts";
import type { Kit, Motif } from "./stage.ts";

type Plot = { x: number; y: number; tall: number };

function stems(kit: Kit, plots: readonly Plot[], hex: string): string {
	return shape(
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
	return shape(layer(0.25), kit.tone(darker(hex, 0.22), 0.25)) + shape(layer(-0.1), kit.tone(lighter(hex, 0.06), 0.85));
}

const spread = (random: SeededRandom, count: number, width: number, tall: readonly [number, number]): Plot[] =>
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
		shape(heads.map(({ x, y, r }) => petals(x, y, 14, r * 1.15, r * 0.24)).join(""), kit.tone("#d99722", 0.6)),
		shape(heads.map(({ x, y, r }) => petals(x + 1, y - 1, 11, r, r * 0.2)).join(""), kit.tone("#f2c140", 1)),
		shape(heads.map(({ x, y, r }) => disc(x, y, r * 0.46)).join(""), kit.tone("#5b3b25", 0.4)),
		shape(heads.map(({ x, y, r }) => disc(x + 3, y - 3, r * 0.24)).join(""), kit.tone("#8a5f36", 0.9)),
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
				shape(own.map(({ x, y }) => disc(x, y, 8, 7)).join(""), kit.tone(darker(hex, 0.18), 0.5)) +
				shape(own.map(({ x, y }) => petals(x + 1, y - 1, 7, 7, 2.4)).join(""), kit.tone(lighter(hex, 0.14), 1)) +
				shape(own.map(({ x, y }) => disc(x + 1, y - 1, 2.4)).join(""), kit.tone("#8f4f23", 0.7))
			);
		});
		return shape(bush.join(""), kit.tone("#4c6d41", 0.25)) + leaves(kit, plots, { size: 18, hex: "#64884c", pairs: 3 }) + heads.join("");
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
		shape(combs.join(""), kit.tone("#a92744", 0.5)) +
		shape(light.join(""), kit.tone("#d9486a", 1))
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
		shape(cups.map(({ x, y, r }) => blob(random, { x, y, rx: r, ry: r * 0.85, rough: 0.18, corners: 7 })).join(""), kit.tone(hex, 0.7)) +
		shape(cups.map(({ x, y, r }) => disc(x + 1, y, r * 0.35)).join(""), kit.tone("#f3e3b4", 1))
	);
}

/** Cabbage, greens or scallions in a short row. */
export function greens(kit: Kit): string {
	const { random, season } = kit;
	const kind = random.pick(["cabbage", "greens", "scallions"] as const);
	const plots = spread(random, kind === "scallions" ? 16 : 6, 165, [18, 30]);
	if (kind === "scallions")
		return shape(
			plots
				.flatMap(({ x, y }) =>
					[-0.35, 0, 0.3].map((lean) => tapered([x, y], [x + lean * 40, y - random.between(28, 44)], 4.5, 1, random.between(-4, 4))),
				)
				.join(""),
			kit.tone("#5f9458", 0.7),
		);
	const hex = kind === "cabbage" ? "#9dbb77" : season.name === "winter" ? "#5f7d4b" : "#6a9a4c";
	const rosette = (turned: number, reach: number, tone: string) =>
		shape(
			plots
				.map(({ x, y }) =>
					Array.from({ length: 8 }, (_, i) =>
						touch(x, y - 5, reach * random.between(0.8, 1.1), reach * 0.34, -Math.PI * (0.04 + (0.92 * i) / 7)),
					).join(""),
				)
				.join(""),
			kit.tone(tone, turned),
		);
	return rosette(0.25, 26, darker(hex, 0.28)) + rosette(0.75, 21, hex) + rosette(1, 12, lighter(hex, 0.35));
}

/** Bamboo poles in a row of crosses, with beans or cucumbers climbing. */
export function trellis(kit: Kit): string {
	const { random, season } = kit;
	const poles = [-80, -40, 0, 40, 80].map((x) => `M${x - 16} 4L${x + 14} -150M${x + 16} 4L${x - 14} -150`);
	const bar = "M-104 -132L104 -136";
	const leaf = season.name === "winter" || season.name === "autumn" ? "#a0924c" : "#5f8f48";
	const cover = season.name === "winter" ? 26 : 120;
	const vine = (count: number, tone: string, turned: number) =>
		shape(
			Array.from({ length: count }, () =>
				touch(random.between(-95, 95), -random.between(8, 140), random.between(9, 17), 5, random.between(0, 6.28)),
			).join(""),
			kit.tone(tone, turned),
		);
	const hung = random.pick(["#7da24c", "#c0392b", "#8a5ba0"]);
	const fruit =
		season.name === "winter"
			? ""
			: shape(
					Array.from({ length: 16 }, () => touch(random.between(-85, 85), -random.between(20, 120), 20, 2.2, 1.57)).join(""),
					kit.tone(hung, 0.9),
				);
	return (
		line(poles.join("") + bar, kit.tone("#b79f62", 0.6), 4.5) +
		line(poles.join(""), kit.tone("#e2cf96", 1), 1.4, 0.7) +
		vine(cover, darker(leaf, 0.25), 0.2) +
		vine(cover, leaf, 0.8) +
		fruit
	);
}

export function pot(kit: Kit): string {
	const { random } = kit;
	const hex = random.pick(["#a65a3c", "#8a6a54", "#5f7783", "#3f4a4c", "#c9c2b2"]);
	const [w, h] = [random.between(16, 24), random.between(26, 36)];
	const plant = random.pick([
		() =>
			shape(
				Array.from({ length: 22 }, () => touch(random.between(-10, 10), -h, random.between(22, 44), 5, random.between(-2.6, -0.5))).join(
					"",
				),
				kit.tone("#5f8a4e", 0.6),
			),
		() =>
			shape(blob(random, { x: 0, y: -h - 20, rx: 26, ry: 24, rough: 0.25 }), kit.tone("#4f7545", 0.4)) +
			shape(
				Array.from({ length: 14 }, () => disc(random.between(-22, 22), -h - random.between(4, 40), 5)).join(""),
				kit.tone(random.pick(["#d8475c", "#e6913a", "#e3a3bd", "#f0e6d4"]), 0.9),
			),
		() =>
			shape(
				Array.from({ length: 9 }, () =>
					tapered([random.between(-4, 4), -h], [random.between(-34, 34), -h - random.between(26, 60)], 7, 1.5, random.between(-8, 8)),
				).join(""),
				kit.tone("#6e9862", 0.7),
			),
	]);
	const body = `M${-w} ${-h}L${w} ${-h}L${w * 0.72} 0Q0 5 ${-w * 0.72} 0Z`;
	return (
		plant() +
		shape(body, kit.tone(darker(hex, 0.15), 0.35)) +
		shape(`M${w * 0.15} ${-h}L${w} ${-h}L${w * 0.72} 0L${w * 0.2} 2Z`, kit.tone(lighter(hex, 0.12), 0.9), 0.75) +
		shape(rectangle(-w - 3, -h - 5, w * 2 + 6, 7), kit.tone(lighter(hex, 0.12), 0.7))
	);
}

/** A low woven fence of split bamboo. */
export function fence(kit: Kit): string {
	const slats = Array.from(
		{ length: 13 },
		(_, i) => `M${-96 + i * 16} 3L${-96 + i * 16 + kit.random.between(-2, 2)} ${-52 - kit.random.between(0, 8)}`,
	);
	return (
		line(slats.join(""), kit.tone("#a8905a", 0.4), 6) +
		line(slats.join(""), kit.tone("#d9c58c", 1), 2, 0.7) +
		line("M-104 -18L104 -19M-104 -40L104 -41", kit.tone("#8d7446", 0.5), 5)
	);
}

export function shrub(kit: Kit): string {
	const { random } = kit;
	const hex = random.pick(["#527a48", "#64803f", "#476b4a"]);
	const puffs = Array.from({ length: 6 }, () => ({ x: random.between(-30, 30), y: -random.between(16, 52), rx: 24, ry: 20, rough: 0.28 }));
	const flecks = (n: number) =>
		Array.from({ length: n }, () => touch(random.between(-44, 44), -random.between(4, 72), 9, 3, random.between(0, 6.28))).join("");
	return (
		shape(puffs.map((puff) => blob(random, puff)).join(""), kit.tone(darker(hex, 0.25), 0.2)) +
		shape(puffs.map(({ x, y }) => blob(random, { x: x + 5, y: y - 6, rx: 16, ry: 12, rough: 0.3 })).join(""), kit.tone(hex, 0.8)) +
		shape(flecks(26), kit.tone(lighter(hex, 0.28), 1))
	);
}
