import { blob, dense, disc, line, rectangle, shape, tapered, touch } from "./brush.ts";
import { spread } from "./flowers.ts";
import { darker, lighter } from "./palette.ts";
import type { Kit } from "./stage.ts";

/** Cabbage, greens or scallions in a short row. */
export function greens(kit: Kit): string {
	const { random, season } = kit;
	const kind = random.pick(["cabbage", "greens", "scallions"] as const);
	const plots = spread(random, kind === "scallions" ? 16 : 6, 165, [18, 30]);
	if (kind === "scallions")
		return dense(
			plots
				.flatMap(({ x, y }) =>
					[-0.35, 0, 0.3].map((lean) => tapered([x, y], [x + lean * 40, y - random.between(28, 44)], 4.5, 1, random.between(-4, 4))),
				)
				.join(""),
			kit.tone("#5f9458", 0.7),
		);
	const hex = kind === "cabbage" ? "#9dbb77" : season.name === "winter" ? "#5f7d4b" : "#6a9a4c";
	const rosette = (turned: number, reach: number, tone: string) =>
		dense(
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
		dense(
			Array.from({ length: count }, () =>
				touch(random.between(-95, 95), -random.between(8, 140), random.between(9, 17), 5, random.between(0, 6.28)),
			).join(""),
			kit.tone(tone, turned),
		);
	const hung = random.pick(["#7da24c", "#c0392b", "#8a5ba0"]);
	const fruit =
		season.name === "winter"
			? ""
			: dense(
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
